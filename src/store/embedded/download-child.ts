import { MongoBinary } from 'mongodb-memory-server-core';

/**
 * Run as a process of its own by download.ts: finds mongodb-memory-server-core's mongod, or downloads it, and sends the answer to its
 * parent. A process, because the package can neither be told to stop nor be given settings other than its environment, its working folder's
 * package.json, and those of the process it runs in.
 */
export type Answer = { readonly path: string } | { readonly problem: string };

// the parent was killed: nobody waits for the file any more
process.once('disconnect', () => process.exit(1));

const answer: Answer = await MongoBinary.getPath().then(
  (path) => ({ path }),
  (error: unknown) => ({ problem: error instanceof Error ? error.message : String(error) }),
);
process.send?.(answer, () => process.exit(0));
