import { drawView } from '../../src/app/say/views/draw.ts';
import type { CardName } from '../../src/app/say/cards.ts';
import type { View } from '../../src/app/say/view.ts';
import { noInstallation } from '../../src/domain/installation/machine.ts';
import { programmeOfId, type AggregateId, type Lang, type MemberId } from '../../src/domain/ids.ts';
import type { Programme } from '../../src/domain/programme/state.ts';
import type { State } from '../../src/domain/state.ts';
import {
  aMember,
  aMentor,
  aPair,
  aProgramme,
  adeptOf,
  anAdept,
  at,
  memberOf,
  mentorOf,
  type PairRoad,
} from '../build.ts';
import { accountScenes } from './account-scenes.ts';
import { formScenes } from './form-scenes.ts';
import { programmeScenes } from './programme-scenes.ts';
import { readerOf, WRITTEN } from './reader.ts';
import type { Scene, Written } from './scene.ts';
import { TROUBLES } from './troubles.ts';
import { waits } from './waits.ts';

const ADA = memberOf('ada');
const MAJA = memberOf('maja');

export const friendly: Written = {
  name: 'Karin Ek',
  text: 'Har lett två kommuner genom sammanslagning och omställning.\nTalar gärna om samspelet med politiken.',
};

const programmeOf = ({ about, programme }: Scene): Programme | null =>
  programmeOfId(about) === null ? null : (programme ?? aProgramme());

export const contextOf = (
  scene: Scene,
  lang: Lang,
  viewer: MemberId | null = scene.viewer,
): Parameters<typeof drawView>[0] => ({
  ref: { card: scene.card, about: scene.about, ...(scene.args ? { args: scene.args } : {}) },
  viewer: { member: viewer, lang, account: WRITTEN },
  reader: readerOf(scene.states, scene.accounts),
  programme: programmeOf(scene),
  programmes: scene.programmes ?? [scene.programme ?? aProgramme()],
  installation: scene.installation ?? { ...noInstallation, administrators: [ADMIN] },
  homes: async () => [],
  now: scene.now,
});

export const viewOf = (scene: Scene, lang: Lang, viewer?: MemberId | null): Promise<View | null> =>
  drawView(contextOf(scene, lang, viewer));

export const ADMIN = memberOf('agnes');

