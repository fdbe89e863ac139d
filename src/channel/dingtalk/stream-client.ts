import { Backoff } from './backoff.ts';
import { requestTicket, type StreamCredentials } from './request-ticket.ts';
import { type ConnectionOptions, StreamConnection } from './stream-connection.ts';
import { describeSafely, StreamFault } from './stream-fault.ts';
import { STREAM_TIMINGS, type StreamTimings } from './stream-timings.ts';

export interface StreamClientOptions extends StreamCredentials, Omit<ConnectionOptions, 'timings'> {
  readonly timings?: Partial<StreamTimings>;
  /** From 0 up to 1; spreads the tries to connect. */
  readonly random?: () => number;
}

/**
 * Messages of DingTalk by its Stream: one connection, opened again whenever it ends, one try at a time and ever more slowly while
 * tries fail. A message is acknowledged after `onFrame` has kept it; the platform sends again what was not.
 */
export class StreamClient {
  private readonly timings: StreamTimings;
  private readonly backoff: Backoff;
  private readonly stopping = new AbortController();
  private readonly connections = new Set<StreamConnection>();
  private running: Promise<void> | null = null;
  private reported: string | null = null;

  constructor(private readonly options: StreamClientOptions) {
    this.timings = { ...STREAM_TIMINGS, ...options.timings };
    const { firstWaitMs, longestWaitMs } = this.timings;
    this.backoff = new Backoff({ firstWaitMs, longestWaitMs, random: options.random ?? Math.random });
  }

  /** Connects and stays connected; what goes wrong is reported and tried again, never thrown. Does nothing after `stop`. */
  start(): void {
    this.running ??= this.run();
  }

  /** Ends for good, at any moment, within about a second; messages under way may still be acknowledged. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all([...this.connections].map((connection) => connection.end()));
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const connection = await this.connect(signal);
      if (connection !== null) await this.use(connection);
      await pause(this.backoff.next(), signal);
    }
  }

  /** Puts a new connection in the place of those before it, until it wants to be replaced. */
  private async use(connection: StreamConnection): Promise<void> {
    for (const old of this.connections) void old.end();
    this.connections.add(connection);
    void connection.closed.then(() => this.connections.delete(connection));
    // Stopped in the moment it opened: stop() has not seen it.
    if (this.stopping.signal.aborted) await connection.end();
    await connection.leaving;
    if (connection.wasGood) {
      this.backoff.reset();
      this.reported = null;
    } else {
      this.report(new StreamFault('closed', 'a connection ended before anything came'));
    }
  }

  private async connect(signal: AbortSignal): Promise<StreamConnection | null> {
    const { onFrame, onFault } = this.options;
    const options = { onFrame, onFault, timings: this.timings };
    try {
      return await within(this.timings.handshakeMs, signal, async (limit) =>
        StreamConnection.open(await requestTicket(this.options, limit), options, limit),
      );
    } catch (error) {
      this.report(error instanceof StreamFault ? error : new StreamFault('unreachable', describeSafely(error)));
      return null;
    }
  }

  /** An outage is told once, and again when it becomes another. */
  private report(fault: StreamFault): void {
    if (this.stopping.signal.aborted || this.reported === fault.message) return;
    this.reported = fault.message;
    this.options.onFault(`DingTalk Stream is not connected, trying again: ${fault.message}`, fault);
  }
}

/** Does something that is aborted by the signal, or when the time is over. */
async function within<T>(milliseconds: number, signal: AbortSignal, deed: (limit: AbortSignal) => Promise<T>): Promise<T> {
  const limit = new AbortController();
  const abort = () => limit.abort(signal.reason);
  const timer = setTimeout(() => limit.abort(new StreamFault('timeout', `no connection within ${milliseconds} ms`)), milliseconds);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await deed(limit.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

/** Waits, but no longer than until the signal is aborted. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
