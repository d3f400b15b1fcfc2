import { avatar, byId, h, icon } from './dom.js';
import { words } from './words.js';

/** @typedef {import('./api.js').Person} Person */

/** @type {readonly Person['group'][]} */
const groups = ['board', 'mentor', 'adept', 'other'];

const narrow = matchMedia('(max-width: 899px)');

const list = byId('people-list');
const drawer = byId('people');
const backdrop = byId('backdrop');
const who = byId('who');
const main = byId('chat');

/** @param {boolean} open */
const setDrawer = (open) => {
  const shown = open && narrow.matches;
  drawer.classList.toggle('open', shown);
  // A drawer that is out of sight must be out of the keyboard's way too, and an open one keeps the keyboard.
  drawer.inert = narrow.matches && !shown;
  main.inert = shown;
  backdrop.hidden = !shown;
  who.setAttribute('aria-expanded', String(shown));
};

/** Closes it, and puts the keyboard back where it came from. */
const leaveDrawer = () => {
  if (!drawer.classList.contains('open')) return;
  setDrawer(false);
  who.focus();
};

/**
 * @param {Person} person
 * @param {boolean} isMe
 * @param {boolean} isUnread
 * @param {(id: string) => void} onChoose
 */
const entry = (person, isMe, isUnread, onChoose) =>
  h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        class: 'person',
        'data-person': person.id,
        'aria-current': isMe ? 'true' : null,
        on: { click: () => (leaveDrawer(), onChoose(person.id)) },
      },
      avatar(person),
      h(
        'span',
        { class: 'person-words' },
        h('span', { class: 'person-name' }, person.name),
        h('span', { class: 'person-status' }, person.status),
      ),
      isUnread ? h('span', { class: 'dot' }, h('span', { class: 'unseen' }, words().people.unread)) : null,
    ),
  );

let shown = '';
/** @type {string | null} */
let shownMe = null;

/**
 * @param {readonly Person[]} people
 * @param {string | null} me
 * @param {(person: Person) => boolean} isUnread
 * @param {(id: string) => void} onChoose
 */
export const showPeople = (people, me, isUnread, onChoose) => {
  const current = people.find((person) => person.id === me);
  // Drawn anew only when something shows differently, so that a list under somebody's finger holds still.
  const now = JSON.stringify([words().title, me, people.map((p) => [p.id, p.name, p.status, p.group, isUnread(p)])]);
  if (now === shown) return;
  shown = now;
  const whoNow = current
    ? [
        avatar(current),
        h('span', { class: 'unseen' }, `${words().people.current} `),
        h('span', { class: 'who-name' }, current.name),
        h('span', { class: 'unseen' }, `. ${words().people.change}`),
      ]
    : [h('span', { class: 'who-name' }, words().people.choose)];
  who.replaceChildren(...whoNow, icon('m4 6 4 4 4-4'));
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['person'] : undefined;
  list.replaceChildren(
    ...groups.flatMap((group) => {
      const members = people.filter((person) => person.group === group);
      if (members.length === 0) return [];
      const id = `group-${group}`;
      return [
        h('h3', { id }, words().people.groups[group]),
        h('ul', { 'aria-labelledby': id }, ...members.map((p) => entry(p, p.id === me, isUnread(p), onChoose))),
      ];
    }),
  );
  if (focused) {
    const again = list.querySelector(`[data-person="${CSS.escape(focused)}"]`);
    if (again instanceof HTMLElement) again.focus({ preventScroll: true });
  }
  if (me !== shownMe) list.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  shownMe = me;
};

/**
 * @param {object} host
 * @param {() => void} host.add
 */
export const setUpPeople = ({ add }) => {
  setDrawer(false);
  narrow.addEventListener('change', () => setDrawer(false));
  who.addEventListener('click', () => {
    setDrawer(!drawer.classList.contains('open'));
    const current = drawer.querySelector('[aria-current]');
    if (current instanceof HTMLElement) current.focus();
  });
  byId('people-close').addEventListener('click', leaveDrawer);
  backdrop.addEventListener('click', leaveDrawer);
  drawer.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') leaveDrawer();
  });
  byId('person-add').addEventListener('click', () => {
    leaveDrawer();
    add();
  });
};
