import { Command } from 'commander';
import pino from 'pino';
import { z } from 'zod';
import { assembleIndex } from '../src/assemble.ts';
import { dayOf } from '../src/calculation/working-time.ts';
import { loadConfig } from '../src/config.ts';
import { answerMessage, type Understood } from '../src/conversation/answer-message.ts';
import { normalizeText } from '../src/search/normalize.ts';
import { readLines } from './read-questions.ts';
import { runScript } from './run-script.ts';

const askSchema = z.object({ ask: z.string().min(1), articles: z.array(z.string().min(1)).min(1) });
const lineSchema = z.object({ message: z.string().min(1), asks: z.array(askSchema).min(1) });

const command = new Command('eval:stories')
  .description('衡量一长段话里问的几件事答了多少：引了对的法条，或者至少点名说还没答（和线上同一段程序）。')
  .requiredOption('--questions <file>', 'JSONL，每行 {"message", "asks": [{"ask", "articles": ["民法典第1084条"]}]}')
  .option('--json', '输出 JSON：{n, asks, cited, named}')
  .addHelpText('after', '\nask 是原话里的一句。\n例：\n  npm run eval:stories -- --questions test/answer/story-dev.jsonl')
  .action(async ({ questions: file, json }: { questions: string; json?: true }) => {
    const stories = await readLines(file, lineSchema, '{"message": …, "asks": [{"ask": …, "articles": […]}]}');
    const { index } = await assembleIndex(loadConfig(), pino({ level: 'silent' }), () => {});
    const count = { asks: 0, cited: 0, named: 0 };
    for (const { message, asks } of stories) {
      const about = { topic: null, today: dayOf(new Date()), model: null };
      const { outcome, retrieved } = await answerMessage(normalizeText(message), about, index);
      const cited = citedIn(outcome, retrieved);
      const left = leftOpen(outcome);
      for (const { ask, articles } of asks) {
        const right = articles.some((article) => cited.includes(article));
        const named = right || left.some((one) => isSame(one, ask));
        count.asks += 1;
        count.cited += Number(right);
        count.named += Number(named);
        if (!right && !json)
          process.stdout.write(`${named ? '点了名' : '没答对'}：${ask} 应为 ${articles.join('、')}；引了 ${cited.join('、') || '无'}\n`);
      }
    }
    const figures = { n: stories.length, asks: count.asks, cited: count.cited / count.asks, named: count.named / count.asks };
    process.stdout.write(
      json
        ? `${JSON.stringify(figures)}\n`
        : `${figures.n} stories with ${figures.asks} asks: a right article cited for ${figures.cited.toFixed(3)}, cited or named as open ${figures.named.toFixed(3)}\n`,
    );
  });

type Ended = Understood['outcome'];

/** The articles shown; those that a reckoning rests on where there was one. */
function citedIn(outcome: Ended, retrieved: readonly string[]): readonly string[] {
  if (outcome.kind === 'conversed') return retrieved;
  return outcome.kind === 'answered' ? outcome.answer.citations.map(({ label }) => label) : [];
}

/** What the reply says it has not answered. */
function leftOpen(outcome: Ended): readonly string[] {
  if (outcome.kind === 'conversed') return outcome.reply.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []));
  if (outcome.kind !== 'answered') return [];
  const { several } = outcome.answer;
  return several ? [...several.open.map(({ label }) => label), ...several.unanswered] : [];
}

function isSame(said: string, ask: string): boolean {
  const [a, b] = [said, ask].map((text) => normalizeText(text).replace(/[^\p{L}\p{N}]/gu, '')) as [string, string];
  return a.includes(b) || b.includes(a);
}

await runScript(command);
