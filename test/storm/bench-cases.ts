import { parseArgs } from 'node:util';
import { runStorm } from './run-storm.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '10000' },
    people: { type: 'string', default: '1000' },
    'kill-every': { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
});
const databaseUrl = process.env.DATABASE_URL;
if (!databaseUrl) {
  process.stderr.write(
    'bench:cases 需要 PostgreSQL，例如：DATABASE_URL=postgres://postgres@127.0.0.1:5432/postgres npm run bench:cases -- --cases 1000 --people 100\n',
  );
  process.exit(1);
}
let shown = 0;
const report = await runStorm({
  databaseUrl,
  cases: Number(values.cases),
  people: Number(values.people),
  killEveryMs: Number(values['kill-every']) * 1000,
  onProgress: (opened) => {
    if (opened - shown < 500) return;
    shown = opened;
    process.stderr.write(`已开案件 ${opened}\n`);
  },
});
const sorted = [...report.answerMs].sort((a, b) => a - b);
const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
const figures = {
  cases: report.opened,
  kills: report.kills,
  seconds: Math.round(report.seconds),
  casesPerSecond: Math.round((report.opened / report.seconds) * 10) / 10,
  messages: sorted.length,
  messagesPerSecond: Math.round(sorted.length / report.seconds),
  answerP50Ms: at(0.5),
  answerP99Ms: at(0.99),
  cardsTwice: report.cardsTwice,
  problems: report.problems,
};
if (values.json) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
else
  for (const [name, value] of Object.entries(figures))
    process.stdout.write(
      `${name.padEnd(20)}${Array.isArray(value) ? (value.length === 0 ? 'none' : `\n${value.join('\n')}`) : String(value)}\n`,
    );
process.exitCode = report.problems.length === 0 ? 0 : 1;
