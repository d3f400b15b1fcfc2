import type { Texts } from '../sv.ts';

export const trouble: Texts['cards']['trouble'] = {
  title: 'Something needs mending',
  overTitle: 'It works again',
  what: {
    delivery: (card) => `The card “${card}” cannot be shown.`,
    due: (kind) => `What is to happen next cannot be decided (${kind}).`,
    step: (step) => `A step that follows cannot be taken (${step}).`,
    channel: (channel) => `${channel} refuses us. Most likely a key is wrong, has run out or lacks a right.`,
  },
  meanwhile: {
    delivery: 'What it struck is put aside. Everything else goes on as usual. Send it again when the fault is mended.',
    due: 'What it struck is put aside. Everything else goes on as usual. It is tried again every hour.',
    step: 'Everything else goes on as usual. It is tried again from time to time.',
    channel:
      'Nothing is lost: everything waits, and goes out by itself once the fault is mended. It is tried every minute.',
  },
  again: 'It was tried again, and has not failed since.',
  over: 'What was waiting has gone out.',
  count: 'Struck',
  reason: 'Error',
  first: 'First',
  last: 'Latest',
  retry: 'Try again',
};
