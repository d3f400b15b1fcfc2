import {
  INSTALLATION,
  isId,
  programmeOfId,
  type AccountId,
  type Lang,
  type MemberId,
  type RoomId,
} from '../../domain/ids.ts';
import type { Programme } from '../../domain/programme/state.ts';
import type { Rejection } from '../../domain/machine.ts';
import { isUnnamed } from '../../domain/pair/decision.ts';
import { DEFAULT_ZONE } from '../../domain/programme/templates.ts';
import { codeIn } from '../people/code.ts';
import type { Linked, Linking } from '../people/linking.ts';
import type { People } from '../people/people.ts';
import { accountRowOf } from '../verbs/account.ts';
import type { FieldCode } from '../verbs/fields.ts';
import { showInput, type ShowInput } from '../verbs/show.ts';
import { rowOf, schemaOf, type AnyRow } from '../verbs/table.ts';
import type { VerbContext } from '../verbs/verb.ts';
import { makeReader, ROOM_LANG, type Compose, type Sources } from '../post/compose.ts';
import type { Answer, Bot, Press } from './bot.ts';
import { administratorCodeIn, freshOf, hashOf, invitationIn } from './codes.ts';
import { fieldErrors, firstOf } from './field-errors.ts';
import type { Handle } from './handle.ts';
import type { CardRef } from '../say/cards.ts';
import type { CardJson, Log, Programmes } from '../ports.ts';
import type { Reader } from '../say/view.ts';
import { cardForWord, type Intent } from '../verbs/words.ts';

/** The words that the front door itself says; the rest stands on the cards. */
export interface Phrases {
  field(lang: Lang, code: FieldCode): string;
  reason(lang: Lang, rejection: Rejection): string;
  /** Something broke; `reference` finds it in the log. */
  fault(lang: Lang, reference: string): string;
  intent(text: string): Intent | null;
  consent: string;
}

export interface BotDeps extends Sources {
  readonly log: Log;
  readonly people: People;
  readonly linking: Linking;
  readonly compose: Compose;
  readonly handle: Handle;
  readonly programmes: Programmes;
  readonly phrases: Phrases;
}

interface Seat {
  readonly actor: MemberId;
  readonly account: AccountId;
  readonly lang: Lang;
  readonly reader: Reader;
  /** Where the pressed card stands, if in a room. */
  readonly room: RoomId | null;
}

interface Extras {
  readonly outcome: Answer['outcome'];
  readonly message?: string;
  readonly errors?: Record<string, string>;
  readonly values?: Record<string, unknown>;
}

/** The cards that stand in rooms, where all see the same. */
const SHARED: readonly CardRef['card'][] = ['decision', 'undelivered', 'seats', 'room'];

