import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderReply } from '../../../src/assemble.ts';
import { chat } from '../../../src/channel/terminal/terminal-chat.ts';
import type { Outbox } from '../../../src/conversation/outbox.ts';
import type { LiveIndex } from '../../../src/search/live-index.ts';
import { PostgresOutbox } from '../../../src/store/postgres-outbox.ts';
import { UnstoredTurns } from '../../../src/store/unstored-turns.ts';
import { openDoor } from '../../open-door.ts';
import { openFolder, SMALL_FOLDER, TODAY, writeFolder } from '../../small-folder.ts';
import { openEmbedded } from '../../store/open-stores.ts';

let live: LiveIndex;
let remove: () => Promise<void>;
beforeAll(async () => {
  const folder = await writeFolder(SMALL_FOLDER);
  remove = folder.remove;
  live = await openFolder(folder.dir);
});
afterAll(() => remove());

async function talk(...lines: readonly string[]): Promise<string> {
  return talkOver(Readable.from(lines.map((line) => `${line}\n`)));
}

async function talkOver(input: Readable, outbox: Outbox | null = null): Promise<string> {
  const output = new PassThrough();
  const said: string[] = [];
  output.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const context = {
    index: () => live.index,
    store: new UnstoredTurns(),
    units: null,
    render: renderReply,
    door: openDoor(),
    model: null,
    now: () => TODAY,
    onFailure: () => {},
  };
  await chat(context, outbox, input, output);
  return said.join('');
}

describe('chat', () => {
  it('greets, answers, opens an article and ends', async () => {
    const said = await talk('离婚房子怎么分', '原文 1', '退出', '分居多久可以起诉离婚');
    expect(said).toContain('您好，我是法小二');
    expect(said).toContain('1. 《民法典》第1087条 离婚时共同财产怎么分');
    expect(said).toContain('【要旨】离婚时，夫妻的共同财产由双方商量');
    expect(said).not.toContain('第1079条 起诉离婚怎样才判离\n【要旨】');
  });

  it('answers every line that is piped in, though the letters are looked for first', async () => {
    const database = await openEmbedded();
    const input = Readable.from(['离婚房子怎么分\n分居多久可以起诉离婚\n']);
    const said = await talkOver(input, new PostgresOutbox(database.db)).finally(database.drop);
    expect(said).toMatch(/第1087条[\s\S]*第1079条/);
  });

  it('says so when there is nothing to open', async () => {
    expect(await talk('原文 1', '离婚房子怎么分', '原文 9')).toMatch(/没有可以打开的依据[\s\S]*没有可以打开的依据/);
  });
});
