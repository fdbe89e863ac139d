/** How long the Stream client waits for what; all in milliseconds, above 0. */
export interface StreamTimings {
  /** For a ticket and the WebSocket together. */
  readonly handshakeMs: number;
  /** Before the second try to connect, at most; doubled with each try. */
  readonly firstWaitMs: number;
  /** Between two tries, at most. */
  readonly longestWaitMs: number;
  /** A connection that lived this long was a good one, even if nothing came. */
  readonly settledMs: number;
  /** Without a frame, ping or pong before the platform is asked whether it is still there. */
  readonly silentMs: number;
  /** For its answer; then the connection is given up. */
  readonly pongMs: number;
  /** An old connection may stay this long after the platform said `disconnect`. */
  readonly leaveMs: number;
  /** For messages under way, and once more for the closing handshake, when a connection is ended. */
  readonly closeMs: number;
}

/**
 * Waits of 0.5–1 s, 1–2 s … 15–30 s make 8 tries in the first minute at most (`stream-client-property.test.ts` counts them). The
 * platform pings about once a minute and closes 10 s after `disconnect`.
 */
export const STREAM_TIMINGS: StreamTimings = {
  handshakeMs: 10_000,
  firstWaitMs: 1_000,
  longestWaitMs: 30_000,
  settledMs: 30_000,
  silentMs: 60_000,
  pongMs: 10_000,
  leaveMs: 10_000,
  closeMs: 400,
};
