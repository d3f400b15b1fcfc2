import { z } from 'zod';
import type { Linked, Linking, Sitting } from '../people/linking.ts';
import { flag, oneOf } from './fields.ts';

/** What a person does about their own accounts: not to one document, so not by a command. */
export interface AccountRow<S extends z.ZodType> {
  readonly input: S;
  readonly act: (linking: Linking, input: z.infer<S>, sitting: Sitting) => Promise<Linked>;
}

const row = <S extends z.ZodType>(made: AccountRow<S>): AccountRow<S> => made;
const account = z.string().min(3).max(300);

export const accountVerbs = {
  'account.code': row({ input: z.object({}), act: (linking, _, sitting) => linking.code(sitting) }),
  'account.link': row({
    input: z.object({ keep: oneOf(['here', 'there', 'neither']) }),
    act: (linking, { keep }, sitting) => linking.link(keep, sitting),
  }),
  'account.home': row({
    input: z.object({ account }),
    act: (linking, input, sitting) => linking.home(input.account, sitting),
  }),
  'account.unlink': row({
    input: z.object({ account, sure: flag.default(false) }),
    act: (linking, input, sitting) => linking.unlink(input.account, input.sure, sitting),
  }),
};

export type AnyAccountRow = AccountRow<z.ZodType>;

/** Null where there is no such verb. */
export const accountRowOf = (name: string): AnyAccountRow | null =>
  Object.hasOwn(accountVerbs, name) ? accountVerbs[name as keyof typeof accountVerbs] : null;
