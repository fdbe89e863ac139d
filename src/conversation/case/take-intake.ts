import { CASE_KINDS, type CaseKind } from '../../knowledge/office.ts';
import { INTAKE_FIELDS, type IntakeField } from '../../legal-case/intake-fields.ts';
import type { Represented } from '../../legal-case/person.ts';
import { mayOpen } from '../../legal-case/route-case.ts';
import { type Choice, type Reply, say } from '../reply.ts';
import { FIELD_NAMES, FIELD_QUESTIONS, CASE_WORDING as WORDS } from './case-wording.ts';
import type { Intake } from './dialogue.ts';
import { findDestination } from './open-case.ts';
import { describe } from './present-case.ts';
import { moveOn, type Scene, type Step, step } from './scene.ts';

/** Longest answer to one question of the intake, in characters. */
const MAX_ANSWER_LENGTH = 1_000;
/** Most files of one case. */
const MAX_FILES = 10;

/** What the intake asks for next; `confirm` when it has everything. */
type Next =
  | { readonly kind: 'kind' | 'who' | 'along' | 'confirm' }
  | { readonly kind: 'field'; readonly field: IntakeField; readonly required: boolean };

/** Goes on with an intake: asks for what is missing next, or shows the summary. */
export async function askNext(given: Intake, scene: Scene): Promise<Step> {
  const intake = settleWho(given, scene.speaker.represents);
  const next = nextOf(intake);
  const reply = await askFor(next, intake, scene);
  return step(scene, reply, { dialogue: moveOn(scene, { intake, expects: { kind: 'intake' } }) });
}

/** Takes words (or a file) as the answer to what was asked last. */
export async function takeAnswer(text: string, intake: Intake, scene: Scene): Promise<Step> {
  const next = nextOf(intake);
  const again = async (why: string) => {
    const { reply, ...rest } = await askNext(intake, scene);
    return { ...rest, reply: { ...reply, blocks: [...say(why).blocks, ...reply.blocks] } };
  };
  const { file } = scene.message;
  if (file !== undefined) {
    if (typeof file === 'string') return again(WORDS.fileRefused[file]);
    if (intake.files.length >= MAX_FILES) return again(WORDS.filesDone);
    const kept = { ...intake, files: [...intake.files, file.id] };
    await scene.unit.files.stage(file, scene.speaker.id);
    if (next.kind !== 'field' || next.field !== 'file') return askNext(kept, scene);
    return step(scene, say(WORDS.fileKept(file.name), [choice(WORDS.filesDone)]), {
      dialogue: moveOn(scene, { intake: kept, expects: { kind: 'intake' } }),
    });
  }
  if (next.kind !== 'field') return askNext(intake, scene);
  if (text.length > MAX_ANSWER_LENGTH) return again(WORDS.tooLong(MAX_ANSWER_LENGTH));
  const problem = checkAnswer(next.field, text);
  if (problem !== null) return again(problem);
  return askNext({ ...intake, answers: { ...intake.answers, [next.field]: plainAnswer(next.field, text) } }, scene);
}

/** Passes over what is asked, where it is not required. */
export async function skip(intake: Intake, scene: Scene): Promise<Step> {
  const next = nextOf(intake);
  if (next.kind !== 'field') return askNext(intake, scene);
  if (next.required)
    return step(scene, say([WORDS.needed, FIELD_QUESTIONS[next.field]]), { dialogue: moveOn(scene, { expects: { kind: 'intake' } }) });
  return askNext({ ...intake, answers: { ...intake.answers, [next.field]: '' } }, scene);
}

/** Whether nothing is missing. */
export function isComplete(intake: Intake): intake is Intake & { readonly kind: CaseKind } {
  return nextOf(intake).kind === 'confirm';
}

/** Who represents nobody speaks for himself; who represents one client speaks for it, unless a kind cannot be opened so. */
function settleWho(intake: Intake, represents: readonly Represented[]): Intake {
  if (intake.who !== null) return intake;
  const [only, ...others] = represents;
  return others.length > 0 ? intake : { ...intake, who: only?.uscc ?? '' };
}

