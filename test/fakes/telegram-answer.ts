import type { ServerResponse } from 'node:http';

/** An error of the Bot API; `retryAfter` in seconds, with 429 only. */
export interface Refusal {
  readonly code: number;
  readonly description: string;
  readonly retryAfter?: number;
  /** The chat by which a group goes on, with 400 only. */
  readonly migrateTo?: number;
}

/** What the Bot API answers to a method: a result, or an error with its code. */
export type Answer = { readonly result: unknown } | Refusal;

/** A 400 in Telegram's words. */
export function badRequest(what: string): Refusal {
  return { code: 400, description: `Bad Request: ${what}` };
}

/** Writes an answer in the Bot API's envelope, under the HTTP status of its code. */
export function writeAnswer(response: ServerResponse, answer: Answer): void {
  const ok = 'result' in answer;
  response.writeHead(ok ? 200 : answer.code, { 'content-type': 'application/json' });
  const waiting = !ok && answer.retryAfter !== undefined ? { parameters: { retry_after: answer.retryAfter } } : {};
  const moved = !ok && answer.migrateTo !== undefined ? { parameters: { migrate_to_chat_id: answer.migrateTo } } : {};
  response.end(
    JSON.stringify(
      ok ? { ok, result: answer.result } : { ok, error_code: answer.code, description: answer.description, ...waiting, ...moved },
    ),
  );
}
