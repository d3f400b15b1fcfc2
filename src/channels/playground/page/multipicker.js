import { comparable, hitsInWords, matching } from './combobox.js';
import { announce, h, icon } from './dom.js';
import { fill, words } from './words.js';

/** So few can be seen at once, and need no search. */
const FEW = 12;

/**
 * Several of many: the renderer draws a tick box for each of the 290. This keeps them, and so the value, but shows
 * only what matches what is typed, and what is chosen as buttons that take it away again.
 * @param {HTMLElement} element
 */
export const multipicker = (element) => {
  const group = element.querySelector('.ac-choiceSetInput-multiSelect');
  if (!(group instanceof HTMLElement) || group.children.length <= FEW) return;
  const rows = [...group.children].flatMap((row) => {
    const box = row.querySelector('input');
    const title = row.textContent?.trim() ?? '';
    return row instanceof HTMLElement && box ? [{ row, box, title }] : [];
  });

  const chosen = h('div', { class: 'picked', role: 'group', 'aria-label': words().choices.chosen });
  const search = h('input', {
    type: 'text',
    class: 'ac-input ac-textInput picker-search',
    placeholder: words().choices.search,
    'aria-label': words().choices.search,
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const list = h('div', { class: 'picker-list' }, ...rows.map(({ row }) => row));
  group.replaceChildren(chosen, search, list);

  const showChosen = () => {
    chosen.replaceChildren(
      ...rows
        .filter(({ box }) => box.checked)
        .map(({ box, title }) =>
          h(
            'button',
            {
              type: 'button',
              class: 'chip',
              'aria-label': fill(words().choices.remove, { name: title }),
              on: {
                click: () => {
                  box.click();
                  search.focus();
                },
              },
            },
            title,
            icon('m5 5 6 6M11 5l-6 6'),
          ),
        ),
    );
    chosen.hidden = chosen.children.length === 0;
  };

  const filter = () => {
    const query = search.value;
    const hits = comparable(query) === '' ? [] : matching(rows, query);
    for (const { row } of rows) row.style.display = 'none';
    for (const { row } of hits) {
      row.style.display = 'flex';
      // The best match first.
      list.append(row);
    }
    list.hidden = hits.length === 0;
    return hits;
  };

  search.addEventListener('input', (event) => {
    // The renderer listens around here for inputs of its own.
    event.stopPropagation();
    const hits = filter();
    if (search.value.trim() !== '') announce(hitsInWords(hits.length));
  });
  search.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const [best] = search.value.trim() === '' ? [] : filter();
    if (!best) return;
    if (!best.box.checked) best.box.click();
    search.value = '';
    filter();
  });
  list.addEventListener('change', showChosen);
  filter();
  showChosen();
};
