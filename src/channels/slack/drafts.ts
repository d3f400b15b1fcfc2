import type { ModalView } from '@slack/types';
import type { AccountId } from '../../domain/ids.ts';
import type { Values, ViewPayload } from './payloads.ts';
import { refilled } from './state.ts';
import { metadataOf } from './surfaces.ts';

/**
 * What somebody had typed in a window that they closed: it is there again when they open the same one. Each step that was sent is
 * saved by the core; this is only the step in between, so it is kept in memory and for an hour, and never written down.
 */
export interface Drafts {
  keep(account: AccountId, view: ViewPayload): void;
  /** The window with what was typed last time, if it is the same card. */
  into(account: AccountId, window: ModalView): ModalView;
  forget(account: AccountId, view: ViewPayload): void;
}

const KEPT_MS = 3_600_000;
const MOST = 500;

const cardOf = (privateMetadata: string): string | null => {
  const { show, verb } = metadataOf(privateMetadata);
  return verb !== null && show ? `${verb} ${JSON.stringify(show)}` : null;
};

export const makeDrafts = (now: () => number = Date.now): Drafts => {
  const drafts = new Map<string, { readonly values: Values; readonly at: number }>();
  const keyOf = (account: AccountId, privateMetadata: string | undefined): string | null => {
    const card = privateMetadata ? cardOf(privateMetadata) : null;
    return card && `${account} ${card}`;
  };
  return {
    keep(account, view) {
      const key = keyOf(account, view.private_metadata);
      const values = view.state?.values;
      if (!key || !values || Object.keys(values).length === 0) return;
      drafts.delete(key);
      drafts.set(key, { values, at: now() });
      const [oldest] = drafts.keys();
      if (drafts.size > MOST && oldest !== undefined) drafts.delete(oldest);
    },
    into(account, window) {
      const key = keyOf(account, window.private_metadata);
      const draft = key === null ? undefined : drafts.get(key);
      if (!draft || now() - draft.at > KEPT_MS) return window;
      return { ...window, blocks: refilled(window.blocks as Parameters<typeof refilled>[0], draft.values) };
    },
    forget(account, view) {
      const key = keyOf(account, view.private_metadata);
      if (key !== null) drafts.delete(key);
    },
  };
};
