import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the fake does with one request. */
export type Replay =
  /** Streams the text piece by piece, thinking first where there is any. */
  | { readonly kind: 'stream'; readonly text: string; readonly thinking?: string; readonly usage?: { prompt: number; completion: number } }
  /** Streams these pieces, each so long after the one before; hangs up at the end, or tells of an error of the server as services do in a stream. */
  | {
      readonly kind: 'slowly';
      readonly pieces: readonly string[];
      readonly everyMs: number;
      readonly end: 'stop' | 'hang-up' | 'error' | 'silence';
    }
  /** Streams the first characters and then says nothing more. */
  | { readonly kind: 'stall'; readonly text: string; readonly after: number }
  /** Streams the first characters and hangs up, or ends with `finish_reason: length`. */
  | { readonly kind: 'cut'; readonly text: string; readonly after: number; readonly how: 'hang-up' | 'length' }
  /** Streams for ever, a piece every 50 ms. */
  | { readonly kind: 'endless' }
  /** Takes the request and never answers. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number }
  /** Answers at once, as services do that do not stream. */
  | { readonly kind: 'whole'; readonly text: string }
  /** Refuses settings it does not know with 400, as api.openai.com does; else streams. */
  | { readonly kind: 'picky'; readonly knows: readonly string[]; readonly text: string };

/** The chat endpoint of an OpenAI-compatible service on loopback. */
export interface FakeChat {
  readonly baseUrl: string;
  /** Bodies of the requests, in order. */
  readonly requests: Record<string, unknown>[];
  /** What is done with the next requests, one each; the last one stays. */
  replays: Replay[];
  readonly stop: () => Promise<void>;
}

const EVERY_SERVICE_KNOWS = ['model', 'messages', 'stream', 'max_tokens'];
const PIECE = 7;

export async function startFakeChat(): Promise<FakeChat> {
  const requests: Record<string, unknown>[] = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await readText(request)) as Record<string, unknown>;
    if (request.url !== '/v1/chat/completions' || request.method !== 'POST') return refuse(response, 404);
    if (request.headers.authorization !== 'Bearer test-key') return refuse(response, 401);
    requests.push(body);
    const [replay] = fake.replays;
    if (fake.replays.length > 1) fake.replays.shift();
    if (replay) await play(replay, body, response);
    else refuse(response, 500);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake: FakeChat = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    replays: [],
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return fake;
}

async function play(replay: Replay, body: Record<string, unknown>, response: ServerResponse): Promise<void> {
  switch (replay.kind) {
    case 'silent':
      return;
    case 'status':
      return refuse(response, replay.status, replay.retryAfter);
    case 'whole':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', content: replay.text }, finish_reason: 'stop' }] }),
      );
      return;
    case 'picky':
      if (Object.keys(body).some((name) => ![...EVERY_SERVICE_KNOWS, ...replay.knows].includes(name))) return refuse(response, 400);
      return stream(replay.text, body, response, {});
    case 'stream':
      return stream(replay.text, body, response, replay);
    case 'slowly':
      return streamSlowly(replay, response);
    case 'stall':
      open(response);
      write(response, replay.text.slice(0, replay.after));
      return;
    case 'cut':
      open(response);
      write(response, replay.text.slice(0, replay.after));
      if (replay.how === 'hang-up') setTimeout(() => response.destroy(), 20);
      else end(response, 'length');
      return;
    case 'endless': {
      open(response);
      const timer = setInterval(() => write(response, '又'), 50);
      response.on('close', () => clearInterval(timer));
      return;
    }
  }
}

async function streamSlowly({ pieces, everyMs, end: how }: Replay & { kind: 'slowly' }, response: ServerResponse): Promise<void> {
  open(response);
  for (const piece of pieces) {
    await new Promise((resolve) => setTimeout(resolve, everyMs));
    write(response, piece);
  }
  await new Promise((resolve) => setTimeout(resolve, everyMs));
  if (how === 'stop') end(response, 'stop');
  else if (how === 'hang-up') response.destroy();
  else if (how === 'error') response.end(`data: ${JSON.stringify({ error: { code: 500, message: 'internal error' } })}\n\n`);
}

function stream(
  text: string,
  body: Record<string, unknown>,
  response: ServerResponse,
  { thinking, usage }: { thinking?: string; usage?: { prompt: number; completion: number } },
): void {
  open(response);
  response.write(': keep-alive\n\n');
  if (thinking) event(response, { choices: [{ index: 0, delta: { reasoning_content: thinking }, finish_reason: null }] });
  for (let start = 0; start < text.length; start += PIECE) write(response, text.slice(start, start + PIECE));
  const told = usage && (body.stream_options as { include_usage?: boolean } | undefined)?.include_usage === true;
  end(response, 'stop', told ? { prompt_tokens: usage.prompt, completion_tokens: usage.completion } : undefined);
}

function open(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
}

function write(response: ServerResponse, content: string): void {
  event(response, { choices: [{ index: 0, delta: { content }, finish_reason: null }] });
}

function end(response: ServerResponse, finish: string, usage?: object): void {
  event(response, { choices: [{ index: 0, delta: {}, finish_reason: finish }] });
  if (usage) event(response, { choices: [], usage });
  response.end('data: [DONE]\n\n');
}

function event(response: ServerResponse, data: object): void {
  response.write(`data: ${JSON.stringify({ object: 'chat.completion.chunk', ...data })}\n\n`);
}

function refuse(response: ServerResponse, status: number, retryAfter?: number): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  });
  response.end(JSON.stringify({ error: { message: 'refused', type: 'error' } }));
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
