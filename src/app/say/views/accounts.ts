import { platformOf } from '../../../domain/ids.ts';
import { listInWords } from '../../../text/format.ts';
import type { Account } from '../../people/accounts.ts';
import { choiceOf, holdingsOf, type Holding } from '../../people/holdings.ts';
import type { DrawView, OpenContext } from '../view.ts';
import { factsOf, plain, textsOf, viewOf } from './parts.ts';

/** A person's accounts: which they are, and linking and unlinking them. No id stands in any word here. */

/** Which platform, and which workspace or organisation there. */
const whereOf = ({ id, place }: Account, context: OpenContext): string => {
  const platform = textsOf(context).platforms[platformOf(id)] ?? platformOf(id);
  return place === '' ? platform : `${platform} (${plain(place)})`;
};

/** The viewer's own accounts; null where the card is about somebody else. */
const ownAccounts = async ({ viewer, ref, reader }: OpenContext): Promise<readonly Account[] | null> =>
  viewer.member !== null && ref.about === viewer.member ? reader.accounts(viewer.member) : null;

export const accountsView: DrawView<OpenContext> = async (context) => {
  const { ref, reader, viewer } = context;
  const accounts = await ownAccounts(context);
  const member = viewer.member && (await reader.member(viewer.member));
  if (!accounts || !member) return null;
  const words = textsOf(context).cards.accounts;
  const code = ref.args?.['code'];
  const several = accounts.length > 1;
  return viewOf(context, 'accounts', words.title, {
    lead: several ? words.several : words.one,
    code: typeof code === 'string' ? code : '',
    codeLead: typeof code === 'string' ? words.codeLead(Number(ref.args?.['minutes'])) : '',
    accounts: accounts.map((account) => ({
      account: account.id,
      text: words.named(plain(account.name), whereOf(account, context)),
      note: account.state === 'ok' ? (several && account.id === member.home ? words.home : '') : words.lost,
      canWrite: several && account.id !== member.home,
      canUnlink: several,
    })),
    canAsk: typeof code !== 'string',
  });
};

const heldIn = (holdings: readonly Holding[], context: OpenContext): string => {
  const { hold } = textsOf(context).cards.link;
  return listInWords(
    holdings.map(({ role, programme }) => hold[role](plain(programme.name))),
    context.viewer.lang,
  );
};

export const linkView: DrawView<OpenContext> = async (context) => {
  const { viewer, reader, programmes } = context;
  const claim = viewer.account && (await ownAccounts(context)) ? await reader.claim(viewer.account) : null;
  const asker = claim && (await reader.member(claim.member));
  if (!viewer.member || !asker) return null;
  const words = textsOf(context).cards.link;
  const theirs = await reader.accounts(asker.id);
  const where = listInWords(
    theirs.map((account) => whereOf(account, context)),
    viewer.lang,
  );
  const [mine, others] = [
    await holdingsOf(viewer.member, programmes, reader),
    await holdingsOf(asker.id, programmes, reader),
  ];
  const { here, there, keep } = choiceOf(mine, others);
  const both = here.length > 0 && there.length > 0;
  const explained = keep.length === 0 ? words.stuck : words.both;
  return viewOf(context, 'link', words.title, {
    lead: words.lead(plain(asker.name), where),
    both: both ? explained : '',
    facts: both ? factsOf([words.here, heldIn(here, context)], [words.there, heldIn(there, context)]) : [],
    busy: both && keep.length === 1 ? words.busy : '',
    ways: keep.map((kept) => ({
      keep: kept,
      title: both ? (kept === 'here' ? words.keepHere : words.keepThere) : words.yes,
    })),
  });
};

export const unlinkView: DrawView<OpenContext> = async (context) => {
  const accounts = await ownAccounts(context);
  const parting = accounts?.find(({ id }) => id === context.ref.args?.['account']);
  if (!parting || accounts?.length === 1) return null;
  const words = textsOf(context).cards.unlink;
  const before = parting.before === null ? [] : await holdingsOf(parting.before, context.programmes, context.reader);
  return viewOf(context, 'unlink', words.title, {
    account: parting.id,
    lead: words.lead(whereOf(parting, context)),
    then: before.length > 0 ? words.again : words.fresh,
  });
};