export const makeBot = (deps: BotDeps): Bot => {
  const { clock, log, people, linking, compose, handle, programmes, phrases } = deps;

  /**
   * The language of a shared card, where this person may see it as the room does: who is on the board, and whoever pressed in the
   * room that it is about. Null for any other card, and for anybody else.
   */
  const langOfShared = async ({ actor, room }: Seat, { card, about, args }: CardRef): Promise<Lang | null> => {
    if (!SHARED.includes(card)) return null;
    if (card === 'room') return room !== null && args?.['room'] === room ? ROOM_LANG : null;
    const id = programmeOfId(about);
    const programme = id && (await programmes.get(id));
    if (!programme) return null;
    const here = room !== null && programme.room === room;
    const may = card === 'seats' ? here : (room === null || here) && programme.board.includes(actor);
    return may ? programme.boardLang : null;
  };

  /** The programme that a press is about, null where it is about none. */
  const aboutOf = async ({ data }: Press): Promise<Programme | null> => {
    const about = data['id'] ?? data['programme'];
    const id = isId(about) ? programmeOfId(about) : null;
    return id && programmes.get(id);
  };

  const isRoomOf = async (room: RoomId, id: unknown): Promise<boolean> => {
    const programme = isId(id) ? programmeOfId(id) : null;
    return programme !== null && (await programmes.get(programme))?.room === room;
  };

  const seatOf = async (account: AccountId, room: RoomId | null): Promise<Seat> => {
    const reader = makeReader(deps);
    const member = await people.behind(account, reader);
    if (!member) throw new Error('nobody has come by this account');
    return { actor: member.id, account, lang: member.lang, reader, room };
  };

  /** The card as it now stands, with what there is to say about the press. Who may not see it gets the start card. */
  const answer = async (seat: Seat, ref: CardRef, extras: Extras): Promise<Answer> => {
    // Read anew: the press may have changed what the seat's reader knows.
    const reader = makeReader(deps);
    const roomLang = await langOfShared(seat, ref);
    const shared = roomLang !== null;
    const { actor: member, account, lang } = seat;
    const viewer = roomLang ? { member: null, lang: roomLang } : { member, account, lang };
    const view = await compose.view(ref, viewer, reader);
    if (!view) {
      if (ref.card === 'start') throw new Error('the start card cannot be drawn');
      const message = extras.message ?? phrases.reason(seat.lang, { reason: 'notYours' });
      return answer(seat, { card: 'start', about: seat.actor }, { outcome: 'rejected', message });
    }
    const { message, errors, values } = extras;
    // What is one's own is never put where others read: the channel tells it to the presser alone.
    const outcome = seat.room !== null && !shared && extras.outcome === 'done' ? 'rejected' : extras.outcome;
    const { chat } = view;
    const said = { outcome, summary: message ?? view.summary, lang: viewer.lang };
    const base = { ...said, ...(errors ? { errors } : {}), ...(chat ? { chat } : {}) };
    if (shared) {
      const notice = message ?? (errors ? firstOf(errors) : null);
      return { ...base, card: compose.card(view), summary: view.summary, ...(notice ? { notice } : {}) };
    }
    const card = compose.card(view, {
      ...(message === undefined ? {} : { message }),
      ...(errors ? { errors } : {}),
      ...(values ? { values } : {}),
    });
    return { ...base, card };
  };

  const start = (seat: Seat): CardRef => ({ card: 'start', about: seat.actor });

  const refused = (seat: Seat, rejection: Rejection, ref: CardRef): Promise<Answer> =>
    answer(seat, ref, { outcome: 'rejected', message: phrases.reason(seat.lang, rejection) });

  const show = async (seat: Seat, { card, about, ...args }: ShowInput): Promise<Answer> => {
    const given = Object.entries(args).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
    const ref: CardRef | null = isId(about) ? { card, about, args: Object.fromEntries(given) } : null;
    // Who may see a shared card is on the board; a channel asks for it to draw what stands behind one of its buttons.
    const known = ref !== null && (!SHARED.includes(card) || (await langOfShared(seat, ref)) !== null);
    return known ? answer(seat, ref, { outcome: 'done' }) : refused(seat, { reason: 'notFound' }, start(seat));
  };

  const invalid = (
    seat: Seat,
    ref: CardRef,
    codes: Readonly<Record<string, FieldCode>>,
    values: Press['data'],
  ): Promise<Answer> => {
    const errors = Object.fromEntries(
      Object.entries(codes).map(([field, code]) => [field, phrases.field(seat.lang, code)]),
    );
    return answer(seat, ref, { outcome: 'invalid', errors, values });
  };

  const run = async (seat: Seat, row: AnyRow, press: Press): Promise<Answer> => {
    const form = row.form?.(press.data) ?? null;
    const programme = await aboutOf(press);
    // Days and times on a card are the programme's.
    const parsed = schemaOf(press.verb, programme?.zone ?? DEFAULT_ZONE)?.safeParse(press.data);
    if (!parsed?.success) {
      const codes = parsed && fieldErrors(parsed.error, press.data);
      if (form && codes) return invalid(seat, form, codes, press.data);
      return refused(seat, { reason: 'notFound' }, start(seat));
    }
    const { actor, room } = seat;
    const context: VerbContext = {
      actor,
      room,
      programme,
      fresh: await freshOf(press.key, actor),
      consent: phrases.consent,
    };
    if (row.who === 'board' && room !== null && !(await isRoomOf(room, press.data['id']))) {
      return refused(seat, { reason: 'notOnBoard' }, start(seat));
    }
    const command = row.command(parsed.data, context);
    if ('errors' in command) return invalid(seat, form ?? start(seat), command.errors, press.data);
    const result = await handle.handle(command, seat.actor, press.key);
    if (result.kind === 'done') {
      const lang = command.type === 'member.language' ? command.lang : seat.lang;
      return answer({ ...seat, lang }, row.done(parsed.data, context, result.state), { outcome: 'done' });
    }
    const { rejection } = result;
    const sentence = phrases.reason(seat.lang, rejection);
    if (form && rejection.field) {
      return answer(seat, form, { outcome: 'invalid', errors: { [rejection.field]: sentence }, values: press.data });
    }
    if (form) return answer(seat, form, { outcome: 'rejected', message: sentence, values: press.data });
    const after = result.state === null ? start(seat) : row.done(parsed.data, context, result.state);
    return answer(seat, after, { outcome: 'rejected', message: sentence });
  };

  /** Drawn for whoever the account belongs to now. */
  const linked = async (account: AccountId, { card, args, refused: reason }: Linked): Promise<Answer> => {
    const seat = await seatOf(account, null);
    const ref: CardRef = { card, about: seat.actor, ...(args ? { args } : {}) };
    return reason ? refused(seat, { reason }, ref) : answer(seat, ref, { outcome: 'done' });
  };

  /** Codes and invitations; null for any other words. */
  const enter = async (seat: Seat, text: string): Promise<Answer | null> => {
    const { actor } = seat;
    const code = administratorCodeIn(text);
    if (code !== null) {
      const result = await handle.handle(
        { type: 'administrator.enter', id: INSTALLATION, hash: await hashOf(code) },
        actor,
      );
      if (result.kind === 'refused') return refused(seat, result.rejection, start(seat));
      const { state } = result;
      return state.kind === 'installation' && state.administrators.includes(actor)
        ? answer(seat, { card: 'programmes', about: actor, args: { new: 1 } }, { outcome: 'done' })
        : refused(seat, { reason: 'unknownCode' }, start(seat));
    }
    const word = invitationIn(text);
    if (word === null) return null;
    for (const { id, audience } of await programmes.all()) {
      if (audience.kind !== 'invited' || audience.word !== word) continue;
      const result = await handle.handle({ type: 'programme.enter', id, word }, actor);
      if (result.kind === 'done') return answer(seat, { card: 'join', about: id }, { outcome: 'done' });
    }
    return refused(seat, { reason: 'unknownCode' }, start(seat));
  };

  const plainCard = (text: string): CardJson => ({
    type: 'AdaptiveCard',
    version: '1.5',
    body: [{ type: 'TextBlock', text, wrap: true }],
  });

  /** The edge: whatever breaks is logged once, and the person gets a reference and keeps what they had. */
  const guarded = async (
    what: string,
    account: AccountId,
    room: RoomId | null,
    work: (seat: Seat) => Promise<Answer>,
  ): Promise<Answer> => {
    let lang: Lang = 'sv';
    try {
      const seat = await seatOf(account, room);
      lang = seat.lang;
      return await work(seat);
    } catch (error) {
      const reference = Math.random().toString(36).slice(2, 8);
      log.error('fault', error, isUnnamed(what) ? { reference } : { what, account, reference });
      const text = phrases.fault(lang, reference);
      return { outcome: 'fault', card: plainCard(text), summary: text, lang, notice: text };
    }
  };

  return {
    press: (press, account) =>
      guarded(press.verb, account, press.room, async (seat) => {
        if (press.verb === 'show') {
          const parsed = showInput.safeParse(press.data);
          return parsed.success ? show(seat, parsed.data) : refused(seat, { reason: 'notFound' }, start(seat));
        }
        const own = accountRowOf(press.verb);
        const input = own?.input.safeParse(press.data);
        const sitting = { account, member: seat.actor, reader: seat.reader };
        if (own && input?.success) return linked(account, await own.act(linking, input.data, sitting));
        const row = rowOf(press.verb);
        return row ? run(seat, row, press) : refused(seat, { reason: 'notFound' }, start(seat));
      }),
    say: (text, account) =>
      guarded('words', account, null, async (seat) => {
        const intent = phrases.intent(text);
        const sitting = { account, member: seat.actor, reader: seat.reader };
        if (intent === 'link') return linked(account, await linking.code(sitting));
        const entered = intent === null ? await enter(seat, text) : null;
        if (entered) return entered;
        const code = intent === null ? codeIn(text) : null;
        if (code !== null) return linked(account, await linking.wrote(code, sitting));
        const ref = await cardForWord(intent, seat.actor, await programmes.all(), seat.reader, clock.now());
        return answer(seat, ref, { outcome: 'done' });
      }),
  };
};
