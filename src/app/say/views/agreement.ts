import { HEADINGS, latestEnd, PLACES, REASON_LENGTH, type Place, type Terms } from '../../../domain/pair/agreement.ts';
import type { Active, Agreeing } from '../../../domain/pair/state.ts';
import { localDate } from '../../../domain/time.ts';
import { dateInWords, dayInWords } from '../../../text/format.ts';
import type { DrawView, ViewContext } from '../view.ts';
import { elsewhere } from './elsewhere.ts';
import { pairView } from './pair.ts';
import { endInWords } from './quiet.ts';
import {
  asOneLine,
  factsOf,
  hereOf,
  isLivingSeat,
  placesAsChoices,
  plain,
  seatOf,
  textsOf,
  viewOf,
  whyOf,
  type Seat,
} from './parts.ts';

/** The private answer after the first meeting, and the agreement that two yeses lead to. */

/**
 * Who has answered sees the same, whatever the answers are: neither one's own, nor whether the other has answered. A reminder is the
 * same for both: it would else say in their chats who was silent.
 */
export const goOnView: DrawView = async (context) => {
  const seat = await seatOf(context);
  if (!seat || !isLivingSeat(seat)) return elsewhere(context, seat);
  const { pair, role, name, rawName } = seat;
  if (pair.phase === 'agreeing') return agreementView(context);
  if (pair.phase !== 'deciding') return pairView(context);
  const words = textsOf(context).cards['go-on'];
  const reminder = context.ref.args?.['reminder'] !== undefined;
  const answered = pair.choices[role] !== undefined && !reminder;
  const lapse = words.lapse(endInWords(pair, context));
  return viewOf(context, 'go-on', (reminder ? words.titleReminder : words.title)(rawName), {
    title: (reminder ? words.titleReminder : words.title)(name),
    lead: answered ? words.answered : reminder ? words.leadReminder : words.lead,
    promise: answered ? '' : words.promise,
    lapse: answered ? '' : lapse,
    open: !answered,
    answered,
    why: answered ? '' : whyOf(context, words.why),
  });
};

const factsOfTerms = (terms: Terms, context: ViewContext) => {
  const { places, headings, cards } = textsOf(context);
  const { facts, shadowing } = cards.agreement;
  return factsOf(
    [facts.talks, String(terms.talks)],
    [facts.reason, plain(terms.reason)],
    [facts.ends, dateInWords(terms.ends, hereOf(context))],
    [
      facts.places,
      asOneLine(
        terms.places.map((place) => places[place]),
        [],
        context,
      ),
    ],
    [facts.shadowing, terms.shadowing ? shadowing.yes : shadowing.no],
    [
      facts.rules,
      asOneLine(
        terms.headings.map((heading) => headings[heading].name),
        terms.ownHeadings,
        context,
      ),
    ],
  );
};

const standingOf = ({ pair, role, name }: Seat<Agreeing | Active>, context: ViewContext): string => {
  const words = textsOf(context).cards.agreement;
  const { proposal } = pair;
  const change = pair.phase === 'active';
  if (proposal?.by === role) return (change ? words.mineChange : words.mine)(name);
  if (proposal) return (change ? words.theirsChange : words.theirs)(name);
  const { min, max } = context.programme.rules.talks;
  return pair.phase === 'active'
    ? words.agreed(dayInWords(pair.agreement.confirmedAt, hereOf(context)))
    : words.none(min, max);
};

const isAgreeingSeat = (seat: Seat): seat is Seat<Agreeing | Active> =>
  seat.pair.phase === 'agreeing' || seat.pair.phase === 'active';

export const agreementView: DrawView = async (context) => {
  const seat = await seatOf(context);
  if (!seat || !isLivingSeat(seat)) return elsewhere(context, seat);
  if (!isAgreeingSeat(seat)) return seat.pair.phase === 'deciding' ? goOnView(context) : pairView(context);
  const { pair, role } = seat;
  const words = textsOf(context).cards.agreement;
  const standing = standingOf(seat, context);
  const { proposal } = pair;
  const agreed = pair.phase === 'active' ? pair.agreement.terms : null;
  const mine = proposal?.by === role;
  return viewOf(context, 'agreement', `${words.title}: ${standing}`, {
    standing,
    proposedTitle: proposal && agreed ? words.proposed : '',
    proposed: proposal ? factsOfTerms(proposal.terms, context) : [],
    agreedTitle: proposal && agreed ? words.standing : '',
    agreed: agreed ? factsOfTerms(agreed, context) : [],
    lapse: pair.phase === 'agreeing' ? words.lapse(endInWords(pair, context)) : '',
    revision: proposal?.revision ?? 0,
    canConfirm: proposal !== null && !mine,
    canPropose: proposal === null && agreed === null,
    change: proposal ? (mine ? words.change : words.counter) : agreed ? words.proposeChange : '',
    canChange: proposal !== null || agreed !== null,
    canPair: agreed !== null,
    why: agreed === null && !mine ? whyOf(context, words.why) : '',
  });
};

const isAgreedPlace = (place: Place): place is Exclude<Place, 'shadowing'> => place !== 'shadowing';

export const agreementFormView: DrawView = async (context) => {
  const seat = await seatOf(context);
  if (!seat || !isLivingSeat(seat)) return elsewhere(context, seat);
  if (!isAgreeingSeat(seat)) return agreementView(context);
  const { pair, name } = seat;
  const texts = textsOf(context);
  const words = texts.cards['agreement-form'];
  const { programme } = context;
  const { min, max } = programme.rules.talks;
  const last = latestEnd(pair.firstMeetingAt, { programme });
  const now = pair.proposal?.terms ?? (pair.phase === 'active' ? pair.agreement.terms : null);
  return viewOf(context, 'agreement-form', words.title, {
    lead: words.lead(name),
    reasonLabel: words.reason(min, max),
    reasonMax: REASON_LENGTH,
    endsHint: words.endsHint(dateInWords(last, hereOf(context))),
    places: placesAsChoices(PLACES.filter(isAgreedPlace), texts),
    headings: HEADINGS.map((value) => ({ title: texts.headings[value].name, value })),
    values: {
      talks: now?.talks ?? Math.min(max, Math.max(min, 6)),
      reason: now?.reason ?? '',
      ends: localDate(now?.ends ?? last, programme.zone),
      places: (now?.places ?? ['neutral']).join(','),
      shadowing: String(now?.shadowing ?? false),
      headings: (now?.headings ?? HEADINGS).join(','),
      ownHeadings: (now?.ownHeadings ?? []).join(', '),
    },
  });
};
