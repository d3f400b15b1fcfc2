// Run in the page, as a whole: answers the buttons and links of cards whose ring, were they to have the focus, would be cut off.
(() => {
  /** The ring's width and its distance, in px. */
  const RING = 4;
  /** @type {string[]} */
  const clipped = [];
  for (const element of document.querySelectorAll('.ac-pushButton, .ac-anchor')) {
    const inner = element.getBoundingClientRect();
    for (let at = element.parentElement; at && !at.matches('.scroller'); at = at.parentElement) {
      if (getComputedStyle(at).overflow === 'visible') continue;
      const outer = at.getBoundingClientRect();
      const begins = outer.left <= inner.left - RING && outer.top <= inner.top - RING;
      const ends = outer.right >= inner.right + RING && outer.bottom >= inner.bottom + RING;
      if (!begins || !ends) clipped.push(`${element.textContent}: ${at.className}`);
    }
  }
  return clipped;
})();
