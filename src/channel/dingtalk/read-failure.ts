import type { SendResult } from '../../conversation/delivery.ts';
import { DingTalkError, isTokenRefused, SESSION_ENDED, TOKEN_PATH } from './dingtalk-error.ts';

/** Whether there is no such card. */
export function isGone(error: unknown): boolean {
  return error instanceof DingTalkError && error.code?.endsWith('cardNotExist') === true;
}

/** Codes of what will not change by asking again. */
const FINAL = ['staffId.notExisted', SESSION_ENDED, 'webhook.foreign', 'card.notDelivered', 'card.notUpdated'];
/** Codes of the old API (its refusals have status 200) that pass: it is busy, or was called too often. */
const PASSING = /^(?:-1|88|43007|900\d\d)$/;

/** Waits where DingTalk names one; refusals of what we sent are final; all else may pass. */
export function readFailure(error: unknown): SendResult {
  if (!(error instanceof DingTalkError)) return { kind: 'retry', afterMs: null };
  const { status, code, retryAfterMs } = error;
  if (retryAfterMs !== null) return { kind: 'retry', afterMs: retryAfterMs };
  // What is wrong with our secret or token says nothing of the message: it can be sent when that is mended.
  if (error.what === TOKEN_PATH || isTokenRefused(error)) return { kind: 'retry', afterMs: null };
  if (FINAL.includes(code ?? '')) return { kind: 'refused', why: refusalOf(code) };
  const saysNo = status === 200 && code !== null && /^-?\d+$/.test(code) && !PASSING.test(code);
  const refused = saysNo || (status !== null && status >= 400 && status < 500 && status !== 401 && status !== 429);
  return refused ? { kind: 'refused', why: refusalOf(code ?? status) } : { kind: 'retry', afterMs: null };
}

/** Why a message was given up, as staff are shown it. */
export function refusalOf(code: string | number | null): string {
  return `DingTalk ${code}`;
}
