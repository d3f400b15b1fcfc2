import { voters, votesNeeded } from '../../../domain/registration/votes.ts';
import type { MemberId } from '../../../domain/ids.ts';
import type { Exchange, Registration, Vote } from '../../../domain/registration/state.ts';
import { dayInWords, listInWords } from '../../../text/format.ts';
import { CARDS, type CardName } from '../cards.ts';
import type { DrawView, ViewContext } from '../view.ts';
import { hereOf, meantBy, plain, registrationOf, textsOf, viewOf } from './parts.ts';
import { saidBy } from './registration-parts.ts';

/** What stands in the board's channel; nowhere else, and nothing that is private to a pair. */

const nameOf = async (id: MemberId, { reader }: ViewContext): Promise<string> =>
  plain((await reader.member(id))?.name ?? '–');

const namesOf = async (ids: readonly MemberId[], context: ViewContext): Promise<string> =>
  listInWords(await Promise.all(ids.map((id) => nameOf(id, context))), context.viewer.lang);

const votesOf = (registration: Registration): readonly Vote[] => ('votes' in registration ? registration.votes : []);

const standingOf = async (registration: Registration, context: ViewContext): Promise<string> => {
  const words = textsOf(context).cards.decision;
  const here = hereOf(context);
  switch (registration.status) {
    case 'submitted':
      if (voters(context.programme, registration.recused, registration.member).length === 0) return words.nobodyLeft;
      return (registration.bumped ? words.bumped : words.waiting)(dayInWords(registration.waitingSince, here));
    case 'asked':
      return words.asked;
    case 'approved':
    case 'declined': {
      const day = dayInWords(registration.decidedAt, here);
      const choice = registration.status === 'approved' ? 'approve' : 'decline';
      const by = registration.votes.filter((vote) => vote.choice === choice).map((vote) => vote.by);
      return (choice === 'approve' ? words.approved : words.declined)(day, await namesOf(by, context));
    }
    case 'withdrawn':
      return (registration.lapsed ? words.lapsed : words.withdrawn)(await nameOf(registration.member, context));
    case 'draft':
      return words.rested;
  }
};

const exchangeRow = async ({ by, question, reply }: Exchange, context: ViewContext) => {
  const words = textsOf(context).cards.decision;
  const asks = words.asks(await nameOf(by, context));
  return { asks, question, repliesTitle: reply === null ? words.noReply : words.replies, reply: reply ?? '' };
};

const declineRow = async ({ by, reason, message }: Vote, context: ViewContext) => {
  const words = textsOf(context).cards.decision;
  const reasonTitle = reason === '' ? '' : words.reasonOf(await nameOf(by, context));
  return { reasonTitle, reason, messageTitle: words.messageOf, message };
};

export const decisionView: DrawView = async (context) => {
  if (context.viewer.member !== null) return null;
  const registration = await registrationOf(context);
  if (!registration || (registration.status === 'draft' && !registration.rested)) return null;
  const { programme } = context;
  if (registration.programme !== programme.id) return null;
  const words = textsOf(context).cards.decision;
  const { role, status } = registration;
  // What is with the applicant again is theirs alone until it is sent in anew.
  const rested = status === 'draft' ? await context.reader.member(registration.member) : null;
  const name = rested ? rested.name : (meantBy(registration)?.name ?? '');
  const votes = votesOf(registration);
  const recused = 'recused' in registration ? registration.recused : [];
  const exchanges = 'exchanges' in registration ? registration.exchanges : [];
  const decides = status === 'submitted' || status === 'asked';
  const showVotes = decides && votes.length > 0;
  const voteLines = await Promise.all(
    votes.map(async ({ by, choice }) =>
      (choice === 'approve' ? words.approves : words.declines)(await nameOf(by, context)),
    ),
  );
  const standing = await standingOf(registration, context);
  return viewOf(context, 'decision', `${words.title[role]}: ${name || standing}`, {
    overline: words.title[role],
    title: plain(name),
    standing,
    tone: status === 'approved' ? 'good' : status === 'submitted' && registration.bumped ? 'warning' : 'default',
    // The name stands above already.
    ...(rested ? { facts: [], texts: [] } : saidBy(registration, context, ({ id }) => id !== 'name')),
    exchanges: await Promise.all(exchanges.map((exchange) => exchangeRow(exchange, context))),
    votesTitle: showVotes ? words.votes(votesNeeded(programme, registration)) : '',
    votes: showVotes ? voteLines.map((text) => ({ text })) : [],
    declines: await Promise.all(
      votes.filter(({ choice }) => choice === 'decline').map((vote) => declineRow(vote, context)),
    ),
    recused: recused.length > 0 ? words.recused(await namesOf(recused, context)) : '',
    decides,
    asks: status === 'submitted',
    revision: decides ? registration.revision : 0,
    values: { question: '', reason: '', message: '' },
  });
};

const kindOf = (card: CardName): 'registration' | 'request' | 'pair' | 'talk' | 'other' => {
  if (card.startsWith('registration')) return 'registration';
  if (card.startsWith('request')) return 'request';
  if (card === 'talk' || card === 'talk-plan' || card === 'reminder' || card === 'held') return 'talk';
  return card === 'start' || card === 'decision' || card === 'undelivered' ? 'other' : 'pair';
};

/** `args.to`: who could not be reached; `args.card`: with what, where that is known. What the message said stays unsaid. */
export const undeliveredView: DrawView = async (context) => {
  if (context.viewer.member !== null) return null;
  const { args } = context.ref;
  const member = args?.['to'];
  if (typeof member !== 'string' || !member.startsWith('member:')) return null;
  const words = textsOf(context).cards.undelivered;
  const card = CARDS.find((name) => name === args?.['card']) ?? 'undelivered';
  const name = (await context.reader.member(member as MemberId))?.name ?? '–';
  const kind = words.kinds[kindOf(card)];
  return viewOf(context, 'undelivered', words.text(name, kind), { text: words.text(plain(name), kind) });
};
