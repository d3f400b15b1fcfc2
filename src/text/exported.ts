import type { Lang } from '../domain/ids.ts';
import type { Registration } from '../domain/registration/state.ts';

/** The columns of an export that no form asks for. */
interface Exported {
  readonly status: string;
  readonly sent: string;
  readonly statuses: Readonly<Record<Exclude<Registration['status'], 'draft' | 'withdrawn'>, string>>;
}

export const exportedText: Readonly<Record<Lang, Exported>> = {
  sv: {
    status: 'Status',
    sent: 'Skickad',
    statuses: {
      submitted: 'väntar på styrelsen',
      asked: 'har en fråga från styrelsen',
      approved: 'godkänd',
      declined: 'avböjd',
    },
  },
  en: {
    status: 'Status',
    sent: 'Sent',
    statuses: {
      submitted: 'waiting for the board',
      asked: 'asked by the board',
      approved: 'approved',
      declined: 'declined',
    },
  },
};
