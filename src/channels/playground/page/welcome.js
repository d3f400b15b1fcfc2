import { byId } from './dom.js';

const welcome = byId('welcome');

/**
 * In the chats' place for as long as one is nobody: what this is, and where to begin.
 * @param {boolean} shown
 */
export const showWelcome = (shown) => {
  welcome.hidden = !shown;
  byId('rooms').hidden = shown;
};

/**
 * @param {object} host
 * @param {(role: 'mentor' | 'adept') => void} host.add
 * @param {() => Promise<void>} host.board
 */
export const setUpWelcome = ({ add, board }) => {
  byId('begin-mentor').addEventListener('click', () => add('mentor'));
  byId('begin-adept').addEventListener('click', () => add('adept'));
  byId('begin-board').addEventListener('click', () => void board());
};