export const scenes = ({ name, text }: Written = friendly): Scene[] => {
  const twoVotes = aProgramme({ rules: { quorum: 2 } });
  const members = ['ada', 'maja', 'bo', 'berit', 'birk'].map((id) => ({ ...aMember(id).state, name: `${name} ${id}` }));
  const fields = { name, about: text, wish: text };
  const mentor = (id = 'maja', more = {}) => aMentor(id, { ...fields, ...more });
  const adept = (more = {}) => anAdept('ada', { ...fields, ...more });
  const approvedMentor = mentor().approved().state;
  const approvedAdept = adept().approved().state;
  const both: readonly State[] = [approvedMentor, approvedAdept];
  const manyMentors = Array.from(
    { length: 11 },
    (_, n) =>
      mentor(`m${n}`, { name: `${name} ${n}`, municipalities: n % 2 ? ['1490', '0180'] : ['2480'] }).approved().state,
  );
  const paired = {
    ...adept().approved().in('approved'),
    search: { status: 'paired', pair: aPair().state.id },
  } as State;
  const MORNING = at('2026-03-02 09:30');

  const scene = (
    title: string,
    card: CardName,
    about: AggregateId,
    viewer: MemberId | null,
    states: readonly State[],
    more: Partial<Scene> = {},
  ): Scene => ({
    name: `${card}: ${title}`,
    card,
    about,
    viewer,
    states: [...members, ...states],
    now: MORNING,
    ...more,
  });

  const ofRegistration = (title: string, card: CardName, state: State, more: Partial<Scene> = {}): Scene =>
    scene(title, card, state.id, state.kind === 'registration' ? state.member : null, [state], more);
  const onBoard = (title: string, state: State, more: Partial<Scene> = {}): Scene =>
    scene(title, 'decision', state.id, null, [state], more);
  const ofPair = (title: string, card: CardName, road: PairRoad, viewer = ADA, more: Partial<Scene> = {}): Scene =>
    scene(title, card, road.state.id, viewer, [...both, ...(card === 'introduction' ? [paired] : []), road.state], {
      now: road.now,
      ...more,
    });
  const asBoth = (title: string, card: CardName, road: PairRoad, more: Partial<Scene> = {}): Scene[] => [
    ofPair(`${title}, adept`, card, road, ADA, more),
    ofPair(`${title}, mentor`, card, road, MAJA, more),
  ];

  const withExchange = mentor().asked(text).do({ type: 'registration.reply', reply: text }, MAJA);
  const oneVote = mentor('maja', { programme: twoVotes })
    .submitted()
    .do({ type: 'board.recuse' }, memberOf('birk'))
    .do({ type: 'board.approve', revision: 1 }, memberOf('bo'));
  const oneAgainst = mentor('maja', { programme: twoVotes })
    .submitted()
    .do({ type: 'board.decline', revision: 1, reason: text, message: text }, memberOf('bo'));
  const proposedTerms = { ownHeadings: [text.slice(0, 50)], shadowing: true, talks: 4, reason: text };
  const active = () => aPair().agreed({ ownHeadings: [text.slice(0, 50)], shadowing: true });
  const planned = (road: PairRoad, when: string) =>
    road.do({ type: 'talk.plan', at: at(when), place: 'digital' }, 'adept');
  const withFirst = () => aPair().planned('2026-03-12 13:00');
  const metMore = aPair().answered('adept', 'more').answered('mentor', 'on').told();
  const cancelled = withFirst().do({ type: 'talk.cancel', talk: 1 }, 'mentor');
  const missed = withFirst().on('2026-03-13').do({ type: 'talk.missed', talk: 1 }, 'adept');
  const ended = (phase: 'decision' | 'stop') =>
    phase === 'stop'
      ? aPair().ended()
      : aPair().answered('adept', 'no').answered('mentor', 'on').on('2026-06-01').do({ type: 'pair.due' });
  const handedOn = aPair({ mentor: 'mats', reserves: ['maja', 'm1'] })
    .on('2026-03-04')
    .do({ type: 'request.turnDown', offList: false }, 'mentor');
  const nobody = aPair().do({ type: 'request.turnDown', offList: false }, 'mentor');

  return [
    ...accountScenes(scene, { name, text }),
    scene('nothing yet', 'start', ADA, ADA, []),
    { ...scene('in English', 'start', ADA, ADA, []), states: [{ ...aMember('ada').state, name, lang: 'en' }] },
    scene('an unknown word', 'start', ADA, ADA, [], { args: { unknown: 1 } }),
    scene('a draft', 'start', ADA, ADA, [adept().state]),
    scene('asked', 'start', MAJA, MAJA, [mentor().asked().state]),
    scene('looking', 'start', ADA, ADA, [approvedAdept]),
    scene('paired', 'start', ADA, ADA, [paired, approvedMentor, aPair().introduced().state]),
    scene('a request out', 'start', ADA, ADA, [paired, approvedMentor, aPair().state]),
    scene('declined', 'start', MAJA, MAJA, [mentor().declined().state]),
    ...formScenes({ name, text }),
    ofRegistration('mentor', 'registration-summary', mentor().filledIn().state),
    ofRegistration('adept', 'registration-summary', adept().filledIn().state),
    ofRegistration('something missing', 'registration-summary', adept().state),
    ofRegistration('draft', 'registration', adept().state),
    ofRegistration('submitted', 'registration', mentor().submitted().state),
    ofRegistration('asked', 'registration', mentor().asked().state),
    ofRegistration('approved mentor', 'registration', approvedMentor),
    ofRegistration('approved mentor with a pair', 'registration', {
      ...mentor().approved().in('approved'),
      pairs: [aPair().state.id],
    } as State),
    ofRegistration(
      'approved mentor off the list',
      'registration',
      mentor().approved().do({ type: 'mentor.listing', listed: false }).state,
    ),
    ofRegistration('approved adept, looking', 'registration', approvedAdept),
    scene('approved adept, asking', 'registration', adeptOf('ada'), ADA, [paired, aPair().state]),
    scene('approved adept, paired', 'registration', adeptOf('ada'), ADA, [paired, aPair().introduced().state]),
    ofRegistration('approved adept, finished', 'registration', {
      ...adept().approved().in('approved'),
      search: { status: 'finished', pair: aPair().state.id },
    } as State),
    ofRegistration('declined', 'registration', mentor().declined(text, text).state),
    ofRegistration('withdrawn', 'registration', mentor().submitted().withdrawn().state),
    ofRegistration('open', 'registration-question', mentor().asked(text).state),
    ofRegistration('answered', 'registration-question', withExchange.state),
    onBoard('mentor', mentor().submitted().state),
    onBoard('adept', adept().submitted().state),
    onBoard('bumped', { ...mentor().submitted().in('submitted'), bumped: true }),
    onBoard('asked', mentor().asked(text).state),
    onBoard('an exchange', withExchange.state),
    onBoard('one vote of two, one recused', oneVote.state, { programme: twoVotes }),
    onBoard('nobody left to vote', mentor().submitted().state, { programme: aProgramme({ board: [MAJA] }) }),
    onBoard('one vote against of two', oneAgainst.state, { programme: twoVotes }),
    onBoard('approved', approvedMentor),
    onBoard('declined', mentor().declined(text, text).state),
    onBoard('withdrawn', mentor().submitted().withdrawn().state),
    scene('many', 'mentors', adeptOf('ada'), ADA, [approvedAdept, ...manyMentors]),
    scene('by county and word', 'mentors', adeptOf('ada'), ADA, [approvedAdept, ...manyMentors], {
      args: { county: '14', word: '7' },
    }),
    scene('no hits', 'mentors', adeptOf('ada'), ADA, [approvedAdept, ...manyMentors], { args: { word: 'zzz' } }),
    scene('none free', 'mentors', adeptOf('ada'), ADA, [approvedAdept]),
    scene('one with others', 'request', adeptOf('ada'), ADA, [approvedAdept, ...manyMentors], {
      args: { mentor: mentorOf('m1') },
    }),
    scene('the only one', 'request', adeptOf('ada'), ADA, both, { args: { mentor: mentorOf('maja') } }),
    scene('no longer free', 'request', adeptOf('ada'), ADA, [approvedAdept, ...manyMentors], {
      args: { mentor: mentorOf('nils') },
    }),
    ofPair('asked', 'request-adept', aPair({ reserves: ['m1'] })),
    ofPair('asked, nobody in reserve', 'request-adept', aPair()),
    ofPair('handed on', 'request-adept', handedOn),
    ofPair('accepting', 'request-adept', aPair().accepting()),
    ofPair('yes', 'request-adept', aPair().introduced()),
    ofPair('nobody could', 'request-adept', nobody),
    ofPair('taken back', 'request-adept', aPair().do({ type: 'request.takeBack' }, 'adept')),
    ofPair('asked', 'request-mentor', aPair(), MAJA),
    ofPair('accepting', 'request-mentor', aPair().accepting(), MAJA),
    ofPair('yes', 'request-mentor', aPair().introduced(), MAJA),
    ofPair('taken back', 'request-mentor', aPair().do({ type: 'request.takeBack' }, 'adept'), MAJA),
    ofPair('gone on, and nobody is left', 'request-mentor', nobody, MAJA),
    ofPair('gone on to another', 'request-mentor', handedOn, memberOf('mats'), {
      states: [...members, ...both, handedOn.state, mentor('mats').approved().state],
    }),
    ofPair('ended since', 'request-mentor', aPair().ended(), MAJA),
    ...asBoth('new', 'introduction', aPair().introduced()),
    ofPair('later', 'introduction', active(), MAJA),
    ofPair('open', 'contact', aPair().introduced()),
    ofPair('made', 'contact', aPair().introduced().do({ type: 'contact.made' }, 'adept')),
    ofPair('open', 'rules', withFirst()),
    ofPair('own headings', 'rules', active(), MAJA),
    ofPair('confirmed', 'rules', withFirst().do({ type: 'rules.confirm' }, 'adept')),
    ofPair(
      'confirmed by both',
      'rules',
      withFirst().do({ type: 'rules.confirm' }, 'adept').do({ type: 'rules.confirm' }, 'mentor'),
    ),
    ...asBoth('open', 'go-on', aPair().met()),
    ofPair('answered', 'go-on', aPair().answered('adept', 'on')),
    ofPair('none yet', 'agreement', aPair().goingOn()),
    ...asBoth('proposed', 'agreement', aPair().proposed(proposedTerms)),
    ofPair('agreed', 'agreement', active()),
    ofPair('agreed without shadowing', 'agreement', aPair().agreed()),
    ...asBoth('a change', 'agreement', active().proposed(proposedTerms, 'mentor')),
    ofPair('empty', 'agreement-form', aPair().goingOn()),
    ofPair('a counter-proposal', 'agreement-form', aPair().proposed(proposedTerms), MAJA),
    ofPair('to meet', 'pair', aPair().introduced()),
    ofPair('a first meeting is planned', 'pair', withFirst()),
    ofPair('once more', 'pair', metMore),
    ofPair('deciding', 'pair', aPair().met()),
    ofPair('agreeing', 'pair', aPair().goingOn()),
    ofPair('agreeing, proposed', 'pair', aPair().proposed()),
    ofPair('nothing planned', 'pair', active()),
    ofPair('planned', 'pair', planned(active().held(2), '2026-05-12 13:00')),
    ofPair('a talk has been', 'pair', planned(active(), '2026-05-12 13:00'), ADA, { now: at('2026-05-13') }),
    ofPair('a change is proposed', 'pair', active().proposed({}, 'mentor')),
    ofPair('paused', 'pair', active().paused('2026-05-01')),
    ofPair('first', 'talk-plan', aPair().introduced()),
    ofPair('once more', 'talk-plan', metMore),
    ofPair('next', 'talk-plan', active()),
    ofPair('moving', 'talk-plan', withFirst(), MAJA, { args: { talk: 1 } }),
    ofPair('planned', 'talk', withFirst(), MAJA, { args: { talk: 1 } }),
    ofPair('planned, of those agreed', 'talk', planned(active(), '2026-05-12 13:00'), MAJA, { args: { talk: 2 } }),
    ofPair('cancelled', 'talk', cancelled, ADA, { args: { talk: 1 } }),
    ofPair('missed', 'talk', missed, ADA, { args: { talk: 1 } }),
    ofPair('first, with rules', 'reminder', withFirst(), ADA, { args: { talk: 1 }, now: at('2026-03-10') }),
    ...[0, 2, 5].map((held) =>
      ofPair(`after ${held}`, 'reminder', planned(active().held(held), '2026-05-12 13:00'), MAJA, {
        args: { talk: held + 2 },
        now: at('2026-05-10'),
      }),
    ),
    ofPair('open', 'held', withFirst(), ADA, { args: { talk: 1 }, now: at('2026-03-13') }),
    ofPair('reported, the first', 'held', aPair().met(), MAJA, { args: { talk: 1 } }),
    ofPair('reported, the first, both go on', 'held', aPair().goingOn(), MAJA, { args: { talk: 1 } }),
    ofPair('reported, a talk', 'held', active().held(1), MAJA, { args: { talk: 2 } }),
    ofPair('reported, the next is planned', 'held', planned(active().held(1), '2026-05-12 13:00'), MAJA, {
      args: { talk: 2 },
    }),
    ofPair('did not take place', 'held', missed, MAJA, { args: { talk: 1 } }),
    ofPair('open', 'pause', active()),
    ofPair('paused', 'pause', active().paused('2026-05-01')),
    ...asBoth('sure?', 'end', active()),
    ...asBoth('done', 'closing', aPair().closed()),
    ofPair('the year is over', 'closing', aPair().agreed().on('2027-01-10').do({ type: 'pair.due' })),
    ...asBoth('stopped', 'ended', ended('stop')),
    ...asBoth('not mutual', 'ended', ended('decision')),
    ...programmeScenes({ name, text }),
    ...(['reminder', 'pair', 'request-mentor', 'registration', 'start'] as const).map((card) =>
      scene(`with ${card}`, 'undelivered', aPair().state.id, null, [], { args: { to: ADA, card } }),
    ),
    ...waits({ ofPair, asBoth, ofRegistration, onBoard, mentor, adept }),
    ...TROUBLES.map((trouble) => scene(`${trouble.what}, ${trouble.status}`, 'trouble', trouble.id, ADMIN, [trouble])),
  ];
};