function nextOf(intake: Intake): Next {
  if (intake.kind === null) return { kind: 'kind' };
  if (intake.who === null) return { kind: 'who' };
  if (intake.turnId !== null && intake.along === null) return { kind: 'along' };
  const missing = INTAKE_FIELDS[intake.kind].find(({ field }) => intake.answers[field] === undefined);
  return missing ? { kind: 'field', ...missing } : { kind: 'confirm' };
}

async function askFor(next: Next, intake: Intake, scene: Scene): Promise<Reply> {
  const leave = [choice(WORDS.park), choice(WORDS.cancel)];
  switch (next.kind) {
    case 'kind':
      return say(WORDS.chooseKind, [...kindsFor(scene).map((kind) => ({ label: kind, command: `办理 ${kind}` })), choice(WORDS.cancel)]);
    case 'who':
      return say(WORDS.chooseWho, [
        ...scene.speaker.represents.map(({ uscc, name }) => ({ label: name, command: `名义 ${uscc}` })),
        { label: WORDS.myself, command: '名义 本人' },
      ]);
    case 'along':
      return say(WORDS.along, [
        { label: WORDS.alongYes, command: '一起转' },
        { label: WORDS.alongNo, command: '不一起转' },
      ]);
    case 'field': {
      const files = intake.files.length > 0 ? [choice(WORDS.filesDone)] : [choice(WORDS.skip)];
      const pass = next.required ? [] : next.field === 'file' ? files : [choice(WORDS.skip)];
      return say(FIELD_QUESTIONS[next.field], [...pass, ...leave]);
    }
    case 'confirm':
      return summarize(intake, scene);
  }
}

async function summarize(intake: Intake, scene: Scene): Promise<Reply> {
  const kind = intake.kind ?? '人工咨询';
  const client = intake.who ? await scene.unit.clients.find(intake.who) : null;
  const { desk, held } = await findDestination(kind, client, intake, scene);
  const files = await scene.unit.files.staged(intake.files, scene.speaker.id);
  const lines = [
    WORDS.summaryKind(kind),
    WORDS.summaryWho(client?.name ?? WORDS.resident),
    ...describe({ kind, answers: intake.answers }),
    ...files.map(({ name }) => `${FIELD_NAMES.file}：${name}`),
    ...(intake.along ? [WORDS.summaryAlong] : []),
    ...(held === null ? [WORDS.summaryDesk(desk)] : []),
  ];
  return say(
    [WORDS.summary, lines.join('\n')],
    [choice(WORDS.submit), { label: WORDS.rewrite, command: '重新登记' }, choice(WORDS.park), choice(WORDS.cancel)],
  );
}

/** Kinds that this person may open, legality reviews for departments alone. */
function kindsFor({ speaker }: Scene): readonly CaseKind[] {
  return CASE_KINDS.filter((kind) => mayOpen(kind, null) || speaker.represents.some((represented) => mayOpen(kind, represented)));
}

function checkAnswer(field: IntakeField, text: string): string | null {
  if (text === '') return WORDS.needed;
  if (field === 'amount' && plainAnswer(field, text) === '') return WORDS.amountWrong;
  if (field === 'decided-on' && plainAnswer(field, text) === '') return WORDS.dateWrong;
  return null;
}

/** Sums as plain yuan, days as YYYY-MM-DD; '' for what is neither. */
function plainAnswer(field: IntakeField, text: string): string {
  const plain = text.normalize('NFKC').trim();
  if (field === 'amount') {
    const [, digits = '', unit = ''] = /^([\d,]+(?:\.\d+)?)\s*(万)?元?$/.exec(plain) ?? [];
    const yuan = Number(digits.replaceAll(',', '')) * (unit === '万' ? 10_000 : 1);
    return digits !== '' && yuan > 0 && yuan < 1e11 ? String(Math.round(yuan * 100) / 100) : '';
  }
  if (field === 'decided-on') {
    const [, year = '', month = '', day = ''] = /^(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})日?$/.exec(plain) ?? [];
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return Number.isNaN(Date.parse(date)) || new Date(date).toISOString().slice(0, 10) !== date ? '' : date;
  }
  return text.trim();
}

function choice(label: string): Choice {
  return { label, command: label };
}
