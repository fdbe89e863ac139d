import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import MiniSearch from 'minisearch';
import { loadConfig } from '../src/config.ts';
import { LiveIndex, type LiveIndexOptions } from '../src/search/live-index.ts';
import { FIELDS, type SearchDocument } from '../src/search/search-document.ts';
import { segmenterFor } from '../src/search/search-index.ts';
import { benchChannels } from './bench-channels.ts';
import { percentile } from './retrieval-metrics.ts';
import { runScript } from './run-script.ts';

/** Searches measured of each engine, at most. */
const MAX_SEARCHES = 2_000;

const command = new Command('bench')
  .enablePositionalOptions()
  .description('衡量建索引、热启动和检索的快慢，并和 MiniSearch（同样的文本、同样的分词）对比。')
  .option('--law-text <dir>', '连同这个文件夹里的法律原文')
  .option('--json', '输出 JSON')
  .addHelpText('after', '\n例：\n  npm run bench\n  npm run bench -- --law-text ../shared/laws/民法典\n  npm run bench -- channels')
  .action(async ({ lawText, json }: { lawText?: string; json?: true }) => {
    const snapshotDir = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-bench-'));
    const { knowledgeDir } = loadConfig();
    const options: LiveIndexOptions = { knowledgeDir, snapshotDir, lawTextDir: lawText ?? null, embedder: null, now: () => new Date() };
    try {
      const figures = await bench(options);
      if (json) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
      else for (const [name, value] of Object.entries(figures)) process.stdout.write(`${name.padEnd(24)}${String(value).padStart(10)}\n`);
    } finally {
      await rm(snapshotDir, { recursive: true, force: true });
    }
  });

async function bench(options: LiveIndexOptions): Promise<Record<string, number>> {
  const build = await timed(() => LiveIndex.open(options));
  await build.value.settled();
  const warm = await timed(() => LiveIndex.open(options));
  const { index } = warm.value;
  const asked = index.documents.flatMap((document) => document.fields.questions).slice(0, MAX_SEARCHES);
  const questions = asked.length > 0 ? asked : ['离婚后孩子跟谁'];
  const ours = await searchTimes(questions, (question) => index.search(question, 10));

  const segmenter = segmenterFor(index.knowledge);
  const peer = await timed(async () => {
    const engine = new MiniSearch({
      fields: [...FIELDS],
      idField: 'id',
      tokenize: (text) => [...segmenter.words(text)],
      processTerm: (term) => term,
    });
    engine.addAll(index.documents.map(toPlain));
    return engine;
  });
  const theirs = await searchTimes(questions, async (question) =>
    peer.value.search(question, { prefix: false, fuzzy: false }).slice(0, 10),
  );
  return {
    documents: index.documents.length,
    searches: questions.length,
    buildMs: Math.round(build.ms),
    warmStartMs: Math.round(warm.ms),
    searchP50Ms: round(percentile(ours, 0.5)),
    searchP99Ms: round(percentile(ours, 0.99)),
    miniSearchBuildMs: Math.round(peer.ms),
    miniSearchP50Ms: round(percentile(theirs, 0.5)),
    miniSearchP99Ms: round(percentile(theirs, 0.99)),
    memoryMb: Math.round(process.memoryUsage().rss / 1024 / 1024),
  };
}

function toPlain({ id, fields }: SearchDocument): Record<string, string> {
  return { id, ...Object.fromEntries(FIELDS.map((field) => [field, fields[field].join('\n')])) };
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const started = performance.now();
  const value = await work();
  return { value, ms: performance.now() - started };
}

async function searchTimes(questions: readonly string[], search: (question: string) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (const question of questions.slice(0, 20)) await search(question);
  for (const question of questions) times.push((await timed(() => search(question))).ms);
  return times;
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}

await runScript(command.addCommand(benchChannels));
