// Run in the page: draws cards with the official renderer and a host's settings, and answers what is wrong with how they look.
(() => {
  const { AdaptiveCard, HostConfig } = globalThis.AdaptiveCards;
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = globalThis.markdownit().render(text);
    result.didProcess = true;
  };

  globalThis.drawCards = (list, host, theme) => {
    const main = document.querySelector('main');
    main.replaceChildren();
    const problems = [];
    for (const { name, card } of list) {
      const parsed = new AdaptiveCard();
      parsed.hostConfig = new HostConfig(host);
      parsed.parse(card);
      const section = document.createElement('section');
      const head = document.createElement('h6');
      head.textContent = `${name} (${theme})`;
      const paper = document.createElement('div');
      paper.className = 'card';
      paper.append(parsed.render());
      section.append(head, paper);
      main.append(section);
      if (paper.scrollWidth > paper.clientWidth + 1) problems.push(`${name}: wider than a chat`);
      if (paper.clientHeight < 40) problems.push(`${name}: empty`);
      // What stands on one line and is cut off nobody can read.
      for (const text of paper.querySelectorAll('.ac-textBlock')) {
        if (text.scrollWidth > text.clientWidth + 1) problems.push(`${name}: cut off: ${text.textContent}`);
      }
    }
    return problems;
  };
})();
