/** Text as Slack takes it: escaped, and no longer than it may be. */

/** Slack reads these three in every text object; unescaped, `<!channel>` calls everyone. */
export const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Where a text of at most `max` characters may end: after a word where there is one, never inside a character. */
const cutAt = (text: string, max: number): number => {
  const space = text.slice(0, max + 1).search(/\s\S*$/);
  if (space > max / 2) return space;
  const half = /[\uD800-\uDBFF]$/.test(text.slice(0, max));
  return half ? max - 1 : max;
};

/** At most `max` characters as Slack counts them, which is after escaping; shortened at a word's end. */
export const short = (text: string, max: number): string => {
  if (escaped(text).length <= max) return text;
  let room = max - 1;
  for (;;) {
    const cut = text.slice(0, cutAt(text, room)).trimEnd();
    const over = escaped(cut).length - (max - 1);
    if (over <= 0) return `${cut}…`;
    room = Math.min(room, cut.length) - Math.max(1, Math.floor(over / 5));
  }
};

/** The whole text, in pieces of at most `max` characters after escaping. */
export const pieces = (text: string, max: number): string[] => {
  const found: string[] = [];
  let rest = text;
  while (escaped(rest).length > max) {
    let room = Math.min(max, rest.length);
    while (escaped(rest.slice(0, room)).length > max) room = Math.floor(room * 0.8);
    const at = cutAt(rest, room);
    found.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return [...found, rest].filter((piece) => piece.trim() !== '');
};

export interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: false;
}

/** `emoji: false`, so that `:)` and `:wave:` stay as they were written. */
export const plainText = (text: string, max: number): PlainText => ({
  type: 'plain_text',
  text: escaped(short(text.trim() === '' ? '–' : text, max)),
  emoji: false,
});

/** A stretch of text that looks alike. */
export interface Run {
  readonly text: string;
  readonly bold: boolean;
}

/** The Markdown that our cards use, which is bold and backslashes: everything else stands as it is written. */
export const runs = (markdown: string, bold = false): Run[] => {
  const found: Run[] = [];
  let strong = bold;
  let text = '';
  const push = (): void => {
    if (text !== '') found.push({ text, bold: strong });
    text = '';
  };
  for (const [token] of markdown.matchAll(/\\[!-/:-@[-`{-~]|\*\*|[\s\S]/gu)) {
    if (token === '**') {
      push();
      strong = !strong;
    } else text += token.length > 1 && token.startsWith('\\') ? token.slice(1) : token;
  }
  push();
  return found;
};

/** Without its looks. */
export const bare = (markdown: string): string =>
  runs(markdown)
    .map(({ text }) => text)
    .join('');
