import type { IncomingMessage, ServerResponse } from 'node:http';
import { type MultipartForm, readMultipart } from './telegram-multipart.ts';

/** What DingTalk answers to a call: v1.0 says a refusal with the status, the old API with `errcode` under 200. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A call as it came in: its JSON, or a form with files. */
export interface ApiRequest {
  readonly json: Readonly<Record<string, unknown>>;
  readonly form: MultipartForm | null;
}

export function done(body: unknown): Answer {
  return { status: 200, body };
}

/** A refusal of v1.0. */
export function refused(status: number, code: string): Answer {
  return { status, body: { code, requestid: 'FAKE', message: `refused: ${code}` } };
}

/** An answer of the old API; 0 is a yes. */
export function oldAnswer(errcode: number, rest: object = {}): Answer {
  return { status: 200, body: { errcode, errmsg: errcode === 0 ? 'ok' : `refused: ${errcode}`, ...rest } };
}

export function writeAnswer(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Reads a JSON or multipart/form-data body; null where it cannot be read. */
export async function readRequest(request: IncomingMessage): Promise<ApiRequest | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const boundary = /^multipart\/form-data.*boundary="?([^";]+)/.exec(request.headers['content-type'] ?? '')?.[1];
    if (boundary !== undefined) return { json: {}, form: readMultipart(bytes, boundary) };
    const json = bytes.length === 0 ? {} : (JSON.parse(bytes.toString('utf8')) as Record<string, unknown>);
    return { json, form: null };
  } catch {
    return null;
  }
}
