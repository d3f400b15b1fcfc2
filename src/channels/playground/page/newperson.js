import { api, ApiError } from './api.js';
import { announce, byId } from './dom.js';
import { currentLang, fill, words } from './words.js';

/** @typedef {'any' | 'mentor' | 'adept'} Wanted what somebody new is to become; `any` leaves that to them */

const MAX_NAME = 80;

/** @type {HTMLDialogElement} */
const dialog = byId('person-dialog');
/** @type {HTMLFormElement} */
const form = byId('person-form');
/** @type {HTMLInputElement} */
const name = byId('person-name');
const error = byId('person-error');
/** @type {Wanted} */
let wanted = 'any';

/** @param {string} said */
const showWrong = (said) => {
  error.textContent = said;
  if (said === '') name.removeAttribute('aria-invalid');
  else name.setAttribute('aria-invalid', 'true');
};

/** @param {Wanted} role */
export const askForPerson = (role) => {
  wanted = role;
  form.reset();
  showWrong('');
  byId('person-heading').textContent = words().people.addHeading[role];
  for (const choice of form.querySelectorAll('[name=lang]')) {
    if (choice instanceof HTMLInputElement) choice.checked = choice.value === currentLang();
  }
  dialog.showModal();
  name.focus();
};

/**
 * @param {object} host
 * @param {(id: string, wanted: Wanted) => Promise<void>} host.added
 * @param {(error: ApiError) => void} host.failed
 */
export const setUpNewPerson = ({ added, failed }) => {
  const add = async () => {
    const called = name.value.trim();
    if (called === '' || called.length > MAX_NAME) {
      showWrong(words().people.nameMissing);
      name.focus();
      return;
    }
    try {
      const { id } = await api.addPerson({
        name: called,
        lang: form.querySelector('[name=lang][value=en]:checked') ? 'en' : 'sv',
      });
      dialog.close();
      await added(id, wanted);
      announce(fill(words().people.added, { name: called }));
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      dialog.close();
      failed(problem);
    }
  };

  byId('person-cancel').addEventListener('click', () => dialog.close());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void add();
  });
};
