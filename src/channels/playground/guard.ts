import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHandler } from 'express';
import { playgroundError } from '../../text/playground.ts';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether the other end of a connection is this machine: what a request says of itself anyone can write. */
export const isHere = (address: string | undefined): boolean =>
  address !== undefined && /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$|^::1$/.test(address);

/** Handed on by a proxy on this machine, for somebody who is elsewhere. */
const handedOn = (headers: IncomingHttpHeaders): boolean =>
  ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'].some((name) => name in headers);

const parsed = (address: string): URL | null => (URL.canParse(address) ? new URL(address) : null);

/**
 * Only connections from this machine. And a page somewhere else must not reach the playground through the reader's browser: not by a name of its own that
 * points here (the Host it sends is then not loopback), nor by a request across sites (Origin and Sec-Fetch-Site).
 */
export const loopbackOnly: RequestHandler = (req, res, next) => {
  const host = parsed(`http://${req.headers.host ?? ''}`);
  const { origin } = req.headers;
  const site = req.headers['sec-fetch-site'];
  const allowed =
    isHere(req.socket.remoteAddress) &&
    !handedOn(req.headers) &&
    host !== null &&
    loopback.has(host.hostname) &&
    (origin === undefined || parsed(origin)?.host === host.host) &&
    (site === undefined || site === 'same-origin' || site === 'none' || req.headers['sec-fetch-mode'] === 'navigate');
  if (allowed) next();
  else res.status(403).json({ error: playgroundError('host') });
};

/** A form of another site can send a body, but not one that calls itself JSON. */
export const jsonOnly: RequestHandler = (req, res, next) => {
  if (req.method === 'GET' || req.method === 'HEAD' || req.is('application/json')) next();
  else res.status(415).json({ error: playgroundError('invalid') });
};

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  // The card renderer sets its styles by script, which this allows; style attributes in markup it does not.
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const pageHeaders: RequestHandler = (_req, res, next) => {
  res.set({
    'Content-Security-Policy': policy,
    'Cache-Control': 'no-store',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  next();
};
