import { Command } from 'commander';
import pino from 'pino';
import { assembleIndex } from '../src/assemble.ts';
import { loadConfig } from '../src/config.ts';
import { RANK_FEATURES } from '../src/search/rank-features.ts';
import { referenceOf } from '../src/search/search-document.ts';
import type { Hit, SearchIndex } from '../src/search/search-index.ts';
import { RANK_WEIGHTS } from '../src/search/weights.ts';
import { fitRanking } from './fit-linear.ts';
import { type LabelledQuestion, readQuestions } from './read-questions.ts';
import { measure, type RetrievalMetrics } from './retrieval-metrics.ts';
import { runScript } from './run-script.ts';

const FOLDS = 5;
/** Wrong documents set against the right ones of a question. */
const WRONG = 30;
const DEPTH = 200;

interface Judged {
  readonly right: readonly number[];
  readonly hits: readonly { readonly article: number; readonly features: readonly number[] }[];
}

const command = new Command('tune:ranking')
  .description('从带答案的问题学排序权重（search/weights.ts 的 RANK_WEIGHTS），五折交叉验证。')
  .requiredOption('--questions <file>', 'JSONL，每行 {"id", "question", "articles":[条号]}')
  .option('--law-text <dir>', '连同这个文件夹里的法律原文')
  .option('--without <features>', '不用这些特征，逗号隔开')
  .action(async (options: { questions: string; lawText?: string; without?: string }) => {
    const live = await assembleIndex(loadConfig(), pino({ level: 'silent' }), () => {}, options.lawText ?? null);
    const without = (options.without ?? '').split(',');
    const names = RANK_FEATURES.filter((name) => !without.includes(name));
    const judged: Judged[] = [];
    for (const question of await readQuestions(options.questions)) judged.push(await judge(question, live.index, names));
    const held = judged.map((_, index) => index % FOLDS);
    const crossed = Array.from({ length: FOLDS }, (_, fold) => {
      const weights = learn(judged.filter((_, index) => held[index] !== fold));
      return judged.filter((_, index) => held[index] === fold).map((one) => rank(one, weights));
    }).flat();
    const now = names.map((name) => RANK_WEIGHTS[name]);
    const all = learn(judged);
    print('weights in service', measure(judged.map((one) => rank(one, now))));
    print(`learned, ${FOLDS}-fold`, measure(crossed));
    print('learned on all', measure(judged.map((one) => rank(one, all))));
    const scale = Math.max(...all);
    for (const [index, name] of names.entries()) process.stdout.write(`${name}: ${((all[index] ?? 0) / scale).toFixed(2)}\n`);
  });

async function judge(
  { question, articles }: LabelledQuestion,
  index: SearchIndex,
  names: readonly (keyof Hit['features'])[],
): Promise<Judged> {
  const hits = (await index.search(question, DEPTH)).flatMap((hit) => {
    const reference = referenceOf(hit.document);
    if (reference?.law !== '民法典') return [];
    return [{ article: reference.article.number, features: names.map((name) => hit.features[name]) }];
  });
  return { right: articles, hits };
}

function learn(judged: readonly Judged[]): number[] {
  const lists = judged.map(({ right, hits }) => {
    const wrong = hits.filter((hit) => !right.includes(hit.article)).slice(0, WRONG);
    return [...hits.filter((hit) => right.includes(hit.article)), ...wrong].map(({ article, features }) => ({
      features,
      right: right.includes(article),
    }));
  });
  return fitRanking(lists.filter((list) => list.some((candidate) => candidate.right)));
}

function rank({ right, hits }: Judged, weights: readonly number[]): { right: readonly number[]; found: number[] } {
  const score = (features: readonly number[]) => features.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0);
  const sorted = [...hits].sort((a, b) => score(b.features) - score(a.features));
  return { right, found: sorted.slice(0, 10).map((hit) => hit.article) };
}

function print(name: string, { mrr10, hit1, hit5, recall10 }: RetrievalMetrics): void {
  const figures = { mrr10, hit1, hit5, recall10 };
  process.stdout.write(
    `${name.padEnd(20)}${Object.entries(figures)
      .map(([key, value]) => `${key} ${value.toFixed(3)}`)
      .join('  ')}\n`,
  );
}

await runScript(command);
