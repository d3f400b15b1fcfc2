import type { Lang } from '../domain/ids.ts';

/** Where somebody stands, in two or three words beside a name. */
const sv = {
  board: 'styrelseledamot',
  none: 'inte anmäld',
  draft: 'anmälan påbörjad',
  waiting: 'väntar på styrelsen',
  asked: 'har en fråga från styrelsen',
  declined: 'fick nej',
  full: 'ingen ledig plats',
  oneFree: '1 ledig plats',
  manyFree: '{free} lediga platser',
  offList: 'inte på listan nu',
  looking: 'söker mentor',
  requested: 'har frågat en mentor',
  introduced: 'ska träffa sin mentor',
  deciding: 'väljer om paret går vidare',
  agreeing: 'gör upp om samtalen',
  active: '{held} av {talks} samtal',
  finished: 'klar med sitt par',
};

export type StandingText = typeof sv;

const en: StandingText = {
  board: 'board member',
  none: 'not registered',
  draft: 'registration begun',
  waiting: 'waiting for the board',
  asked: 'asked by the board',
  declined: 'was declined',
  full: 'no place free',
  oneFree: '1 place free',
  manyFree: '{free} places free',
  offList: 'off the list for now',
  looking: 'looking for a mentor',
  requested: 'has asked a mentor',
  introduced: 'about to meet the mentor',
  deciding: 'deciding whether to go on',
  agreeing: 'agreeing on the talks',
  active: '{held} of {talks} talks',
  finished: 'has completed the pair',
};

export const statusText: Readonly<Record<Lang, StandingText>> = { sv, en };
