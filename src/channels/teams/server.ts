import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import type { Activity } from 'botbuilder';
import { AuthenticationError } from 'botframework-connector';
import type { Db } from 'mongodb';
import { RefusedSettings, type ChannelModule, type Inbound } from '../../app/inbound.ts';
import type { Log, RoomId } from '../../app/ports.ts';
import { pressKeys } from '../press-key.ts';
import { readActivity } from './activity.ts';
import { RefusedRequest, TeamsAuthentication } from './auth.ts';
import { connectorFor } from './connector.ts';
import { makeDeliver } from './deliver.ts';
import { openDirectory } from './directory.ts';
import { Pace, realTicks, type Ticks } from './pace.ts';
import { makeReceive } from './receive.ts';
import { makeSender } from './send.ts';
import { TEAMS, type TeamsSettings } from './settings.ts';

/** Teams, put together: one way in over HTTP, one way out through the connector. */

/** An activity of Teams' is some kilobytes; what people may write is far below this. */
const LONGEST_BODY = '256kb';
const TIDY_MS = 3_600_000;

export interface TeamsOptions {
  readonly settings: TeamsSettings;
  readonly db: Db;
  /** Of the programme, for people whose own is not known. */
  readonly zone: string;
  readonly ticks?: Ticks;
}

const isRefused = (error: unknown): boolean => error instanceof AuthenticationError && error.statusCode === 401;

export const teamsModule = ({ settings, db, zone, ticks = realTicks }: TeamsOptions): ChannelModule<Router> => {
  const { appId, tenants } = settings;
  const authentication = new TeamsAuthentication(settings);
  const pace = new Pace(ticks);
  const connector = connectorFor(authentication, appId, () => pace.appsTurn());
  const directory = openDirectory(db);
  const underWay = new Set<Promise<unknown>>();
  let log: Log | null = null;
  let closing = false;
  let tidying: NodeJS.Timeout | undefined;
  const deliver = makeDeliver({ connector, pace, ticks, closing: () => closing });
  /** Asked once people are let in; before that nothing is said. */
  let inward: Inbound | null = null;
  const boardOf = async (room: RoomId) => (await inward?.boardOf(room)) ?? [];
  const sender = makeSender({ connector, directory, deliver, ticks, log: () => log, boardOf, tenants });

  const track = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    const settled = (): void => {
      underWay.delete(work);
    };
    work.then(settled, settled);
    return work;
  };

  return {
    channel: sender,

    async open(inbound) {
      inward = inbound;
      log = inbound.log;
      if (!(await connector.known())) {
        throw new RefusedSettings(
          'TEAMS_APP_ID, TEAMS_APP_PASSWORD or TEAMS_APP_TENANT: Microsoft does not accept them together',
        );
      }
      const tidy = (): void =>
        void directory.tidy().catch((error: unknown) => inbound.log.error('teams: tidying', error));
      tidy();
      tidying = setInterval(tidy, TIDY_MS).unref();
      const afterwards = (work: Promise<void>): void => {
        void track(work.catch((error: unknown) => inbound.log.error('teams', error)));
      };
      const pressKey = pressKeys(TEAMS, settings.password);
      const receive = makeReceive({ inbound, directory, connector, sender, zone, afterwards, pressKey });

      const turn = async ({ body, headers }: Request, res: Response): Promise<void> => {
        const sent: unknown = body;
        if (typeof sent !== 'object' || sent === null || !('type' in sent)) {
          res.status(400).end();
          return;
        }
        try {
          await authentication.authenticateRequest(sent as Activity, headers.authorization ?? '');
        } catch (error) {
          if (!isRefused(error)) throw error;
          // The SDK's own reasons quote the token: what it refuses, it could not verify.
          inbound.log.warn('teams.refused', { reason: error instanceof RefusedRequest ? error.reason : 'signature' });
          res.status(401).end();
          return;
        }
        const incoming = readActivity(sent);
        if (!incoming) inbound.log.warn('teams.unread');
        const { status, body: answer } = incoming ? await receive(incoming) : { status: 200 };
        if (answer) res.status(status).json(answer);
        else res.status(status).end();
      };

      // Express 5 awaits what a handler answers, and hands what it throws to the edge.
      const messages: RequestHandler = (req, res) => {
        if (!closing) return track(turn(req, res));
        res.status(503).set('Retry-After', '5').end();
      };

      const router = Router();
      router.post('/api/messages', express.json({ limit: LONGEST_BODY, strict: true }), messages);
      return { routers: [router] };
    },

    async close() {
      closing = true;
      clearInterval(tidying);
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
};
