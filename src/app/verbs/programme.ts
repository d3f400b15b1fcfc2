import { z } from 'zod';
import { INSTALLATION, type MemberId } from '../../domain/ids.ts';
import { RULE_LIMITS, RULE_NAMES, rulesOf, type Numbers } from '../../domain/programme/rules.ts';
import { PROGRAMME_LIMITS } from '../../domain/programme/state.ts';
import { newInvitation } from '../door/codes.ts';
import { code, day, flag, listOf, maybe, oneOf, programme, whole, words } from './fields.ts';
import { cardAbout, formAbout, ref, verb } from './verb.ts';

const onlyProgramme = () => z.object({ id: programme });
const lang = oneOf(['sv', 'en']);
const member = z.custom<MemberId>((value) => typeof value === 'string' && /^member:[^.]+$/.test(value));
const withMember = () => z.object({ id: programme, member });

const zone = z
  .string(code('required'))
  .refine((name) => Intl.supportedValuesOf('timeZone').includes(name), code('choose'));

const numbers = () =>
  z
    .object({
      id: programme,
      ...Object.fromEntries(RULE_NAMES.map((name) => [name, whole(...RULE_LIMITS[name])])),
    })
    .transform(({ id, ...rest }) => ({ id, rules: rulesOf(rest as unknown as Numbers) }));

/** What an administrator does, and in the board's room those who sit there. */
export const programmeVerbs = {
  'programme.make': verb({
    input: () => z.object({ course: z.enum(['open', 'cohort']) }),
    who: 'administrator',
    does: 'programme.make',
    command: ({ course }, { fresh }) => ({ type: 'programme.make', id: `programme:${fresh}`, course }),
    done: (_, __, { id }) => ref('programme-form', id),
  }),
  'programme.settings': verb({
    input: () =>
      z.object({
        id: programme,
        name: words(PROGRAMME_LIMITS.name),
        starts: day.optional(),
        ends: day.optional(),
        jointMeetings: whole(0, PROGRAMME_LIMITS.jointMeetings).default(0),
        matching: oneOf(['adept', 'lead']),
        zone,
        languages: listOf(['sv', 'en']).refine((list) => list.length > 0, code('chooseOne')),
        boardLang: lang,
      }),
    who: 'administrator',
    does: 'programme.change',
    command: ({ id, starts, ends, ...changes }) => ({
      type: 'programme.change',
      id,
      changes: { ...changes, ...(starts && ends ? { dates: { starts, ends } } : {}) },
    }),
    form: formAbout('programme-form', 'programme'),
    done: cardAbout('programme'),
  }),
  'programme.rules': verb({
    input: numbers,
    who: 'administrator',
    does: 'programme.change',
    command: ({ id, rules }) => ({ type: 'programme.change', id, changes: { rules } }),
    form: formAbout('programme-rules', 'programme'),
    done: cardAbout('programme'),
  }),
  'programme.texts': verb({
    input: () =>
      z.object({
        id: programme,
        roleSv: maybe(PROGRAMME_LIMITS.role),
        roleEn: maybe(PROGRAMME_LIMITS.role),
        introSv: maybe(PROGRAMME_LIMITS.text),
        introEn: maybe(PROGRAMME_LIMITS.text),
        groundRuleSv: maybe(PROGRAMME_LIMITS.text),
        groundRuleEn: maybe(PROGRAMME_LIMITS.text),
        contact: maybe(PROGRAMME_LIMITS.contact),
      }),
    who: 'administrator',
    does: 'programme.change',
    command: ({ id, roleSv, roleEn, introSv, introEn, groundRuleSv, groundRuleEn, contact }) => {
      // In one of the languages at least: the cards speak of it.
      if (roleSv === '' && roleEn === '') return { errors: { roleSv: 'required' } };
      return {
        type: 'programme.change',
        id,
        changes: {
          role: { sv: roleSv, en: roleEn },
          intro: { sv: introSv, en: introEn },
          groundRule: { sv: groundRuleSv, en: groundRuleEn },
          contact,
        },
      };
    },
    form: formAbout('programme-texts', 'programme'),
    done: cardAbout('programme'),
  }),
  'programme.audience': verb({
    input: () => z.object({ id: programme, audience: z.enum(['everyone', 'homes', 'invited']) }),
    who: 'administrator',
    does: 'programme.audience',
    command: ({ id, audience }) => ({ type: 'programme.audience', id, audience, word: newInvitation() }),
    done: cardAbout('programme-people'),
  }),
  'programme.status': verb({
    input: () => z.object({ id: programme, status: z.enum(['open', 'closed', 'ended']) }),
    who: 'administrator',
    does: 'programme.status',
    command: ({ id, status }) => ({ type: 'programme.status', id, status }),
    done: cardAbout('programme'),
  }),
  'seat.confirm': verb({
    input: withMember,
    who: 'administrator',
    does: 'seat.confirm',
    command: ({ id, member: confirmed }) => ({ type: 'seat.confirm', id, member: confirmed }),
    done: cardAbout('programme-people'),
  }),
  'seat.remove': verb({
    input: withMember,
    who: 'administrator',
    does: 'seat.remove',
    command: ({ id, member: removed }) => ({ type: 'seat.remove', id, member: removed }),
    done: cardAbout('programme-people'),
  }),
  'lead.name': verb({
    input: () => z.object({ id: programme, member, lead: flag }),
    who: 'administrator',
    does: 'lead.name',
    command: ({ id, member: named, lead }) => ({ type: 'lead.name', id, member: named, lead }),
    done: cardAbout('programme-people'),
  }),
  'room.claim': verb({
    input: onlyProgramme,
    who: 'administrator',
    does: 'room.claim',
    command: ({ id }, { room }) => ({ type: 'room.claim', id, room }),
    done: (_, { room }) => ref('room', INSTALLATION, { room: room ?? '' }),
  }),
  'seat.claim': verb({
    input: onlyProgramme,
    who: 'anyone',
    does: 'seat.claim',
    command: ({ id }, { room }) => ({ type: 'seat.claim', id, room }),
    done: cardAbout('seats'),
  }),
  'administrator.leave': verb({
    input: () => z.object({}),
    who: 'administrator',
    does: 'administrator.leave',
    command: () => ({ type: 'administrator.leave', id: INSTALLATION }),
    done: (_, { actor }) => ref('start', actor),
  }),
};
