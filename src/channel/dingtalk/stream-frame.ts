import { z } from 'zod';

/** Topic of a message to the robot. */
export const ROBOT_TOPIC = '/v1.0/im/bot/messages/get';
/** Topic of a press on a card. */
export const CARD_TOPIC = '/v1.0/card/instances/callback';

/** A message the platform pushes: to the robot or from a card (CALLBACK), or of a change in the organisation (EVENT). */
export interface StreamFrame {
  readonly type: 'EVENT' | 'CALLBACK';
  readonly topic: string;
  /** The number of this delivery; a message that comes again has another. */
  readonly messageId: string;
  /** All headers; those of an EVENT say which event it is. */
  readonly headers: Readonly<Record<string, unknown>>;
  /** What was sent, its JSON read. */
  readonly data: unknown;
}

/** What a frame turned out to be. Of a malformed one `messageId` is known where its headers could be read. */
export type FrameReading =
  | { readonly kind: 'message'; readonly frame: StreamFrame }
  | { readonly kind: 'ping'; readonly messageId: string; readonly data: string }
  | { readonly kind: 'disconnect' }
  | { readonly kind: 'notice' }
  | { readonly kind: 'malformed'; readonly why: MalformedReason; readonly messageId: string | null };

type MalformedReason = 'too-large' | 'not-json' | 'not-a-frame' | 'data-not-json';

/** Largest frame that is read, in bytes; the platform's own are a few kilobytes. */
const MAX_FRAME_BYTES = 1024 * 1024;

const Envelope = z.object({
  type: z.enum(['SYSTEM', 'EVENT', 'CALLBACK']),
  headers: z.looseObject({ topic: z.string().min(1).max(200), messageId: z.string().min(1).max(200) }),
  data: z.string().default(''),
});

/** Reads a frame; never throws. */
export function readFrame(bytes: Buffer): FrameReading {
  if (bytes.length > MAX_FRAME_BYTES) return { kind: 'malformed', why: 'too-large', messageId: null };
  const json = readJson(bytes.toString('utf8'));
  if (json === null) return { kind: 'malformed', why: 'not-json', messageId: null };
  const envelope = Envelope.safeParse(json.value);
  if (!envelope.success) return { kind: 'malformed', why: 'not-a-frame', messageId: null };
  const { type, headers, data } = envelope.data;
  const { topic, messageId } = headers;
  if (type === 'SYSTEM') {
    if (topic === 'ping') return { kind: 'ping', messageId, data };
    return topic === 'disconnect' ? { kind: 'disconnect' } : { kind: 'notice' };
  }
  const content = readJson(data);
  if (content === null) return { kind: 'malformed', why: 'data-not-json', messageId };
  return { kind: 'message', frame: { type, topic, messageId, headers, data: content.value } };
}

/** The pong to a ping: the data it came with, `opaque` in it. */
export function pong(messageId: string, data: string): string {
  return answer(messageId, 200, data);
}

/** Says that a message is kept; `response` goes back to the card that was pressed. */
export function acknowledge({ type, messageId }: StreamFrame, response: unknown): string {
  return answer(messageId, 200, JSON.stringify(type === 'EVENT' ? { status: 'SUCCESS' } : { response: response ?? {} }));
}

/** Asks for a message to be sent again later. */
export function askAgain({ type, messageId }: StreamFrame): string {
  return type === 'EVENT' ? answer(messageId, 200, JSON.stringify({ status: 'LATER' })) : answer(messageId, 500, '{}');
}

/** Says that a message cannot be read. */
export function refuse(messageId: string): string {
  return answer(messageId, 400, '{}');
}

function answer(messageId: string, code: number, data: string): string {
  const headers = { messageId, contentType: 'application/json' };
  return JSON.stringify({ code, headers, message: code === 200 ? 'OK' : 'ERROR', data });
}

function readJson(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}
