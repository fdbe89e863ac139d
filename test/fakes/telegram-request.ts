import type { IncomingMessage } from 'node:http';
import { readMultipart, type UploadedFile } from './telegram-multipart.ts';

/** A call of the Bot API as it came in: parameters by name, and the files uploaded with it by the name they are attached under. */
export interface ApiRequest {
  readonly body: Record<string, unknown>;
  readonly files: ReadonlyMap<string, UploadedFile>;
}

/** Parameters that Telegram also takes as a JSON text; in a multipart body there is no other way. */
const JSON_PARAMETERS = ['reply_markup', 'reply_parameters', 'link_preview_options', 'caption_entities', 'allowed_updates'];

/** Reads a JSON or multipart/form-data body; an empty one has no parameters. Null where it cannot be read. */
export async function readRequest(request: IncomingMessage): Promise<ApiRequest | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return readBody(Buffer.concat(chunks), request.headers['content-type'] ?? '');
  } catch {
    return null;
  }
}

function readBody(bytes: Buffer, contentType: string): ApiRequest | null {
  if (bytes.length === 0) return { body: {}, files: new Map() };
  if (!contentType.startsWith('multipart/form-data')) {
    return { body: openJson(JSON.parse(bytes.toString('utf8')) as Record<string, unknown>), files: new Map() };
  }
  const boundary = /boundary="?([^";]+)/.exec(contentType)?.[1];
  const form = boundary === undefined ? null : readMultipart(bytes, boundary);
  return form && { body: openJson(Object.fromEntries(form.fields)), files: form.files };
}

function openJson(body: Record<string, unknown>): Record<string, unknown> {
  const texts = JSON_PARAMETERS.filter((name) => typeof body[name] === 'string');
  return { ...body, ...Object.fromEntries(texts.map((name) => [name, JSON.parse(body[name] as string)])) };
}
