import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Accounts, Arrival, Codes } from '../../src/app/people/accounts.ts';
import type { AccountId, MemberId } from '../../src/domain/ids.ts';

export interface AccountsUnderTest {
  readonly accounts: Accounts;
  readonly codes: Codes;
  close(): Promise<void>;
}

let made = 0;
const next = (): { account: AccountId; member: MemberId } => {
  made += 1;
  return { account: `slack:T1.U${made}`, member: `member:m${made}` };
};
const at = (minute: number): Date => new Date(Date.UTC(2026, 2, 2, 8, minute));
const arrival = (account: AccountId, more: Partial<Arrival> = {}): Arrival => ({
  account,
  name: 'Åsa Öst',
  mail: 'asa@kommun.example',
  lang: 'sv',
  zone: 'Europe/Stockholm',
  home: 'T1',
  place: 'Kommunerna',
  ...more,
});

/** What is asked of every place where accounts and codes are kept. */
export const describeAccounts = (name: string, start: () => Promise<AccountsUnderTest>): void => {
  describe(`accounts ${name}`, () => {
    let under: AccountsUnderTest;
    beforeAll(async () => {
      under = await start();
    });
    afterAll(() => under.close());

    it('are their first person’s, however often they are met, and what the platform says is kept', async () => {
      const { accounts } = under;
      const { account, member } = next();
      expect(await accounts.memberOf(account)).toBeNull();
      expect(await accounts.find(account)).toBeNull();
      expect(await accounts.meet(arrival(account), member, at(0))).toBe(member);
      expect(await accounts.meet(arrival(account, { name: 'Åsa Ny' }), 'member:another', at(1))).toBe(member);
      const { account: id, ...said } = arrival(account, { name: 'Åsa Ny' });
      expect(await accounts.find(account)).toEqual({ id, ...said, member, state: 'ok', since: at(0), before: null });
      expect(await accounts.memberOf(account)).toBe(member);
    });

    it('of many first sights at once one decides, and all hear the same', async () => {
      const { accounts } = under;
      const { account } = next();
      const sights = Array.from({ length: 20 }, (_, n) => accounts.meet(arrival(account), `member:race${n}`, at(0)));
      const met = new Set(await Promise.all(sights));
      expect([...met]).toEqual([await accounts.memberOf(account)]);
    });

    it('are found by their person, the first one first', async () => {
      const { accounts } = under;
      const [one, two, three] = [next(), next(), next()];
      await accounts.meet(arrival(two.account), one.member, at(2));
      await accounts.meet(arrival(one.account), one.member, at(1));
      await accounts.meet(arrival(three.account), three.member, at(0));
      const found = await accounts.of([one.member, three.member, 'member:nobody']);
      expect(found.get(one.member)?.map(({ id }) => id)).toEqual([one.account, two.account]);
      expect([...found.keys()].toSorted()).toEqual([one.member, three.member].toSorted());
      expect(await accounts.of([])).toEqual(new Map());
    });

    it('are moved with whose they were, and stay there when met again', async () => {
      const { accounts } = under;
      const { account, member } = next();
      await accounts.meet(arrival(account), member, at(0));
      await accounts.move(account, 'member:kept', member);
      expect(await accounts.meet(arrival(account), 'member:fresh', at(1))).toBe('member:kept');
      expect(await accounts.find(account)).toMatchObject({ member: 'member:kept', before: member, since: at(0) });
    });

    it('that were no way are one again when somebody comes by them', async () => {
      const { accounts } = under;
      const { account, member } = next();
      await accounts.meet(arrival(account), member, at(0));
      await accounts.mark(account, 'blocked');
      expect(await accounts.find(account)).toMatchObject({ state: 'blocked' });
      await accounts.meet(arrival(account), member, at(1));
      expect(await accounts.find(account)).toMatchObject({ state: 'ok' });
      await accounts.mark('slack:T1.unknown', 'bounced');
      expect(await accounts.find('slack:T1.unknown')).toBeNull();
    });
  });

  describe(`codes ${name}`, () => {
    let under: AccountsUnderTest;
    beforeAll(async () => {
      under = await start();
    });
    afterAll(() => under.close());

    it('have eight signs that are not taken for others, a letter and a digit among them, and cannot be read where they are kept', async () => {
      const { codes } = under;
      for (let n = 0; n < 50; n++) {
        const code = await codes.issue('member:reader', at(15));
        expect(code).toMatch(/^(?=.*[A-Y])(?=.*\d)[ACDEFGHJKMNPQRTWXY34679]{8}$/);
        const claim = await codes.claim(code, 'slack:T1.R', at(1));
        expect(claim?.id).not.toContain(code);
      }
    });

    it('are claimed once, by one of many who try at once', async () => {
      const { codes } = under;
      const code = await codes.issue('member:asker', at(15));
      const tries = Array.from({ length: 20 }, (_, n) => codes.claim(code, `slack:T1.C${n}`, at(1)));
      expect((await Promise.all(tries)).flatMap((claim) => claim?.member ?? [])).toEqual(['member:asker']);
      expect(await codes.claim(code, 'slack:T1.C99', at(2))).toBeNull();
    });

    it('are over when their time is, claimed or not', async () => {
      const { codes } = under;
      const late = await codes.issue('member:asker', at(15));
      expect(await codes.claim(late, 'slack:T1.L', at(15))).toBeNull();
      const claim = await codes.claim(late, 'slack:T1.L', at(14));
      expect(claim).toMatchObject({ member: 'member:asker' });
      expect(await codes.claimed('slack:T1.L', at(14))).toEqual(claim);
      expect(await codes.claimed('slack:T1.L', at(15))).toBeNull();
      expect(await codes.claim('ACDE3467', 'slack:T1.L', at(0))).toBeNull();
    });

    it('are one an account: what is claimed later takes the place of what was before, and what is settled is gone', async () => {
      const { codes } = under;
      const first = await codes.issue('member:a', at(20));
      const second = await codes.issue('member:b', at(15));
      await codes.claim(first, 'slack:T1.O', at(1));
      const claim = await codes.claim(second, 'slack:T1.O', at(1));
      expect(await codes.claimed('slack:T1.O', at(2))).toEqual(claim);
      await codes.drop(claim?.id ?? '');
      expect(await codes.claimed('slack:T1.O', at(2))).toBeNull();
    });

    it('count every guess, also those at the same time, until the first one’s time is over or one was right', async () => {
      const { codes } = under;
      const account = 'slack:T1.G';
      const counts = await Promise.all(Array.from({ length: 10 }, () => codes.guess(account, at(15), at(0))));
      expect(counts.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect(await codes.guess(account, at(29), at(14))).toBe(11);
      expect(await codes.guess(account, at(30), at(15))).toBe(1);
      await codes.forgive(account);
      expect(await codes.guess(account, at(31), at(16))).toBe(1);
      expect(await codes.guess('slack:T1.H', at(31), at(16))).toBe(1);
    });
  });
};
