import { describe, expect, it } from 'vitest';
import { drawCard } from '../../src/channels/card.ts';
import { scenes, viewOf } from './scenes.ts';
import { all } from './walk.ts';

/** What the drawer adds to a drawn view: a message, errors at their inputs, and what was typed. */

const viewNamed = async (name: string) => {
  const scene = scenes().find((item) => item.name === name);
  const view = scene && (await viewOf(scene, 'sv'));
  if (!view) throw new Error(`no scene ${name}`);
  return view;
};

const inputsOf = (card: unknown) =>
  Object.fromEntries(all(card, (type) => type.startsWith('Input.')).map((input) => [input['id'], input['value']]));

describe('drawing a card', () => {
  it('puts a message first', async () => {
    const card = drawCard(await viewNamed('pair: planned'), { message: 'Någon hann före.' });
    const [first] = card['body'] as unknown[];
    expect(all(first, (type) => type === 'TextBlock')).toMatchObject([{ text: 'Någon hann före.' }]);
  });

  it('puts each error right after its input', async () => {
    const card = drawCard(await viewNamed('form: empty contact'), { errors: { mail: 'Fel adress.' } });
    const [items = []] = all(card, (type) => type === 'Container')
      .map((container) => container['items'] as Record<string, unknown>[])
      .filter((list) => list.some(({ id }) => id === 'mail'));
    const at = items.findIndex(({ id }) => id === 'mail');
    expect(items[at + 1]).toMatchObject({ type: 'TextBlock', text: 'Fel adress.', color: 'Attention' });
  });

  it('finds inputs in cards behind buttons and in columns', async () => {
    const board = drawCard(await viewNamed('decision: mentor'), {
      errors: { message: 'Fyll i.' },
      values: { reason: 'Skäl' },
    });
    const shown = all(board, (type) => type === 'Action.ShowCard').find(
      (action) => inputsOf(action)['reason'] === 'Skäl',
    );
    const inner = (shown as { card: { body: Record<string, unknown>[] } }).card.body;
    expect(inner[inner.findIndex(({ id }) => id === 'message') + 1]).toMatchObject({ text: 'Fyll i.' });
    const list = drawCard(await viewNamed('mentors: many'), { errors: { word: 'För långt.' } });
    expect(JSON.stringify(list)).toContain('För långt.');
  });

  it('says an error whose input is not on the card any longer', async () => {
    const card = drawCard(await viewNamed('pair: planned'), { errors: { date: 'Välj ett datum.' } });
    expect(JSON.stringify((card['body'] as unknown[])[0])).toContain('Välj ett datum.');
  });

  it('keeps what was typed, in every kind of input', async () => {
    const typed = {
      talks: '12',
      reason: '${t.title}',
      ends: '2026-12-01',
      places: 'digital,visit',
      shadowing: 'true',
      headings: '',
      ownHeadings: 'Egna',
    };
    const card = drawCard(await viewNamed('agreement-form: empty'), { values: typed });
    expect(inputsOf(card)).toEqual({ ...typed, talks: 12, headings: undefined });
  });

  it('leaves what nobody typed as the view has it, and takes nothing that is no input', async () => {
    const view = await viewNamed('agreement-form: a counter-proposal');
    const card = drawCard(view, { values: { id: 'x', talks: 'många', verb: 'x' } });
    expect(inputsOf(card)).toEqual({ ...inputsOf(drawCard(view)), talks: undefined });
    expect(JSON.stringify(card)).not.toContain('"id":"x"');
  });

  it('refuses a template that there is none of, and a view that leaves out what the template asks for', async () => {
    expect(() => drawCard({ template: 'nope', data: {}, summary: '' })).toThrow('nope');
    const view = await viewNamed('pair: planned');
    const { now: _, ...data } = view.data;
    expect(() => drawCard({ ...view, data })).toThrow('now');
  });
});
