import { localDate, plusMonths } from '../time.ts';
import { standardRules } from './rules.ts';
import type { ProgrammeType, Settings } from './state.ts';

/** Where nobody said another. */
export const DEFAULT_ZONE = 'Europe/Stockholm';

const common = {
  zone: DEFAULT_ZONE,
  languages: ['sv', 'en'],
  boardLang: 'sv',
  role: { sv: 'chef', en: 'manager' },
  intro: { sv: '', en: '' },
  groundRule: { sv: '', en: '' },
  contact: '',
} as const;

/** What a new programme begins with; all of it can be changed. */
export const template = (course: ProgrammeType, now: Date): Settings => {
  const later = (months: number): string => localDate(plusMonths(now, months, DEFAULT_ZONE), DEFAULT_ZONE);
  switch (course) {
    // An association of leaders: rolling, and the adept chooses.
    case 'open':
      return {
        ...common,
        name: 'Mentorprogrammet',
        dates: null,
        jointMeetings: 0,
        matching: 'adept',
        rules: standardRules,
      };
    // A region's year for managers: dates, joint meetings, and the leads propose who should meet.
    case 'cohort':
      return {
        ...common,
        name: 'Mentorprogram för chefer',
        dates: { starts: later(4), ends: later(18) },
        jointMeetings: 7,
        matching: 'lead',
        rules: { ...standardRules, months: 14 },
      };
  }
};
