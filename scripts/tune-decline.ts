import { Command } from 'commander';
import pino from 'pino';
import { ANSWER_FEATURES, type AnswerFeatures, answerFeatures } from '../src/answer/answer-features.ts';
import { MAX_HITS } from '../src/answer/thresholds.ts';
import { assembleIndex } from '../src/assemble.ts';
import { loadConfig } from '../src/config.ts';
import type { SearchIndex } from '../src/search/search-index.ts';
import { type Example, fitLogistic } from './fit-linear.ts';
import { readPlainQuestions } from './read-questions.ts';
import { runScript } from './run-script.ts';

const FOLDS = 5;

const command = new Command('tune:decline')
  .description('从该答的和不该答的问题学什么时候回答（answer/thresholds.ts 的 ANSWERABLE），五折交叉验证。')
  .requiredOption('--answerable <files...>', '一个或几个 JSONL，每行 {"id", "question"}')
  .requiredOption('--unanswerable <file>', 'JSONL，每行 {"id", "question"}')
  .option('--cost <number>', '答了不该答的，比没答该答的坏几倍', Number, 1)
  .action(async (options: { answerable: string[]; unanswerable: string; cost: number }) => {
    const { index } = await assembleIndex(loadConfig(), pino({ level: 'silent' }), () => {});
    const examples = [
      ...(await toExamples((await Promise.all(options.answerable.map(readPlainQuestions))).flat(), true, index)),
      ...(await toExamples(await readPlainQuestions(options.unanswerable), false, index)),
    ];
    const learn = (from: readonly Example[]) => {
      const weights = fitLogistic(from);
      weights[0] = (weights[0] ?? 0) - Math.log(options.cost);
      return weights;
    };
    let answered = 0;
    let declined = 0;
    for (let fold = 0; fold < FOLDS; fold += 1) {
      const weights = learn(examples.filter((_, place) => place % FOLDS !== fold));
      for (const example of examples.filter((_, place) => place % FOLDS === fold)) {
        const sure = example.features.reduce((sum, value, place) => sum + value * (weights[place + 1] ?? 0), weights[0] ?? 0);
        if (example.positive && sure >= 0) answered += 1;
        if (!example.positive && sure < 0) declined += 1;
      }
    }
    const share = (count: number, positive: boolean) =>
      (count / examples.filter((example) => example.positive === positive).length).toFixed(3);
    process.stdout.write(
      `${FOLDS}-fold: answered ${share(answered, true)} of answerable, declined ${share(declined, false)} of unanswerable\n`,
    );
    const [bias = 0, ...weights] = learn(examples);
    process.stdout.write(`bias: ${bias.toFixed(2)}\n`);
    for (const [place, name] of ANSWER_FEATURES.entries()) process.stdout.write(`${name}: ${(weights[place] ?? 0).toFixed(2)}\n`);
  });

async function toExamples(questions: readonly string[], positive: boolean, index: SearchIndex): Promise<Example[]> {
  const examples: Example[] = [];
  for (const question of questions) {
    const features: AnswerFeatures | null = answerFeatures(await index.search(question, MAX_HITS), index.familiarity(question));
    if (features) examples.push({ features: ANSWER_FEATURES.map((name) => features[name]), positive });
  }
  return examples;
}

await runScript(command);
