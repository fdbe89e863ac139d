import { WebSocket } from 'ws';
import { codeOf, describeSafely, StreamFault } from './stream-fault.ts';
import { acknowledge, askAgain, pong, readFrame, refuse, type StreamFrame } from './stream-frame.ts';
import type { StreamTimings } from './stream-timings.ts';

/** What is done with frames and faults. */
export interface ConnectionOptions {
  /**
   * Keeps a message and returns what a pressed card is answered with. Called in the order of arrival without waiting for the one
   * before. What it throws makes the platform send the message again.
   */
  readonly onFrame: (frame: StreamFrame) => Promise<unknown>;
  /** Told of what staff should know; never with the secret, a ticket or what people wrote. */
  readonly onFault: (what: string, error: unknown) => void;
  readonly timings: StreamTimings;
}

/** More than this the socket does not take in at all; frames up to here are dropped one by one and cost no connection. */
const MAX_PAYLOAD_BYTES = 16 * 1024 * 1024;

/** One WebSocket to the gateway: reads frames and answers them, notices when nobody is there any more. */
export class StreamConnection {
  /** Settles when the platform wants a new connection, or this one is closed. */
  readonly leaving: Promise<void>;
  readonly closed: Promise<void>;
  private readonly opened: Promise<void>;
  private readonly underWay = new Set<Promise<void>>();
  private leave: () => void = () => {};
  private silence: NodeJS.Timeout | undefined;
  private overdue: NodeJS.Timeout | undefined;
  private ended: Promise<void> | null = null;
  private openedAt = Number.POSITIVE_INFINITY;
  private framesCame = false;

  private constructor(
    private readonly socket: WebSocket,
    private readonly options: ConnectionOptions,
  ) {
    this.leaving = new Promise((resolve) => {
      this.leave = resolve;
    });
    this.opened = new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.on('error', (error) => reject(readFailure(error)));
      socket.once('close', () => reject(new StreamFault('unreachable', 'the WebSocket was closed before it was open')));
    });
    this.closed = new Promise((resolve) => socket.once('close', () => resolve(this.forget())));
    socket.once('open', () => {
      this.openedAt = performance.now();
      this.listen();
    });
    socket.on('message', (data: Buffer) => this.receive(data));
    socket.on('ping', () => this.listen());
    socket.on('pong', () => this.listen());
  }

  /** Opens the address; throws a StreamFault, or the reason of the signal when it was aborted meanwhile. */
  static async open(address: string, options: ConnectionOptions, signal: AbortSignal): Promise<StreamConnection> {
    signal.throwIfAborted();
    const socket = new WebSocket(address, { maxPayload: MAX_PAYLOAD_BYTES, perMessageDeflate: false, skipUTF8Validation: true });
    const connection = new StreamConnection(socket, options);
    const abort = () => socket.terminate();
    signal.addEventListener('abort', abort, { once: true });
    try {
      await connection.opened;
      return connection;
    } catch (fault) {
      throw signal.aborted ? signal.reason : fault;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  /** Whether it was of use: something came, or it lived for a while. Being told to leave is not something. */
  get wasGood(): boolean {
    return this.framesCame || performance.now() - this.openedAt >= this.options.timings.settledMs;
  }

  /** Takes no more frames, gives those under way a moment to be acknowledged, and closes; the same when called again. */
  end(): Promise<void> {
    this.ended ??= this.close();
    return this.ended;
  }

  private async close(): Promise<void> {
    const { closeMs } = this.options.timings;
    await settledWithin(Promise.allSettled(this.underWay), closeMs);
    this.socket.close(1000);
    await settledWithin(this.closed, closeMs);
    this.socket.terminate();
    await this.closed;
  }

  private forget(): void {
    clearTimeout(this.silence);
    clearTimeout(this.overdue);
    this.leave();
  }

  /** Waits for the next sign of life; when it does not come, asks for one. */
  private listen(): void {
    const { silentMs, pongMs } = this.options.timings;
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.silence = setTimeout(() => {
        this.fault(new StreamFault('silent', `nothing came for ${silentMs} ms and a ping was not answered`));
        this.socket.terminate();
      }, pongMs);
      this.socket.ping();
    }, silentMs);
  }

  private receive(bytes: Buffer): void {
    this.listen();
    if (this.ended !== null) return;
    const reading = readFrame(bytes);
    if (reading.kind === 'disconnect') {
      this.leave();
      this.overdue ??= setTimeout(() => void this.end(), this.options.timings.leaveMs);
      return;
    }
    if (reading.kind === 'malformed') {
      this.fault(new StreamFault('malformed', `a frame of ${bytes.length} bytes is dropped: ${reading.why}`));
      if (reading.messageId !== null) this.send(refuse(reading.messageId));
      return;
    }
    this.framesCame = true;
    if (reading.kind === 'ping') this.send(pong(reading.messageId, reading.data));
    if (reading.kind !== 'message') return;
    const taken = this.take(reading.frame).finally(() => this.underWay.delete(taken));
    this.underWay.add(taken);
  }

  private async take(frame: StreamFrame): Promise<void> {
    try {
      this.send(acknowledge(frame, await this.options.onFrame(frame)));
    } catch (error) {
      this.fault(new StreamFault('not-taken', `a ${frame.type} could not be kept and will come again: ${describeSafely(error)}`));
      this.send(askAgain(frame));
    }
  }

  /** A socket that is gone takes no answer; the platform sends the message again. */
  private send(text: string): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(text, () => {});
  }

  private fault(fault: StreamFault): void {
    this.options.onFault(`DingTalk Stream: ${fault.message}`, fault);
  }
}

/** The status is all that is told of a refused upgrade; the address has the ticket in it. */
function readFailure(error: Error): StreamFault {
  const status = /^Unexpected server response: (\d{3})$/.exec(error.message)?.[1];
  if (status !== undefined) return new StreamFault('refused', `the gateway refuses the WebSocket: ${status}`);
  return new StreamFault('unreachable', `the WebSocket cannot be opened: ${codeOf(error) ?? 'network'}`);
}

async function settledWithin(promise: Promise<unknown>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([promise, timeout]);
  clearTimeout(timer);
}
