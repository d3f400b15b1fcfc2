import { createInterface } from 'node:readline';
import { makeCore } from '../../src/app/core.ts';
import { randomMember } from '../../src/store/chance.ts';
import { phrases } from '../../src/app/door/phrases.ts';
import type { Channel } from '../../src/app/ports.ts';
import { drawView } from '../../src/app/say/views/draw.ts';
import { programme } from '../../bench/people.ts';
import { drawCard } from '../../src/channels/card.ts';
import { playgroundChannel } from '../../src/channels/playground/channel.ts';
import { BOARD_ROOM } from '../../src/channels/playground/rooms.ts';
import { stored } from '../programmes.ts';
import { openChats } from '../../src/channels/playground/chats.ts';
import { AgendaTimer } from '../../src/jobs/agenda.ts';
import { makeLog } from '../../src/log.ts';
import { mongoAccounts } from '../../src/store/accounts.ts';
import { mongoCodes } from '../../src/store/codes.ts';
import { mongoLanes } from '../../src/store/lanes.ts';
import { mongoLedger } from '../../src/store/ledger.ts';
import { mongoStore } from '../../src/store/mongo.ts';
import { connect } from '../../src/store/server.ts';

/**
 * A bot without people: store, ledger, lanes, timer, core and chat, as a process of its own. Arguments: the server, the database, how
 * much the app's time is ahead of real time, and for how long one that says nothing keeps its lanes. Says `ready`, `lanes <n>` when it
 * holds another number of them, and `sent <n>` after each batch; told `later <ms>`, its clock moves on; when its stdin ends it stops in
 * order.
 */
const [uri = '', dbName = '', ahead = '0', leaseMs = '0'] = process.argv.slice(2);

const log = makeLog('warn');
const database = await connect({ uri, dbName, log });
const { db } = database;
let offset = Number(ahead);
const clock = { now: () => new Date(Date.now() + offset) };
const web = playgroundChannel(openChats(db));
const counted: Channel = {
  ...web,
  async send(posts, mayBegin) {
    const results = await web.send(posts, mayBegin);
    process.stdout.write(`sent ${results.filter(({ ok }) => ok).length}\n`);
    return results;
  },
};
const store = mongoStore(db);
const timer = await AgendaTimer.on({ db, log, clock, offset: () => offset, processEvery: 500, lockLifetime: 3000 });
const lanes = mongoLanes(db, log, { beatMs: 300, leaseMs: Number(leaseMs) });
const core = makeCore({
  store,
  accounts: mongoAccounts(db),
  codes: mongoCodes(db),
  newMember: randomMember,
  ledger: mongoLedger(db),
  lanes,
  timer,
  clock,
  log,
  channels: [counted],
  drawView,
  drawCard,
  phrases,
});
await stored(store, { ...programme, room: BOARD_ROOM });
await core.start(false);
process.stdout.write('ready\n');
let held = 0;
const telling = setInterval(() => {
  if (lanes.mine().size === held) return;
  held = lanes.mine().size;
  process.stdout.write(`lanes ${held}\n`);
}, 100);

for await (const line of createInterface({ input: process.stdin })) {
  const later = /^later (\d+)$/.exec(line)?.[1];
  if (later === undefined) continue;
  offset += Number(later);
  await timer.clockMoved();
}
clearInterval(telling);
await core.stop();
await database.close();
