import { Command } from 'commander';
import pino from 'pino';
import { z } from 'zod';
import { assembleIndex } from '../src/assemble.ts';
import { dayOf } from '../src/calculation/working-time.ts';
import { loadConfig } from '../src/config.ts';
import { answerMessage, type Understood } from '../src/conversation/answer-message.ts';
import { answerShown, topicOf } from '../src/conversation/topic.ts';
import { normalizeText } from '../src/search/normalize.ts';
import { readLines } from './read-questions.ts';
import { runScript } from './run-script.ts';

const lineSchema = z.object({ turns: z.array(z.string().min(1)).min(1), articles: z.array(z.string().min(1)).min(1) });
/** Articles looked at after the last turn. */
const FIRST = 5;
/** Time between two turns of a dialogue, in milliseconds. */
const PAUSE_MS = 20_000;

const command = new Command('eval:dialogue')
  .description('衡量接着问的话答得对不对：最后一句之后，前五条里有没有对的法条（和线上同一段程序）。')
  .requiredOption('--questions <file>', 'JSONL，每行 {"turns":["…","…"], "articles":["民法典第1084条"]}')
  .option('--json', '输出 JSON：{n, hit5}')
  .addHelpText('after', '\n例：\n  npm run eval:dialogue -- --questions test/answer/dialogue-dev.jsonl')
  .action(async ({ questions: file, json }: { questions: string; json?: true }) => {
    const dialogues = await readLines(file, lineSchema, '{"turns": […], "articles": […]}');
    const { index } = await assembleIndex(loadConfig(), pino({ level: 'silent' }), () => {});
    let hits = 0;
    for (const { turns, articles } of dialogues) {
      const past: { understood: Understood; at: Date }[] = [];
      let now = new Date();
      for (const turn of turns) {
        now = new Date(now.getTime() + PAUSE_MS);
        const recent = past.map(({ understood, at }) => ({ ...understood, askedAt: at }));
        const about = { topic: topicOf(recent, now), shown: answerShown(recent, now), today: dayOf(now), model: null };
        past.push({ understood: await answerMessage(normalizeText(turn), about, index), at: now });
      }
      const last = past.at(-1)?.understood;
      const found = (last?.retrieved ?? []).filter((id) => /第.+条/.test(id)).slice(0, FIRST);
      if (articles.some((article) => found.includes(article))) hits += 1;
      else if (!json)
        process.stdout.write(`${turns.join(' → ')} 应为 ${articles.join('、')}；当成“${last?.asked}”，找到 ${found.join('、')}\n`);
    }
    const figures = { n: dialogues.length, hit5: hits / dialogues.length };
    process.stdout.write(
      json ? `${JSON.stringify(figures)}\n` : `${figures.n} dialogues, a right article in the first five: ${figures.hit5.toFixed(3)}\n`,
    );
  });

await runScript(command);
