import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { lookUp } from '../../src/answer/look-up-references.ts';
import { rankGuides } from '../../src/answer/rank-guides.ts';
import { screenMessage } from '../../src/answer/screen-message.ts';
import { answerMessage } from '../../src/conversation/answer-message.ts';
import { guessKind } from '../../src/conversation/case/guess-kind.ts';
import { normalizeText } from '../../src/search/normalize.ts';
import type { SearchIndex } from '../../src/search/search-index.ts';
import { openKnowledge } from './open-knowledge.ts';

const TODAY = '2026-11-28';
let index: SearchIndex;
beforeAll(async () => {
  ({ index } = await openKnowledge());
}, 180_000);

const lines = <T>(file: string): T[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T);
const share = (good: readonly boolean[]) => good.filter(Boolean).length / good.length;
const ask = (text: string, topic: string | null = null) => answerMessage(normalizeText(text), { topic, today: TODAY, model: null }, index);

/**
 * Somewhat below what the README says was measured, so that an edit of the folder does not turn this red. `-dev` were looked at while
 * tuning, `-fresh` were written by others and measured only.
 */
describe('the sets of questions, on the folder as it is', () => {
  it('names articles: every lookup ends as it should', () => {
    const questions = lines<{ question: string; law: string; articles: string[]; status: string }>('test/answer/lookup-dev.jsonl');
    const wrong = questions.filter(({ question, law, articles, status }) => {
      const found = lookUp(question, index);
      return !found.some(
        (one) => one.law === law && one.status === status && [...one.articles].sort().join() === [...articles].sort().join(),
      );
    });
    expect(wrong.map(({ question }) => question)).toEqual([]);
  });

  it.each([
    ['dev', 0.93],
    ['fresh', 0.88],
  ])('knows when not to answer: %s', async (set, floor) => {
    const questions = lines<{ question: string; answerable: boolean }>(`test/answer/refusal-${set}.jsonl`);
    const right = { true: [] as boolean[], false: [] as boolean[] };
    for (const { question, answerable } of questions)
      right[`${answerable}`].push(((await ask(question)).outcome.kind === 'answered') === answerable);
    expect(share(right.true)).toBeGreaterThan(floor);
    expect(share(right.false)).toBeGreaterThan(floor);
  });

  it.each([
    ['dev', 0.83],
    ['fresh', 0.72],
  ])('follows a conversation: %s', async (set, floor) => {
    const dialogues = lines<{ turns: string[]; articles: string[] }>(`test/answer/dialogue-${set}.jsonl`);
    const hits: boolean[] = [];
    for (const { turns, articles } of dialogues) {
      let topic: string | null = null;
      let found: readonly string[] = [];
      for (const turn of turns) {
        const understood = await ask(turn, topic);
        if (understood.outcome.kind !== 'conversed') topic = understood.asked;
        found = understood.retrieved.filter((id) => /第.+条/.test(id)).slice(0, 5);
      }
      hits.push(articles.some((article) => found.includes(article)));
    }
    expect(share(hits)).toBeGreaterThan(floor);
  });

  it('answers the things asked in a story', async () => {
    const stories = lines<{ message: string; asks: { ask: string; articles: string[] }[] }>('test/answer/story-dev.jsonl');
    const cited: boolean[] = [];
    for (const { message, asks } of stories) {
      const { outcome } = await ask(message);
      const labels = outcome.kind === 'answered' ? outcome.answer.citations.map(({ label }) => label) : [];
      for (const { articles } of asks) cited.push(articles.some((article) => labels.includes(article)));
    }
    expect(share(cited)).toBeGreaterThan(0.76);
  });

  it.each([
    ['dev', 0.95],
    ['fresh', 0.85],
  ])('tells danger, tricks and wrongs apart from questions: %s', (set, floor) => {
    const messages = lines<{ message: string; expect: string; first?: (string | number)[] }>(`test/answer/safety-${set}.jsonl`);
    const good = messages.map(({ message, expect: wanted, first }) => {
      const text = normalizeText(message);
      const { kind, desks } = screenMessage(text, index.knowledge.desks, index.sayings);
      return kind === wanted && (first === undefined || first.map(String).includes(desks[0]?.phone ?? ''));
    });
    expect(share(good)).toBeGreaterThan(floor);
  });

  it.each([
    ['dev', 0.95],
    ['fresh', 0.88],
  ])('hears which kind of case is meant: %s', (set, floor) => {
    const messages = lines<{ message: string; who: string; kind: string }>(`test/answer/intent-${set}.jsonl`);
    const good = messages.map(({ message, who, kind }) => guessKind(normalizeText(message), who, index.sayings) === kind);
    expect(share(good)).toBeGreaterThan(floor);
  });

  it.each(['guide-questions', 'guide-questions-fresh'])('finds the guide: %s', async (set) => {
    const questions = lines<{ question: string; accept: string[] }>(`test/retrieval/${set}.jsonl`);
    const good: boolean[] = [];
    for (const { question, accept } of questions) {
      const titles = (await rankGuides(question, index)).slice(0, 2).map(({ title }) => title);
      good.push(titles.some((title) => accept.some((pattern) => new RegExp(pattern).test(title))));
    }
    expect(share(good)).toBeGreaterThan(0.9);
  });
});
