import { busy } from './busy.ts';
import { list } from './list.ts';
import { memory } from './memory.ts';
import { press } from './press.ts';
import { processes } from './processes.ts';
import { reminders } from './reminders.ts';
import { table, type Row } from './measure.ts';
import { startServer, type Server } from './server.ts';
import { start } from './start.ts';
import { ticks } from './tick.ts';

/** `npm run bench [-- part ...]`: each figure beside its floor, on the same server, in turns. docs/speed.md says what came of it. */

const parts: Readonly<Record<string, (server: Server) => Promise<Row[]>>> = {
  press,
  reminders,
  tick: ticks,
  list,
  busy,
  processes,
  memory,
  start,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  process.stderr.write(`no part is called ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}\n`);
  process.exit(2);
}

const server = await startServer();
try {
  process.stdout.write(`Database: ${server.description}\n`);
  const rows: Row[] = [];
  for (const [name, part] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    process.stdout.write(`${name} ...\n`);
    rows.push(...(await part(server)));
  }
  process.stdout.write(`\n${table(rows)}\n`);
} finally {
  await server.stop();
}
