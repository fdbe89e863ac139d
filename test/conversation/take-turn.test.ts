import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { renderReply } from '../../src/assemble.ts';
import type { IncomingMessage } from '../../src/conversation/incoming-message.ts';
import { MAX_QUESTION_LENGTH } from '../../src/conversation/question-length.ts';
import { type TurnContext, takeTurn } from '../../src/conversation/take-turn.ts';
import type { LiveIndex } from '../../src/search/live-index.ts';
import { PostgresTurnStore } from '../../src/store/postgres-turn-store.ts';
import { PostgresUnitOfWork } from '../../src/store/postgres-unit.ts';
import { openDoor } from '../open-door.ts';
import { openFolder, SMALL_FOLDER, TODAY, writeFolder } from '../small-folder.ts';
import { openEmbedded, type TestDatabase } from '../store/open-stores.ts';

let live: LiveIndex;
let database: TestDatabase;
let remove: () => Promise<void>;
const failures: string[] = [];
let count = 0;

beforeAll(async () => {
  const folder = await writeFolder(SMALL_FOLDER);
  remove = folder.remove;
  live = await openFolder(folder.dir);
  database = await openEmbedded();
});
beforeEach(() => {
  failures.length = 0;
});
afterAll(async () => {
  await database.drop();
  await remove();
});

const message = (text: string, messageId = `m${count++}`): IncomingMessage => ({
  channel: 'web',
  messageId,
  personId: 'p',
  chatId: 'p',
  text,
});
const context = (index = () => live.index): TurnContext => ({
  index,
  store: new PostgresTurnStore(database.db),
  units: new PostgresUnitOfWork(database.db),
  render: renderReply,
  door: openDoor(),
  model: null,
  now: () => TODAY,
  onFailure: (turnId, error) => failures.push(`${turnId} ${error}`),
});

describe('takeTurn', () => {
  it('keeps question, outcome, what was found and how long it took', async () => {
    const turn = await takeTurn(message('離婚房子怎麼分'), context());
    expect(turn).toMatchObject({ question: '离婚房子怎么分', outcome: { kind: 'answered' }, askedAt: TODAY });
    expect(turn.retrieved[0]).toBe('民法典第1087条');
    expect(Object.keys(turn.stages)).toEqual(['screen', 'rewrite', 'lookup', 'search', 'compose']);
  });

  it('answers the same message the same way, without asking again', async () => {
    const first = await takeTurn(message('离婚房子怎么分', 'same'), context());
    expect(
      await takeTurn(
        message('别的问题', 'same'),
        context(() => {
          throw new Error('asked again');
        }),
      ),
    ).toEqual(first);
  });

  it.each([
    ['', 'empty'],
    ['？？！', 'empty'],
    ['\u200b', 'empty'],
    ['字'.repeat(MAX_QUESTION_LENGTH + 1), 'too-long'],
  ])('asks for another wording of %#', async (text, why) => {
    expect((await takeTurn(message(text), context())).outcome).toEqual({ kind: 'needs-detail', why });
  });

  it.each([
    ['is too long', `我的手机是13800138000。${'字'.repeat(MAX_QUESTION_LENGTH)}`],
    ['asks for a guide', '办事指南 离婚登记，我的手机是13800138000'],
  ])('keeps no personal data of a message that %s', async (_, text) => {
    const { question, asked } = await takeTurn(message(text), context());
    expect(question).toContain('【手机号】');
    expect(question + asked).not.toContain('13800138000');
  });

  it('keeps a failure as a turn and reports it without the words', async () => {
    const turn = await takeTurn(
      message('我的秘密'),
      context(() => {
        throw new Error('broken');
      }),
    );
    expect(turn.outcome).toEqual({ kind: 'failed', why: 'internal' });
    expect(failures).toEqual([`${turn.id} Error: broken`]);
  });
});
