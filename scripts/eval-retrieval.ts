import { Command } from 'commander';
import pino from 'pino';
import { assembleIndex } from '../src/assemble.ts';
import { loadConfig } from '../src/config.ts';
import { referenceOf } from '../src/search/search-document.ts';
import type { SearchIndex, SearchMode } from '../src/search/search-index.ts';
import { type LabelledQuestion, readQuestions } from './read-questions.ts';
import { measure, percentile, type Ranking, type RetrievalMetrics } from './retrieval-metrics.ts';
import { runScript } from './run-script.ts';
import { showProgress } from './show-progress.ts';

/** The law whose article numbers the questions carry. */
const LAW = '民法典';
/** Hits asked for, so that ten articles are left when guides and other laws are passed over. */
const DEPTH = 60;

type Measured = RetrievalMetrics & { readonly p50Ms: number; readonly p99Ms: number };

const command = new Command('eval:retrieval')
  .description('用带答案的问题衡量检索：只用词、只用向量、合起来（就是线上用的那一种）。')
  .requiredOption('--questions <file>', 'JSONL，每行 {"id", "question", "articles":[条号]}')
  .option('--law-text <dir>', '这次连同这个文件夹里的法律原文一起索引')
  .option('--from <article>', '只用正确条文都不小于这个条号的问题', Number)
  .option('--to <article>', '只用正确条文都不大于这个条号的问题', Number)
  .option('--misses', '列出前五没有答对的问题')
  .option('--json', '输出 JSON：{n, mrr10, recall5, recall10, hit1, hit5, p50Ms, p99Ms, words, vectors}')
  .addHelpText('after', '\n例：\n  npm run eval:retrieval -- --questions ../shared/eval/civil-code-dev.jsonl --from 1040 --to 1163')
  .action(async (options: { questions: string; lawText?: string; from?: number; to?: number; misses?: true; json?: true }) => {
    const { from = 1, to = Number.POSITIVE_INFINITY } = options;
    const all = await readQuestions(options.questions);
    const questions = all.filter((question) => question.articles.every((article) => article >= from && article <= to));
    const progress = showProgress();
    const live = await assembleIndex(loadConfig(), pino({ level: 'silent' }), progress.onProgress, options.lawText ?? null);
    progress.stop();
    const run = (mode: SearchMode) => evaluate(questions, live.index, mode);
    const [words, vectors, fused] = [await run('words'), await run('vectors'), await run('fused')];
    if (options.json)
      process.stdout.write(`${JSON.stringify({ ...fused.measured, words: words.measured, vectors: vectors.measured }, null, 2)}\n`);
    else printTable({ words: words.measured, vectors: vectors.measured, fused: fused.measured });
    if (options.misses) printMisses(questions, fused.rankings);
  });

/** Asks every question through the production search. The first one is asked once before, so that nothing is measured cold. */
async function evaluate(
  questions: readonly LabelledQuestion[],
  index: SearchIndex,
  mode: SearchMode,
): Promise<{ measured: Measured; rankings: Ranking[] }> {
  const rankings: Ranking[] = [];
  const times: number[] = [];
  if (questions[0]) await index.search(questions[0].question, DEPTH, mode);
  for (const { question, articles } of questions) {
    const started = performance.now();
    const hits = await index.search(question, DEPTH, mode);
    times.push(performance.now() - started);
    const found = hits.flatMap((hit) => {
      const reference = referenceOf(hit.document);
      return reference?.law === LAW && reference.article.sub === 0 ? [reference.article.number] : [];
    });
    rankings.push({ right: articles, found: found.slice(0, 10) });
  }
  return { measured: { ...measure(rankings), p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99) }, rankings };
}

function printTable(rows: Readonly<Record<'words' | 'vectors' | 'fused', Measured>>): void {
  const columns = ['mrr10', 'hit1', 'hit5', 'recall5', 'recall10', 'p50Ms', 'p99Ms'] as const;
  process.stdout.write(`${rows.fused.n} questions\n${'way'.padEnd(9)}${columns.map((column) => column.padStart(10)).join('')}\n`);
  for (const [way, row] of Object.entries(rows)) {
    process.stdout.write(`${way.padEnd(9)}${columns.map((column) => row[column].toFixed(3).padStart(10)).join('')}\n`);
  }
}

function printMisses(questions: readonly LabelledQuestion[], rankings: readonly Ranking[]): void {
  for (const [index, { right, found }] of rankings.entries()) {
    if (right.some((article) => found.slice(0, 5).includes(article))) continue;
    process.stdout.write(
      `${questions[index]?.id} ${questions[index]?.question} 应为 ${right.join('、')}，找到 ${found.slice(0, 5).join('、')}\n`,
    );
  }
}

await runScript(command);
