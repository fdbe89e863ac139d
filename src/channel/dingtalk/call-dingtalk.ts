import { z } from 'zod';
import { DingTalkError, type DingTalkFailure } from './dingtalk-error.ts';
import { codeOf } from './stream-fault.ts';

/** A call: `what` is its name in errors, because addresses of the old API hold the token. */
export interface DingTalkCall {
  readonly what: string;
  readonly url: string;
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly token?: string;
  /** An object is sent as JSON. */
  readonly body?: FormData | object;
  readonly timeoutMs: number;
}

/** v1.0 asks to wait a second when it is called too fast. */
const QPS_WAIT_MS = 1_000;
/** A group that got more than 20 messages in a minute takes none for ten minutes. */
const GROUP_SILENCE_MS = 600_000;

const Refusal = z.object({ code: z.unknown(), errcode: z.unknown(), sub_code: z.unknown() }).partial();

/** Calls DingTalk; the answer's JSON. Throws a DingTalkError for every failure, an `errcode` other than 0 among them. */
export async function callDingTalk(call: DingTalkCall): Promise<unknown> {
  const { status, ok, headers, bytes } = await fetchBytes(call, Number.POSITIVE_INFINITY);
  const answer = readJson(Buffer.from(bytes).toString('utf8'));
  const code = refusalCode(answer);
  if (!ok || code.old !== null) {
    throw new DingTalkError(call.what, readFailure(status, ok ? code.old : (code.v1 ?? code.old), headers.get('retry-after')));
  }
  if (answer === null) throw new DingTalkError(call.what, { status, code: 'answer.unreadable', retryAfterMs: null });
  return answer;
}

/** Fetches bytes; throws a DingTalkError when nothing comes in time, or more than `maxBytes` (`file.tooLarge`). */
export async function fetchBytes({ what, url, method = 'GET', token, body, timeoutMs }: DingTalkCall, maxBytes: number) {
  const json = body !== undefined && !(body instanceof FormData);
  try {
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json, */*',
        ...(json ? { 'content-type': 'application/json' } : {}),
        ...(token === undefined ? {} : { 'x-acs-dingtalk-access-token': token }),
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const bytes = await readAll(response, maxBytes);
    if (bytes === null) throw new DingTalkError(what, { status: response.status, code: 'file.tooLarge', retryAfterMs: null });
    return { status: response.status, ok: response.ok, headers: response.headers, bytes };
  } catch (error) {
    if (error instanceof DingTalkError) throw error;
    const late = error instanceof Error && error.name === 'TimeoutError';
    throw new DingTalkError(what, { status: null, code: late ? 'timeout' : (codeOf(error) ?? 'network'), retryAfterMs: null });
  }
}

/** Null when there is more than `maxBytes`; the rest is not fetched. */
async function readAll(response: Response, maxBytes: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function readFailure(status: number, code: string | null, retryAfter: string | null): DingTalkFailure {
  if (retryAfter !== null && /^\d{1,6}$/.test(retryAfter)) return { status, code, retryAfterMs: Number(retryAfter) * 1000 };
  if (code === '130101') return { status, code, retryAfterMs: GROUP_SILENCE_MS };
  return { status, code, retryAfterMs: code?.includes('QpsLimit') ? QPS_WAIT_MS : null };
}

/** The code of v1.0 and that of the old API; of the old API's 88 ("see below") the code below. Words of an answer are never kept. */
function refusalCode(answer: unknown): { readonly v1: string | null; readonly old: string | null } {
  const { code, errcode, sub_code: subCode } = Refusal.safeParse(answer).data ?? {};
  const old = safeCode(errcode);
  return { v1: safeCode(code), old: old === '0' ? null : old === '88' ? (safeCode(subCode) ?? old) : old };
}

function safeCode(code: unknown): string | null {
  return (typeof code === 'string' || typeof code === 'number') && /^[\w.-]{1,100}$/.test(String(code)) ? String(code) : null;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
