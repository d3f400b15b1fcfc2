import type { KnownBlock } from '@slack/types';

/** What Slack sends, as far as we read it. */

export interface Values {
  readonly [block: string]: { readonly [action: string]: Value };
}

interface Chosen {
  readonly value?: string;
}

export interface Value {
  readonly type: string;
  readonly value?: string | null;
  readonly selected_date?: string | null;
  readonly selected_time?: string | null;
  readonly selected_option?: Chosen | null;
  readonly selected_options?: readonly Chosen[];
}

export interface ViewPayload {
  readonly id: string;
  readonly hash: string;
  readonly type: 'modal' | 'home';
  readonly callback_id?: string;
  readonly private_metadata: string;
  readonly blocks: readonly KnownBlock[];
  readonly state?: { readonly values?: Values };
  readonly title?: { readonly text: string };
  readonly submit?: { readonly text: string } | null;
  readonly close?: { readonly text: string } | null;
}

interface From {
  readonly user: { readonly id: string; readonly team_id?: string };
  readonly team?: { readonly id: string } | null;
}

export interface ActionPayload extends From {
  readonly trigger_id: string;
  readonly container: {
    readonly type: string;
    readonly message_ts?: string;
    readonly channel_id?: string;
    readonly view_id?: string;
  };
  readonly channel?: { readonly id: string; readonly name?: string };
  readonly message?: { readonly ts: string; readonly edited?: { readonly ts: string } };
  readonly view?: ViewPayload;
  readonly actions: readonly { readonly action_id: string; readonly value?: string; readonly action_ts?: string }[];
}

export interface SubmissionPayload extends From {
  readonly trigger_id?: string;
  readonly view: ViewPayload;
}

export interface SuggestionPayload extends From {
  readonly action_id: string;
  readonly block_id: string;
  readonly value: string;
  readonly view?: ViewPayload;
}

export interface ShortcutPayload extends From {
  readonly trigger_id: string;
}

export interface CommandPayload {
  readonly team_id: string;
  readonly user_id: string;
  readonly trigger_id: string;
  readonly text: string;
}

export interface MessagePayload {
  readonly channel: string;
  readonly channel_type?: string;
  readonly user?: string;
  readonly text?: string;
  readonly subtype?: string;
  readonly bot_id?: string;
}

export const teamOf = ({ team, user }: From): string => team?.id ?? user.team_id ?? '';
