import type { Account, AccountState } from '../../src/app/people/accounts.ts';
import type { AccountId, MemberId } from '../../src/domain/ids.ts';
import type { CardName } from '../../src/app/say/cards.ts';
import type { State } from '../../src/domain/state.ts';
import { aMember, aMentor, anAdept, aProgramme, at, memberOf, ZONE } from '../build.ts';
import type { Scene, Written } from './scene.ts';

/** Everything that the cards of a person's accounts can look like. */

const ADA = memberOf('ada');
const MAJA = memberOf('maja');

type Make = (
  title: string,
  card: CardName,
  about: State['id'],
  viewer: MemberId | null,
  states: readonly State[],
  more?: Partial<Scene>,
) => Scene;

export const accountScenes = (scene: Make, { name }: Written): Scene[] => {
  const account = (id: AccountId, member: MemberId, place: string, state: AccountState = 'ok'): Account => ({
    id,
    member,
    name,
    mail: '',
    lang: 'sv',
    zone: ZONE,
    home: 'x',
    place,
    state,
    since: at('2026-01-02'),
    before: null,
  });
  const inSlack = account('slack:T1.ada', ADA, name);
  const inTeams = account('teams:t.ada', ADA, 'ale.se', 'blocked');
  const onPage = account('playground:ada', ADA, '');
  const several = [inSlack, inTeams, onPage];
  const atHome = { ...aMember('ada').state, name, home: inSlack.id };
  const own = (title: string, card: CardName, accounts: readonly Account[], more: Partial<Scene> = {}): Scene => ({
    ...scene(title, card, ADA, ADA, [], { accounts, ...more }),
    states: [atHome],
  });

  const theirs = account('teams:t.maja', MAJA, 'ale.se');
  const people: readonly State[] = [atHome, { ...aMember('maja').state, name }];
  const mentor = aMentor('maja').approved().state;
  const adept = anAdept('ada').approved().state;
  const linking = (title: string, states: readonly State[], more: Partial<Scene> = {}): Scene => ({
    ...scene(title, 'link', ADA, ADA, [], { accounts: [inSlack, theirs], ...more }),
    states: [...people, ...states],
  });
  return [
    own('one', 'accounts', [inSlack]),
    own('several', 'accounts', several),
    own('a code', 'accounts', [inSlack], { args: { code: 'ACDE-3467', minutes: 15 } }),
    own('sure?', 'unlink', several, { args: { account: inTeams.id } }),
    {
      ...own('back to what was there', 'unlink', [{ ...inSlack, before: MAJA }, onPage], {
        args: { account: inSlack.id },
      }),
      states: [atHome, mentor],
    },
    linking('nothing in the one that is left', [adept]),
    linking('nothing here', [mentor]),
    linking('something in both', [adept, mentor], { programme: aProgramme({ board: [ADA] }) }),
    linking('the other goes on', [adept, aMentor('maja').submitted().state]),
    linking('both go on', [anAdept('ada').submitted().state, aMentor('maja').submitted().state]),
  ];
};
