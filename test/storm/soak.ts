import { parseArgs } from 'node:util';
import { runSoak } from './run-soak.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '1800' },
    rate: { type: 'string', default: '50' },
    faults: { type: 'string', default: '0.05' },
  },
});
const report = await runSoak({
  seconds: Number(values.seconds),
  rate: Number(values.rate),
  faults: Number(values.faults),
  databaseUrl: process.env.DATABASE_URL ?? null,
});
for (const problem of report.problems) process.stdout.write(`${problem}\n`);
process.stdout.write(`${JSON.stringify(report)}\n`);
process.exitCode = report.problems.length === 0 ? 0 : 1;
