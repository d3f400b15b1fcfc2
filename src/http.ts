import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import express, { type ErrorRequestHandler, type Express, type Response, type Router } from 'express';
import type { Log } from './app/ports.ts';
import { playgroundError } from './text/playground.ts';

export interface HttpOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly host: string;
  readonly routers: readonly Router[];
  /** Whether what the answers need is there; not given: they need nothing. */
  readonly healthy?: () => Promise<boolean>;
  readonly log: Log;
}

export interface Http {
  readonly port: number;
  /** Lets answers under way finish, ends streams, and frees the port. */
  close(): Promise<void>;
}

/** How long those who hold a connection may go on asking, each for one answer more, once the server is closing. */
const DRAIN_MS = 1_000;
/** How long answers under way may take after that. */
const GRACE_MS = 3_000;

const isStream = (res: Response): boolean =>
  String(res.getHeader('Content-Type') ?? '').startsWith('text/event-stream');

/** The status of an error that the client caused (a body too large, JSON that is none), undefined for our own faults. */
const clientStatus = (error: unknown): number | undefined => {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
};

const errorEdge =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, req, res, next) => {
    const status = clientStatus(error);
    if (status !== undefined && !res.headersSent) {
      res.status(status).json({ error: playgroundError(status === 413 ? 'tooLarge' : 'invalid') });
      return;
    }
    const reference = randomUUID().slice(0, 8);
    // The path alone: what stands behind the question mark may be somebody's.
    log.error('http.failed', error, { reference, method: req.method, path: req.path });
    // Half an answer cannot be taken back: Express then closes the connection, so that nobody takes it for a whole one.
    if (res.headersSent) next(error);
    else res.status(500).json({ error: { ...playgroundError('fault'), reference } });
  };

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });

/** The other side is told to ask elsewhere next time. */
const last = (res: Response): void => {
  if (!res.headersSent) res.set('Connection', 'close');
};

const connections = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.getConnections((error, count) => resolve(error ? 0 : count));
  });

/** A request may be on its way on a connection that has been kept, and would be cut: each gets its answer, which is the last. */
const drained = async (server: Server, open: ReadonlySet<Response>): Promise<void> => {
  // A stream never ends by itself, and would hold the port for as long as a page is open somewhere.
  for (const res of open) {
    if (isStream(res)) res.end();
    else last(res);
  }
  for (const end = Date.now() + DRAIN_MS; Date.now() < end && (await connections(server)) > 0;) await sleep(20);
};

const shut = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });

export const startHttp = async ({
  port,
  host,
  routers,
  healthy = async () => true,
  log,
}: HttpOptions): Promise<Http> => {
  const app: Express = express();
  const open = new Set<Response>();
  let closing = false;
  app.disable('x-powered-by');
  app.use((_req, res, next) => {
    open.add(res);
    if (closing) last(res);
    res.once('close', () => open.delete(res));
    next();
  });
  app.get('/healthz', async (_req, res) => {
    const ok = !closing && (await healthy());
    res
      .status(ok ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ ok });
  });
  for (const router of routers) app.use(router);
  app.use((_req, res) => {
    res.status(404).json({ error: playgroundError('notFound') });
  });
  app.use(errorEdge(log));

  const server = createServer(app);
  await listen(server, port, host);
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      closing = true;
      await drained(server, open);
      await shut(server);
    },
  };
};
