import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readPeriod } from '../../src/report/period.ts';
import { renderReportText } from '../../src/report/render-report-text.ts';
import { compileReport } from '../../src/report/report.ts';
import { readReport } from '../../src/store/postgres-report.ts';
import { type Actor, numberIn, Stage, type Told } from '../conversation/case/stage.ts';
import { usccOf } from '../legal-case/sample-uscc.ts';

const ROOT = path.resolve('test/dialogues');

/** A dialogue as it is written down: who there is, and what happens when. */
const dialogueSchema = z.strictObject({
  clients: z
    .array(z.strictObject({ serial: z.int(), name: z.string(), firm: z.string().nullable(), industry: z.string().optional() }))
    .default([]),
  /** Channel and, for a desk's member or a client's representative, what a code makes of them before the dialogue begins. */
  people: z.record(
    z.string(),
    z.strictObject({
      channel: z.enum(['web', 'telegram', 'terminal']),
      desk: z.string().optional(),
      lead: z.boolean().default(false),
      client: z.int().optional(),
    }),
  ),
  steps: z.array(
    z.union([
      /** Somebody says something; `{案号}` is the number of the last case opened, `{上一轮}` the last turn. */
      z.strictObject({ at: z.string().optional(), who: z.string(), says: z.string() }),
      /** The clock strikes: reminders, escalations, silent closings. */
      z.strictObject({ at: z.string(), strikes: z.literal(true) }),
      z.strictObject({ report: z.tuple([z.string(), z.string()]) }),
    ]),
  ),
});
type Dialogue = z.infer<typeof dialogueSchema>;

/** Plays a dialogue and writes down everything that everybody heard. */
async function play(dialogue: Dialogue): Promise<string> {
  const stage = await Stage.open();
  try {
    const actors = await gather(dialogue, stage);
    const lines: string[] = [];
    const known = { number: '', turnId: '' };
    for (const step of dialogue.steps) {
      if ('at' in step && step.at !== undefined) {
        stage.now = new Date(`${step.at.replace(' ', 'T')}:00+08:00`);
        lines.push('', `（${step.at}）`);
      }
      if ('report' in step) lines.push('', await report(stage, step.report));
      else if ('strikes' in step) lines.push(...(await stage.strike()).map(tell));
      else lines.push(...(await speak(actors.get(step.who) as Actor, step.says, known, stage)));
    }
    expect(stage.failures).toEqual([]);
    return `${lines.join('\n').trim()}\n`.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '（编号）');
  } finally {
    await stage.close();
  }
}

/** Registers the clients and binds the people by codes. */
async function gather({ clients, people }: Dialogue, stage: Stage): Promise<ReadonlyMap<string, Actor>> {
  for (const { serial, name, firm, industry } of clients) await stage.client(serial, firm, { name, ...(industry ? { industry } : {}) });
  const actors = new Map<string, Actor>();
  for (const [name, { channel, desk, lead, client }] of Object.entries(people)) {
    const actor = { name, channel, personId: name };
    actors.set(name, actor);
    if (desk !== undefined) await stage.member(actor, desk, lead ? 'lead' : 'clerk');
    if (client !== undefined) await stage.representative(actor, usccOf(client));
  }
  return actors;
}

async function speak(actor: Actor, written: string, known: { number: string; turnId: string }, stage: Stage): Promise<string[]> {
  const says = written.replaceAll('{案号}', known.number).replaceAll('{上一轮}', known.turnId);
  const { reply, turn, told } = await stage.say(actor, says);
  if (written === '确认提交') known.number = numberIn(reply);
  known.turnId = turn.id;
  return ['', `${actor.name}：${says}`, indent(reply), ...told.map(tell)];
}

async function report(stage: Stage, [from, to]: readonly [string, string]): Promise<string> {
  const reading = readPeriod(from, to);
  if (reading.kind === 'bad') throw new Error(reading.problem);
  const annual = await readReport(stage.database.db, (source) => compileReport(source, reading.period, stage.policy, stage.now));
  return renderReportText(annual);
}

function tell({ channel, chatId, text }: Told): string {
  return `→ ${chatId}（${channel}）\n${indent(text)}`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '    ');
}

/** To take down what is heard now as what is expected: `npx vitest run test/dialogues -u`; then read the difference. */
describe('recorded dialogues', () => {
  const names = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  it.each(names.map(({ name }) => name))('goes as it is written down: %s', { timeout: 120_000 }, async (name) => {
    const dialogue = dialogueSchema.parse(parse(readFileSync(path.join(ROOT, name, 'dialogue.yaml'), 'utf8')));
    await expect(await play(dialogue)).toMatchFileSnapshot(path.join(ROOT, name, 'expected.txt'));
  });
});
