import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';

/** What a client answered to a frame, as far as the protocol wants it. */
export interface FrameAnswer {
  readonly messageId: string;
  readonly code: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One client's WebSocket as the gateway sees it. */
export class GatewaySocket {
  readonly connectionId = randomUUID();
  /** It was told to leave; nothing new is sent to it. */
  leaving = false;
  /** A zombie: open, but nobody reads or writes at our end. */
  frozen = false;
  private grace: NodeJS.Timeout | undefined;

  constructor(
    private readonly socket: WebSocket,
    private readonly wire: Duplex,
    private readonly topics: ReadonlySet<string>,
  ) {
    socket.on('error', () => {});
    socket.on('close', () => clearTimeout(this.grace));
  }

  get open(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  wants(type: string, topic: string): boolean {
    return this.topics.has(`${type} ${topic}`) || this.topics.has(`${type} *`);
  }

  /** Sends a frame under a new message id; returns that id. */
  send(type: string, topic: string, data: unknown, headers: object = {}): string {
    const messageId = randomUUID();
    this.sendRaw(
      JSON.stringify({
        specVersion: '1.0',
        type,
        headers: {
          appId: 'fake',
          connectionId: this.connectionId,
          contentType: 'application/json',
          messageId,
          time: String(Date.now()),
          topic,
          ...headers,
        },
        data: JSON.stringify(data),
      }),
    );
    return messageId;
  }

  /** Sends a text frame, of bytes that are no text too. */
  sendRaw(payload: string | Buffer): void {
    if (!this.frozen) this.socket.send(payload, { binary: false }, () => {});
  }

  freeze(): void {
    this.frozen = true;
    this.wire.pause();
  }

  /** Says `disconnect`, and closes when the time is over. */
  disconnect(graceMs: number): void {
    this.send('SYSTEM', 'disconnect', { reason: 'persistent connection is to be renewed' });
    this.leaving = true;
    this.grace = setTimeout(() => this.destroy(), graceMs);
  }

  /** The connection breaks in the middle of a frame of 1,000 bytes. */
  cut(): void {
    this.wire.write(Buffer.concat([Buffer.from([0x81, 0x7e, 0x03, 0xe8]), Buffer.from('{"specVersion":')]), () => this.wire.destroy());
  }

  destroy(): void {
    this.socket.terminate();
    this.wire.destroy();
  }
}

/** Reads an answer; null where it is not one. */
export function readAnswer(text: string): FrameAnswer | null {
  try {
    const { code, headers, message, data } = JSON.parse(text) as Record<string, unknown>;
    const { messageId, contentType } = headers as Record<string, unknown>;
    if (typeof code !== 'number' || typeof messageId !== 'string' || contentType !== 'application/json') return null;
    if (typeof message !== 'string' || typeof data !== 'string') return null;
    return { messageId, code, data: JSON.parse(data) as Record<string, unknown> };
  } catch {
    return null;
  }
}
