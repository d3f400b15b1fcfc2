import { describe, expect, it } from 'vitest';
import { drawCard } from '../../src/channels/card.ts';
import { memberOf, mentorOf, aMentor, aPair, anAdept } from '../build.ts';
import type { Scene } from './scene.ts';
import { friendly, scenes, viewOf } from './scenes.ts';

/** Deny by default: what a card shows it shows to whom it is for, and to nobody else. */

const OUTSIDER = memberOf('nils');
const ALL = scenes();
const isBoards = ({ card }: Scene): boolean => ['decision', 'undelivered', 'room', 'seats'].includes(card);
const isPairs = ({ about }: Scene): boolean => about.startsWith('pair:');
const named = (name: string): Scene => {
  const scene = ALL.find((item) => item.name === name);
  if (!scene) throw new Error(`no scene ${name}`);
  return scene;
};
const textOf = async (scene: Scene, viewer?: Scene['viewer']): Promise<string> => {
  const view = await viewOf(scene, 'sv', viewer);
  return view ? JSON.stringify([view.summary, drawCard(view)]) : '';
};

describe('an outsider', () => {
  // What is open to everyone, everyone may read of.
  it.each(ALL.filter(({ card }) => card !== 'join'))('sees nothing of $name', async (scene) => {
    expect(await viewOf(scene, 'sv', OUTSIDER)).toBeNull();
  });

  it('who is a mentor sees of a request that is another’s no more than that it went on', async () => {
    const asked = named('request-mentor: asked');
    const other = aMentor('nils', { name: 'Nils' }).approved().state;
    const text = await textOf({ ...asked, states: [...asked.states, other] }, OUTSIDER);
    expect(text).toContain('gått vidare');
    expect(text).not.toMatch(/Karin|Umeå|example\.se|sammanslagning/);
  });
});

describe('the board', () => {
  it.each(ALL.filter((scene) => !isBoards(scene)))('sees nothing of $name in its channel', async (scene) => {
    expect(await viewOf(scene, 'sv', null)).toBeNull();
  });

  it.each(ALL.filter(isBoards))('has $name in its channel alone', async (scene) => {
    for (const viewer of [memberOf('bo'), memberOf('ada'), memberOf('maja')]) {
      expect(await viewOf(scene, 'sv', viewer)).toBeNull();
    }
  });

  it.each(ALL.filter(isPairs))('its members see nothing of $name, being neither of the two', async (scene) => {
    expect(await viewOf(scene, 'sv', memberOf('bo'))).toBeNull();
  });
});

describe('a mentor who was asked before', () => {
  it('learns that the request went on, and nothing of the adept', async () => {
    const text = await textOf(named('request-mentor: gone on to another'));
    expect(text).toContain('gått vidare');
    expect(text).not.toMatch(/Karin|Umeå|example\.se|sammanslagning/);
  });

  it('sees no other card of that pair', async () => {
    for (const scene of ALL.filter((item) => isPairs(item) && item.card !== 'request-mentor' && !isBoards(item))) {
      const mats = aMentor('mats').approved().state;
      const text = await textOf({ ...scene, states: [...scene.states, mats] }, memberOf('mats'));
      expect({ scene: scene.name, told: text.match(/Karin|Umeå|example\.se|sammanslagning/) }).toMatchObject({
        told: null,
      });
    }
  });

  it('and one in reserve, a stranger, and whoever guesses at a request all see the same', async () => {
    const road = aPair({ reserves: ['mats'] });
    const states = [
      road.state,
      aMentor('mats').approved().state,
      anAdept('ada', { name: friendly.name }).approved().state,
    ];
    const scene = { ...named('request-mentor: asked'), states };
    const stranger = { ...scene, states: [aPair().state, ...states.slice(1)] };
    const guess = { ...scene, states: states.slice(1) };
    const seen = await Promise.all([scene, stranger, guess].map((one) => textOf(one, memberOf('mats'))));
    expect(new Set(seen)).toEqual(new Set([await textOf(named('request-mentor: gone on to another'))]));
  });
});

describe('contact details', () => {
  it.each(ALL.filter((scene) => isPairs(scene) && !isBoards(scene) && scene.card !== 'introduction'))(
    'do not stand on $name',
    async (scene) => expect(await textOf(scene)).not.toMatch(/example\.se|\+4670|070-123/),
  );

  it.each(['asked', 'accepting'])('are not there while a mentor is %s', async (state) => {
    const before = { ...named(`request-mentor: ${state}`), card: 'introduction' as const };
    for (const viewer of [memberOf('ada'), memberOf('maja')]) {
      expect(await textOf(before, viewer)).not.toMatch(/example\.se|\+4670|070-123/);
    }
  });

  it.each(['ended: stopped, adept', 'closing: done, adept'])('are gone after %s', async (name) => {
    for (const viewer of [memberOf('ada'), memberOf('maja')]) {
      expect(await textOf({ ...named(name), card: 'introduction' }, viewer)).not.toMatch(/example\.se|\+4670|070-123/);
    }
  });

  it('of mentors are not on the list', async () => {
    for (const name of ['mentors: many', 'request: one with others']) {
      expect(await textOf(named(name))).not.toMatch(/example\.se|\+4670|070-123/);
    }
  });
});

describe('the answer after the first meeting', () => {
  const DECIDING = ['on', 'more', 'no'] as const;
  const drawn = (road: ReturnType<typeof aPair>, viewer = memberOf('ada')) =>
    viewOf(
      { ...named('go-on: answered'), states: [...named('go-on: answered').states.slice(0, -1), road.state] },
      'sv',
      viewer,
    );

  it.each(DECIDING)('%s from the other changes nothing on a card that waits', async (choice) => {
    expect(await drawn(aPair().met())).toEqual(await drawn(aPair().answered('mentor', choice)));
  });

  it('is drawn alike for who has answered, whatever both said and whether it is settled', async () => {
    const waiting = await drawn(aPair().answered('adept', 'on'));
    expect(await drawn(aPair().answered('adept', 'no'))).toEqual(waiting);
    expect(await drawn(aPair().answered('adept', 'on').answered('mentor', 'no'))).toEqual(waiting);
    expect(await drawn(aPair().answered('mentor', 'no').answered('adept', 'on'))).toEqual(waiting);
  });

  it('cannot be read out of the end: stopped and not mutual are the same words', async () => {
    for (const role of ['adept', 'mentor']) {
      const [one, other] = await Promise.all(
        [`ended: stopped, ${role}`, `ended: not mutual, ${role}`].map((name) => viewOf(named(name), 'sv')),
      );
      expect(one).toEqual(other);
    }
  });
});

describe('what the applicant and the board each wrote', () => {
  it('the board’s private reason is not on the applicant’s card, the message is', async () => {
    const declined = aMentor('maja').declined('hemligt skäl', 'vänligt besked').state;
    const scene = { ...named('registration: declined'), about: mentorOf('maja'), states: [declined] };
    const text = await textOf(scene);
    expect(text).toContain('vänligt besked');
    expect(text).not.toContain('hemligt skäl');
  });

  it('who voted is not on the applicant’s card', async () => {
    const text = await textOf(named('registration: declined'));
    expect(text).not.toMatch(/Karin Ek (bo|berit|birk)/);
  });

  it('what rests with the applicant again is not on the board’s card, but for who it is', async () => {
    const text = await textOf(named('decision: resting'));
    expect(text).toContain(friendly.name);
    expect(text).not.toMatch(/example\.se|070-123|sammanslagning|Ljusnarsberg|Stockholm|Upplands Väsby/);
    expect(await textOf(named('decision: asked'))).toMatch(/sammanslagning/);
  });
});
