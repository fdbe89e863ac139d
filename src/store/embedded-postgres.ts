import { Duplex } from 'node:stream';
import { Worker } from 'node:worker_threads';

/** What the thread is told: to answer a message of PostgreSQL's protocol for one of the connections, or to end. */
type ToEmbedded = { readonly stream: number; readonly bytes: Uint8Array } | 'close';
/** What the thread answers; before all else it says once that it is ready. */
type FromEmbedded =
  | { readonly stream: number; readonly bytes: Uint8Array }
  | { readonly stream: number; readonly failed: string }
  | 'closed';

/** PostgreSQL's message that ends a connection. */
const TERMINATE = 'X'.charCodeAt(0);

/** The embedded PostgreSQL cannot go on. */
class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

/**
 * PostgreSQL embedded in a thread of this process, in a folder. It has one session, so that no two connections may be open at a time.
 */
export class EmbeddedPostgres {
  private readonly streams = new Map<number, EmbeddedStream>();
  private nextStream = 1;
  /** Messages that are not answered; the program does not end before they are, and is kept from its end by nothing else. */
  private asked = 0;
  private closed: () => void = () => {};
  /** Why the thread answers no more; null while it does. */
  private ended: EmbeddedPostgresError | null = null;

  private constructor(private readonly worker: Worker) {
    worker.on('message', (message: FromEmbedded) => this.hear(message));
    worker.on('error', (error) => this.fail(error));
    worker.on('exit', () => this.fail(null));
    worker.unref();
  }

  /** Opens the folder, or makes a new database in it. */
  static async open(dir: string): Promise<EmbeddedPostgres> {
    const worker = new Worker(new URL('./embedded-worker.mjs', import.meta.url), { workerData: { dir }, execArgv: [] });
    await new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve());
      worker.once('error', reject);
      worker.once('exit', () => reject(new EmbeddedPostgresError('the embedded database could not be started')));
    });
    return new EmbeddedPostgres(worker);
  }

  /** What `pg` talks to instead of a socket. */
  connect(): Duplex {
    const number = this.nextStream++;
    const stream = new EmbeddedStream(
      (bytes) => this.tell({ stream: number, bytes }),
      () => this.streams.delete(number),
    );
    if (this.ended === null) this.streams.set(number, stream);
    else stream.destroy(this.ended);
    return stream;
  }

  /** Writes what is left and ends the thread. */
  async close(): Promise<void> {
    if (this.ended !== null) return;
    const closed = new Promise<void>((resolve) => {
      this.closed = resolve;
    });
    this.tell('close');
    await closed;
    await this.worker.terminate();
  }

  private tell(message: ToEmbedded): void {
    if (this.asked === 0) this.worker.ref();
    this.asked += 1;
    this.worker.postMessage(message);
  }

  private hear(message: FromEmbedded): void {
    this.asked -= 1;
    if (this.asked === 0) this.worker.unref();
    if (message === 'closed') this.closed();
    else if ('bytes' in message) this.streams.get(message.stream)?.answer(message.bytes);
    else this.streams.get(message.stream)?.destroy(new EmbeddedPostgresError(message.failed));
  }

  private fail(cause: Error | null): void {
    this.ended ??= new EmbeddedPostgresError('the embedded database has ended; start again', cause === null ? {} : { cause });
    for (const stream of this.streams.values()) stream.destroy(this.ended);
    this.closed();
  }
}

/** One connection: every message written is answered before the next is taken. */
class EmbeddedStream extends Duplex {
  private answered: (error?: Error | null) => void = () => {};

  constructor(
    private readonly tell: (bytes: Uint8Array) => void,
    private readonly ended: () => void,
  ) {
    super();
  }

  /** As a socket's; there is nowhere to connect to. */
  connect(): this {
    queueMicrotask(() => this.emit('connect'));
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  answer(bytes: Uint8Array): void {
    if (bytes.length > 0) this.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    this.answered();
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.send(chunk, done);
  }

  override _writev(chunks: { readonly chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.send(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.ended();
    this.answered(error);
    done(error);
  }

  private send(bytes: Buffer, done: (error?: Error | null) => void): void {
    if (bytes[0] === TERMINATE) {
      done();
      return;
    }
    this.answered = done;
    // Copied, since small buffers are parts of one that all of Node uses.
    this.tell(new Uint8Array(bytes));
  }
}
