import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { BSON } from 'mongodb';

const HEADER = 16;
const OP_MSG = 2013;

/** What a message asks; undefined for one that is not of this kind. */
const commandOf = (message: Buffer): Record<string, unknown> | undefined => {
  if (message.readInt32LE(12) !== OP_MSG || message[HEADER + 4] !== 0) return undefined;
  const body = message.subarray(HEADER + 5);
  return BSON.deserialize(body.subarray(0, body.readInt32LE(0)));
};

const answerTo = (message: Buffer, document: BSON.Document): Buffer => {
  const body = BSON.serialize(document);
  const head = Buffer.alloc(HEADER + 5);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(message.readInt32LE(4), 8);
  head.writeInt32LE(OP_MSG, 12);
  return Buffer.concat([head, body]);
};

/** Stands before a real server and passes everything on, but for what it is told to keep silent about, or to answer itself. */
export class MongoGate {
  /** Nothing is answered; connections stand. */
  silent = false;
  /** The names of the commands that came, in order. */
  readonly commands: string[] = [];
  readonly #instead = new Map<string, BSON.Document[]>();
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async before(uri: string): Promise<MongoGate> {
    const host = decodeURIComponent(/^mongodb:\/\/(?:[^@/]*@)?([^/,?]+)/.exec(uri)?.[1] ?? '');
    const [name = '', port] = host.split(':');
    const server = createServer();
    const gate = new MongoGate(server);
    server.on('connection', (socket) =>
      gate.#join(socket, host.endsWith('.sock') ? connect(host) : connect(Number(port ?? 27_017), name)),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return gate;
  }

  get uri(): string {
    return `mongodb://127.0.0.1:${(this.#server.address() as AddressInfo).port}/?directConnection=true`;
  }

  /** The next commands of this name are not done, and answered with these, one with each. */
  answer(command: string, ...answers: BSON.Document[]): void {
    this.#instead.set(command, answers);
  }

  /** Ends all connections. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.#server.close();
    this.cut();
    await once(this.#server, 'close');
  }

  #join(client: Socket, server: Socket): void {
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    server.on('data', (data) => {
      if (!this.silent) client.write(data);
    });
    let waiting = Buffer.alloc(0);
    client.on('data', (data: Buffer) => {
      waiting = Buffer.concat([waiting, data]);
      while (waiting.length >= 4 && waiting.length >= waiting.readInt32LE(0)) {
        const length = waiting.readInt32LE(0);
        this.#pass(waiting.subarray(0, length), client, server);
        waiting = waiting.subarray(length);
      }
    });
  }

  #pass(message: Buffer, client: Socket, server: Socket): void {
    const [name = ''] = Object.keys(commandOf(message) ?? {});
    if (name !== '') this.commands.push(name);
    const instead = this.#instead.get(name)?.shift();
    if (this.silent) return;
    if (instead) client.write(answerTo(message, instead));
    else server.write(message);
  }
}
