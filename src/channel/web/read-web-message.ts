import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'hono';
import { z } from 'zod';
import type { SentMessage } from '../../conversation/incoming-message.ts';
import { type FileContents, takeFile } from '../../legal-case/stored-file.ts';

/** Time in which a form must have come, in milliseconds: enough for 20 MB from a telephone, and who sends slower keeps others from sending. */
const FORM_TIMEOUT_MS = 240_000;

const messageSchema = z.object({ id: z.string().regex(/^[0-9a-f]{32}$/), text: z.string().max(4000) });

/** What the page sends: an id of its own making, words, and a file if there is one. */
interface WebMessage extends Pick<SentMessage, 'text' | 'open'> {
  readonly id: string;
}

/** Whether the body is a form, as it is when a file comes along. */
export function isForm(c: Context): boolean {
  return c.req.header('content-type')?.startsWith('multipart/form-data') ?? false;
}

/** Reads a message; a file in it is looked at and kept once it is opened. Null for anything malformed. */
export async function readWebMessage(c: Context, files: FileContents): Promise<WebMessage | null> {
  const body = isForm(c) ? await readForm(c) : await readJson(c);
  const message = messageSchema.safeParse(body);
  if (!message.success) return null;
  const file = typeof body === 'object' && body !== null && 'file' in body ? body.file : undefined;
  if (!(file instanceof File)) return message.data;
  const open = async () => takeFile(new Uint8Array(await file.arrayBuffer()), file.name, files);
  return { ...message.data, open: async () => ({ kind: 'came', with: { file: await open() } }) };
}

async function readForm(c: Context): Promise<unknown> {
  const waiting = new AbortController();
  const late = sleep(FORM_TIMEOUT_MS, null, { signal: waiting.signal, ref: false }).catch(() => null);
  const form = await Promise.race([c.req.parseBody().catch(() => null), late]);
  waiting.abort();
  return form;
}

/** A body as JSON; null when it is none. */
export async function readJson(c: Context): Promise<unknown> {
  return c.req.json().catch(() => null);
}
