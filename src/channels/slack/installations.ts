import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Installation, InstallationQuery, InstallationStore } from '@slack/bolt';
import type { Db } from 'mongodb';
import type { Tokens } from './workspaces.ts';

/** The workspaces that installed the app. What Slack gave is kept encrypted: who reads the database cannot speak for the bot. */
export interface Installations extends InstallationStore, Tokens {
  remove(where: Where): Promise<void>;
}

/** A workspace, or an organisation of several. */
export interface Where {
  readonly team?: string | undefined;
  readonly enterprise?: string | undefined;
}

interface Stored {
  _id: string;
  /** The workspace, for an organisation's null. */
  team: string | null;
  sealed: string;
  at: Date;
}

const CIPHER = 'aes-256-gcm';

/** AES-256-GCM, bound to what it belongs to: moved to another workspace's place, it does not open. */
export const seal = (text: string, key: Buffer, bound: string): string => {
  const iv = randomBytes(12);
  const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(bound));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url')).join('.');
};

/** @throws where the key is another, or something was changed */
export const unseal = (sealed: string, key: Buffer, bound: string): string => {
  const [iv, tag, text] = sealed.split('.').map((part) => Buffer.from(part, 'base64url'));
  if (!iv || !tag || !text) throw new Error('nothing sealed');
  const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: 16 }).setAAD(Buffer.from(bound)).setAuthTag(tag);
  return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
};

const idOf = ({ team, enterprise }: Where, whole: boolean): string | null => {
  if (whole && enterprise) return `E:${enterprise}`;
  return team ? `T:${team}` : null;
};

export const openInstallations = (db: Db, key: Buffer): Installations => {
  const stored = db.collection<Stored>('slack_installations');

  const read = async (id: string | null): Promise<Installation | null> => {
    const found = id === null ? null : await stored.findOne({ _id: id });
    return found && (JSON.parse(unseal(found.sealed, key, found._id)) as Installation);
  };

  const queried = ({ teamId, enterpriseId, isEnterpriseInstall }: InstallationQuery<boolean>): string | null =>
    idOf({ team: teamId, enterprise: enterpriseId }, isEnterpriseInstall);

  return {
    async storeInstallation(installation) {
      const { team, enterprise, isEnterpriseInstall } = installation;
      const _id = idOf({ team: team?.id, enterprise: enterprise?.id }, isEnterpriseInstall === true);
      if (_id === null) throw new Error('an installation of nothing');
      const doc = { team: team?.id ?? null, sealed: seal(JSON.stringify(installation), key, _id), at: new Date() };
      await stored.updateOne({ _id }, { $set: doc }, { upsert: true });
    },
    async fetchInstallation(query) {
      const found = await read(queried(query));
      if (!found) throw new Error('not installed there');
      return found;
    },
    async deleteInstallation(query) {
      await stored.deleteOne({ _id: queried(query) ?? '' });
    },
    async tokenOf(team) {
      return (await read(`T:${team}`))?.bot?.token ?? null;
    },
    async remove({ team, enterprise }) {
      const ids = [team && `T:${team}`, enterprise && `E:${enterprise}`].filter((id) => id !== undefined && id !== '');
      await stored.deleteMany({ _id: { $in: ids as string[] } });
    },
  };
};
