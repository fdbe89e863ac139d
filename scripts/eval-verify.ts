import { promises as fs } from 'node:fs';
import { Command } from 'commander';
import pino from 'pino';
import { z } from 'zod';
import { checkDraft, passagesOf } from '../src/answer/check-draft.ts';
import type { Passage } from '../src/answer/verify/passage.ts';
import type { Verdict } from '../src/answer/verify-answer.ts';
import { assembleIndex } from '../src/assemble.ts';
import { loadConfig } from '../src/config.ts';
import { parseArticle } from '../src/knowledge/article-number.ts';
import type { SearchIndex } from '../src/search/search-index.ts';
import { runScript, UsageError } from './run-script.ts';

const FILES = ['test/answer/verify-faithful.jsonl', 'test/answer/verify-corrupted.jsonl'];
/** Entries taken for retrieved where a line does not say what was. */
const RETRIEVED = 6;

const HELP = `
每行一个 JSON 对象，是一份模型写好、还没发出去的回答：
  {"id": "c001", "kind": "figure", "statements": [{"text": "…", "sources": ["民法典第1077条"]}], "retrieved": ["民法典第1077条", …], "on": "2026-11-24"}
  id          编号，可以不写
  statements  一句一句的话，各带依据的编号（民法典第1077条、办事指南·离婚登记）。只有一句时也可以直接写 "text" 和 "sources"
  expect      "keep"：这份回答是忠实的，一句也不该删；"drop"：被改坏了，改坏的句子该删
              不写就看 kind：faithful 是忠实的，别的都是改坏的；也可以写 "faithful": true 或 false
  kind        改坏的办法，只用来分类统计：wrong-article、neighbour、figure、negation、modal、repealed-law、invented-source、other-passage、false-quote……
  wrong       改坏的是第几句（从 0 数起），如 [1]；不写就是任何一句被删都算抓住
  retrieved   检索到、可以引用的条目编号；不写就用各句的依据加上按句子检索到的前 ${RETRIEVED} 条
  evidence    不在知识文件夹里的材料，[{"id", "law", "article": "第32条", "text", "official": ["…"], "from", "until"}]，可以不写
  on          问的是哪一天，YYYY-MM-DD；不写就是今天
  set         dev 或 test，分开统计，可以不写
结果：caught 是改坏的回答里抓住的比例，dropped 是忠实的回答里误删的比例。`;

const statement = z.object({ text: z.string().min(1), sources: z.array(z.string()) });
const material = z.object({
  id: z.string(),
  law: z.string().optional(),
  article: z.string().optional(),
  text: z.string().default(''),
  official: z.array(z.string()).nullable().default(null),
  from: z.string().nullable().default(null),
  until: z.string().nullable().default(null),
});
const line = z
  .object({
    id: z.union([z.string(), z.number()]).transform(String).optional(),
    kind: z.string().optional(),
    expect: z.enum(['keep', 'drop']).optional(),
    faithful: z.boolean().optional(),
    statements: z.array(statement).min(1).optional(),
    text: z.string().optional(),
    sources: z.array(z.string()).optional(),
    wrong: z.array(z.int().nonnegative()).optional(),
    retrieved: z.array(z.string()).optional(),
    evidence: z.array(material).default([]),
    on: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .optional(),
    set: z.string().default('all'),
  })
  .transform((given, context) => {
    const { text, sources, statements, expect, faithful, kind } = given;
    const said = statements ?? (text !== undefined && sources !== undefined ? [{ text, sources }] : null);
    const keep = expect !== undefined ? expect === 'keep' : (faithful ?? (kind === undefined ? null : kind === 'faithful'));
    if (said === null || keep === null) {
      context.addIssue({ code: 'custom', message: said === null ? 'statements' : 'expect' });
      return z.NEVER;
    }
    return { ...given, statements: said, keep, kind: kind ?? (keep ? 'faithful' : 'corrupted') };
  });
type Line = z.infer<typeof line>;

/** One answer of the set, what became of its sentences, and whether that was right. */
interface Judged {
  readonly answer: Line;
  readonly verdicts: readonly Verdict[];
  readonly right: boolean;
}

