import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LanguageModel } from '../../src/answer/language-model.ts';
import { renderReply } from '../../src/assemble.ts';
import { renderText } from '../../src/channel/terminal/render-text.ts';
import type { AnswerPreview } from '../../src/conversation/answer-preview.ts';
import type { IncomingMessage } from '../../src/conversation/incoming-message.ts';
import { MAX_QUESTION_LENGTH } from '../../src/conversation/question-length.ts';
import { type TurnContext, takeTurn } from '../../src/conversation/take-turn.ts';
import type { LiveIndex } from '../../src/search/live-index.ts';
import { PostgresTurnStore } from '../../src/store/postgres-turn-store.ts';
import { PostgresUnitOfWork } from '../../src/store/postgres-unit.ts';
import { SEPARATED, SUE, WRONG_YEARS, YEARS } from '../model/model-stage.ts';
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

  it('shows what a model writes as it is verified, ends that before the answer is kept, and keeps how soon it was seen', async () => {
    const statements = [SUE, WRONG_YEARS, YEARS].map((text) => ({ text, sources: ['S1'] }));
    const model: LanguageModel = {
      draft: async (_, onStatement) => {
        for (const statement of statements) {
          onStatement?.(statement);
          await new Promise((resolve) => setTimeout(resolve, 60));
        }
        return { kind: 'drafted', completeness: 'complete', statements };
      },
    };
    const happened: string[] = [];
    const reports: unknown[] = [];
    const preview: AnswerPreview = {
      show: (reply) => happened.push(renderText(reply).split('\n\n')[0] ?? ''),
      end: async () => {
        happened.push('end');
        return { shown: 2, firstAt: performance.now(), dropped: false };
      },
    };
    const outgoing = () => {
      happened.push('answered');
      return [];
    };
    const asking = { ...context(), model, onPreview: (report: unknown) => reports.push(report) };
    const turn = await takeTurn(message(SEPARATED), asking, outgoing, preview);
    expect(happened).toEqual([SUE, SUE + YEARS, 'end', 'answered']);
    expect(turn.stages.preview).toBeGreaterThan(0);
    expect(reports).toMatchObject([{ shown: 2, dropped: false }]);
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
