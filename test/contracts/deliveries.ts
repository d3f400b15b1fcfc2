import { deliveryOf, type Attempt, type Delivery } from '../../src/app/post/ledger.ts';
import type { Notice } from '../../src/app/say/notice.ts';
import type { MemberId } from '../../src/domain/ids.ts';

/** What the contracts of the ledger put in. */

export const at = (minute: number): Date => new Date(Date.UTC(2026, 2, 2, 8, minute));
let made = 0;
export const someone = (): MemberId => `member:m${(made += 1)}`;

interface Said {
  readonly to: MemberId;
  readonly minute?: number;
  readonly id?: string;
  readonly about?: string;
  readonly urgency?: Notice['urgency'];
  readonly slot?: string;
  readonly onlyUpdate?: true;
}

export const said = ({
  to,
  minute = 0,
  id,
  about = 'pair:x',
  urgency = 'answer',
  slot,
  onlyUpdate,
}: Said): Delivery => {
  const card = { card: 'talk', about } as unknown as Pick<Notice, 'card' | 'about'>;
  const where = { ...(slot === undefined ? {} : { slot }), ...(onlyUpdate === undefined ? {} : { onlyUpdate }) };
  const notice: Notice = { ...card, to, urgency, ...where };
  return deliveryOf(id ?? `pair:x:${(made += 1)}:0`, notice, 'programme:open', at(minute), at(minute));
};

export const attempt = ({ id, order }: Delivery, outcome: Attempt['outcome'], minute = 30): Attempt => ({
  id,
  order,
  at: at(minute),
  outcome,
});
export const SENT = { state: 'sent', ref: { channel: 'web', ref: 'r1' } } as const;