const command = new Command('eval:verify')
  .description('衡量发出前的逐句核对（和线上同一段程序）：改坏的回答抓住多少，忠实的回答误删多少。')
  .option('--questions <files...>', `JSONL，一个或几个，默认 ${FILES.join(' 和 ')}`)
  .option('--law-text <dir>', '连同这个文件夹里的法律原文')
  .option('--misses', '列出判断错的句子')
  .option('--json', '输出 JSON：{caught, dropped}，都是 0 到 1 的比例')
  .addHelpText('after', HELP)
  .action(async (options: { questions?: string[]; lawText?: string; misses?: true; json?: true }) => {
    const lines = (await Promise.all((options.questions ?? FILES).map(readLines))).flat();
    const { index } = await assembleIndex(loadConfig(), pino({ level: 'silent' }), () => {}, options.lawText ?? null);
    const judged: Judged[] = [];
    for (const answer of lines) judged.push(await judge(answer, index));
    const result = {
      caught: share(judged.filter(({ answer }) => !answer.keep)),
      dropped: 1 - share(judged.filter(({ answer }) => answer.keep)),
    };
    process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : `${table(judged)}\n${options.misses ? misses(judged) : ''}`);
  });

async function judge(answer: Line, index: SearchIndex): Promise<Judged> {
  const retrieved = answer.retrieved ?? (await retrieve(answer, index));
  const evidence: Passage[] = [...passagesOf(retrieved, index), ...answer.evidence.map(toMaterial)];
  const verdicts = await checkDraft(answer.statements, evidence, answer.on ?? new Date().toISOString().slice(0, 10), index);
  const dropped = verdicts.map(({ kept }) => !kept);
  const caught = answer.wrong ? answer.wrong.every((position) => dropped[position] === true) : dropped.includes(true);
  return { answer, verdicts, right: answer.keep ? !dropped.includes(true) : caught };
}

async function retrieve({ statements }: Line, index: SearchIndex): Promise<string[]> {
  const hits = await Promise.all(statements.map(({ text }) => index.search(text, RETRIEVED)));
  return [...new Set([...statements.flatMap(({ sources }) => sources), ...hits.flat().map(({ document }) => document.id)])];
}

function toMaterial({ id, law, article, text, official, from, until }: z.infer<typeof material>): Passage {
  const number = article === undefined ? null : parseArticle(article);
  const reference = law === undefined || number === null ? null : { law, article: number };
  return { id, article: reference, plain: text, official, from, until, described: [], basis: [] };
}

function share(judged: readonly Judged[]): number {
  return judged.filter(({ right }) => right).length / (judged.length || 1);
}

function table(judged: readonly Judged[]): string {
  const groups = new Map<string, Judged[]>();
  for (const one of judged) {
    const { set, kind } = one.answer;
    for (const key of [`${set} ${one.answer.keep ? '忠实' : '改坏'}合计`, `${set} ${kind}`])
      groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const rows = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, ones]) => {
      const keep = ones[0]?.answer.keep;
      const value = keep ? 1 - share(ones) : share(ones);
      return `${(100 * value).toFixed(1).padStart(6)}%  ${String(ones.length).padStart(4)} 份  ${keep ? '误删' : '抓住'}  ${key}`;
    });
  return rows.join('\n');
}

function misses(judged: readonly Judged[]): string {
  const shown = judged
    .filter(({ right }) => !right)
    .map(({ answer, verdicts }) => {
      const said = verdicts.map((verdict) => `    ${verdict.kept ? '留' : verdict.why} ${verdict.text} [${verdict.sources.join('、')}]`);
      return `  ${answer.id ?? ''} ${answer.kind}\n${said.join('\n')}`;
    });
  return `\n判断错的：\n${shown.join('\n')}\n`;
}

async function readLines(file: string): Promise<Line[]> {
  const text = await fs.readFile(file, 'utf8').catch(() => {
    throw new UsageError(`读不到文件 ${file}`);
  });
  const bad: number[] = [];
  const lines = text.split('\n').flatMap((raw, position) => {
    if (raw.trim() === '') return [];
    const result = line.safeParse(parseJson(raw));
    if (!result.success) bad.push(position + 1);
    return result.success ? [result.data] : [];
  });
  if (bad.length > 0) throw new UsageError(`${file} 第 ${bad.join('、')} 行不合格式，见 npm run eval:verify -- --help`);
  if (lines.length === 0) throw new UsageError(`${file} 里没有内容`);
  return lines;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

await runScript(command);
