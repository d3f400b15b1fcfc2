import { numbersOf, RULE_LIMITS, RULE_NAMES } from '../../../domain/programme/rules.ts';
import { PROGRAMME_LIMITS } from '../../../domain/programme/state.ts';
import type { DrawView, View, ViewContext } from '../view.ts';
import { plain, textsOf, viewOf } from './parts.ts';
import { isAdministrator } from './programme.ts';

/** The forms with which an administrator changes a programme. One that has ended is changed no longer. */

const form =
  (draw: (context: ViewContext) => View): DrawView =>
  async (context) =>
    isAdministrator(context) && context.programme.status !== 'ended' ? draw(context) : null;

/** A list of all the world's would be too long for a card. */
const ZONES = Intl.supportedValuesOf('timeZone').filter((name) => name.startsWith('Europe/'));

export const programmeFormView = form((context) => {
  const { programme } = context;
  const { cards, languages } = textsOf(context);
  const words = cards['programme-form'];
  const { name, dates, jointMeetings, matching, zone, boardLang } = programme;
  const { matchings } = cards.programme;
  return viewOf(context, 'programme-form', words.title, {
    cohort: dates !== null,
    matchings: (['adept', 'lead'] as const).map((value) => ({ title: matchings[value], value })),
    zones: [...new Set([zone, ...ZONES])].toSorted().map((value) => ({ title: value, value })),
    langs: (['sv', 'en'] as const).map((value) => ({ title: languages[value], value })),
    max: PROGRAMME_LIMITS.name,
    most: PROGRAMME_LIMITS.jointMeetings,
    values: {
      name,
      starts: dates?.starts ?? '',
      ends: dates?.ends ?? '',
      jointMeetings,
      matching,
      zone,
      languages: programme.languages.join(','),
      boardLang,
    },
  });
});

export const programmeRulesView = form((context) => {
  const words = textsOf(context).cards['programme-rules'];
  const numbers = numbersOf(context.programme.rules);
  return viewOf(context, 'programme-rules', words.title, {
    of: plain(context.programme.name),
    numbers: RULE_NAMES.map((name) => {
      const [least, most] = RULE_LIMITS[name];
      return { rule: name, label: words.between(words.rules[name], least, most), value: numbers[name], least, most };
    }),
  });
});

export const programmeTextsView = form((context) => {
  const words = textsOf(context).cards['programme-texts'];
  const { role, intro, groundRule, contact, languages } = context.programme;
  return viewOf(context, 'programme-texts', words.title, {
    of: plain(context.programme.name),
    inSwedish: languages.includes('sv'),
    inEnglish: languages.includes('en'),
    maxRole: PROGRAMME_LIMITS.role,
    max: PROGRAMME_LIMITS.text,
    maxContact: PROGRAMME_LIMITS.contact,
    values: {
      roleSv: role.sv,
      roleEn: role.en,
      introSv: intro.sv,
      introEn: intro.en,
      groundRuleSv: groundRule.sv,
      groundRuleEn: groundRule.en,
      contact,
    },
  });
});
