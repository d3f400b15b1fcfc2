import type { Walker } from './walkers.ts';
import type { TeamsWorld } from './world.ts';

/** The whole road of a pair, registration to closed, by what people see and press; the same whatever they sit in. */

export interface Cast {
  readonly mentor: Walker;
  readonly adept: Walker;
  readonly board: Walker;
}

export const contact = (name: string) => ({ name, mail: `${name}@kommun.example`, phone: '070-174 06 05' });

export const registerMentor = async (world: TeamsWorld, who: Walker): Promise<void> => {
  await who.does('registration.start', {}, { role: 'mentor' });
  await who.does('form.answer', contact('karin'));
  await who.does('form.answer', { municipalities: '1490' });
  await who.does('form.answer', { standing: 'active', places: '2', about: 'Lyssnar gärna.' });
  await who.does('registration.submit', { consent: 'true' });
  await world.rest();
};

export const registerAdept = async (world: TeamsWorld, who: Walker, name: string): Promise<void> => {
  await who.does('registration.start', {}, { role: 'adept' });
  await who.does('form.answer', contact(name));
  await who.does('form.answer', { municipality: '1442', wish: 'Ledningsgruppen.' });
  await who.does('registration.submit', { consent: 'true' });
  await world.rest();
};

export const walk = async (world: TeamsWorld, { mentor, adept, board }: Cast): Promise<void> => {
  const does = async (who: Walker, verb: string, inputs = {}, data = {}): Promise<void> => {
    await who.does(verb, inputs, data);
    await world.rest();
  };
  const says = async (who: Walker, text: string): Promise<void> => {
    await who.say(text);
    await world.rest();
  };

  await does(mentor, 'registration.start', {}, { role: 'mentor' });
  await does(mentor, 'form.answer', contact('karin'));
  await does(mentor, 'form.answer', { municipalities: '1490' });
  await does(mentor, 'form.answer', { standing: 'active', places: '1', about: 'Lyssnar gärna.' });
  await does(mentor, 'registration.submit', { consent: 'true' });
  await does(board, 'board.ask', { question: 'Hur länge har du varit chef?' });
  await does(mentor, 'registration.reply', { reply: 'I tolv år.' });
  await does(board, 'board.approve');

  await does(adept, 'registration.start', {}, { role: 'adept' });
  await does(adept, 'form.answer', contact('johan'));
  await does(adept, 'form.answer', { municipality: '1442', wish: 'Ledningsgruppen.' });
  await does(adept, 'registration.submit', { consent: 'true' });
  await does(board, 'board.approve');

  await says(adept, 'mentorer');
  await does(adept, 'show', {}, { card: 'request' });
  await does(adept, 'mentor.ask');
  await does(mentor, 'request.accept');

  await says(adept, 'planera');
  await does(adept, 'talk.plan', { date: '2026-09-10', time: '13:00', place: 'neutral' });
  await world.until('2026-09-08T09:00');
  for (const one of [mentor, adept]) await does(one, 'rules.confirm');
  await world.until('2026-09-11T09:00');
  await does(mentor, 'talk.held', {}, { talk: 1 });
  await does(mentor, 'decision.answer', {}, { choice: 'on' });
  await does(adept, 'decision.answer', {}, { choice: 'on' });
  await world.until('2026-09-14T09:00');

  await does(adept, 'show', {}, { card: 'agreement-form' });
  const terms = {
    talks: '5',
    ends: '2027-08-01',
    places: 'neutral,digital',
    shadowing: 'true',
    ownHeadings: 'Vi ringer',
  };
  await does(adept, 'agreement.propose', terms);
  await does(mentor, 'agreement.confirm');

  for (const [n, month] of ['10', '11', '12', '01', '02'].entries()) {
    const year = n < 3 ? 2026 : 2027;
    const [plans, reports] = n % 2 ? [mentor, adept] : [adept, mentor];
    await says(plans, 'planera');
    await does(plans, 'talk.plan', { date: `${year}-${month}-14`, time: '10:00', place: 'neutral' });
    await world.until(`${year}-${month}-14T23:00`);
    await world.until(`${year}-${month}-16T12:00`);
    await does(reports, 'talk.held', {}, { talk: n + 2 });
  }
};

/** What is stored of it all, less what a channel alone knows: where they are written to. */
export const stored = async (world: TeamsWorld): Promise<unknown> => {
  const found: { readonly id: string }[] = [];
  for (const { id, version, state, outbox, dueAt } of await world.docs()) {
    const history = (await world.store.history(id)).map(({ type, at }) => ({ type, at }));
    const known = state.kind === 'member' ? { ...state, home: null } : state;
    found.push({ id, version, state: known, outbox, dueAt, history } as { id: string });
  }
  return found.toSorted((a, b) => (a.id < b.id ? -1 : 1));
};
