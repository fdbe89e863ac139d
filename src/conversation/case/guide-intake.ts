import type { CaseKind } from '../../knowledge/office.ts';
import { mayOpen } from '../../legal-case/route-case.ts';
import { say } from '../reply.ts';
import { CASE_WORDING as WORDS } from './case-wording.ts';
import { beginIntake, type Intake } from './dialogue.ts';
import { openCase } from './open-case.ts';
import { moveOn, type Scene, type Step, step } from './scene.ts';
import { askNext, isComplete, skip } from './take-intake.ts';
import type { IntakeIntent } from './understand.ts';

/** Turns that go along with a case, at most. */
const MAX_TRANSCRIPT_TURNS = 5;

/** The commands of an intake; those that need one say so where there is none. */
export async function guideIntake(intent: IntakeIntent, scene: Scene): Promise<Step> {
  const { intake, expects } = scene.dialogue;
  if (intent.kind === 'open-case') return beginOrResume(intent.caseKind, intent.turnId, scene);
  if (intent.kind === 'cancel') {
    const cancelled =
      expects !== null && expects.kind !== 'intake' ? moveOn(scene, { expects: null }) : moveOn(scene, { intake: null, expects: null });
    return step(scene, say(WORDS.cancelled), { dialogue: cancelled });
  }
  if (intent.kind === 'restart') return askNext(beginIntake(null, null), scene);
  if (intake === null) return step(scene, say(WORDS.nothingToResume));
  switch (intent.kind) {
    case 'resume':
      return askNext(intake, scene);
    case 'park':
      return step(scene, say(WORDS.parked));
    case 'skip':
      return skip(intake, scene);
    case 'as':
      return askNext({ ...intake, who: scene.speaker.represents.some(({ uscc }) => uscc === intent.who) ? intent.who : '' }, scene);
    case 'along':
      return bringAlong(intake, intent.along, scene);
    case 'confirm':
      return submit(intake, scene);
  }
}

async function beginOrResume(kind: CaseKind | null, turnId: string | null, scene: Scene): Promise<Step> {
  const { intake } = scene.dialogue;
  if (intake !== null && kind !== null) return askNext({ ...intake, kind }, scene);
  if (intake !== null && turnId === null) {
    return step(
      scene,
      say(WORDS.resumeOrNew, [
        { label: WORDS.resume, command: '继续' },
        { label: WORDS.startAnew, command: '重新登记' },
      ]),
    );
  }
  if (turnId === null) return askNext(beginIntake(kind, null), scene);
  const adviser = scene.speaker.represents.length > 0 ? ('法律顾问咨询' as const) : ('人工咨询' as const);
  return askNext(beginIntake(kind ?? adviser, turnId), scene);
}

/** The conversation so far goes along only when the person says yes; the question asked is then the matter. */
async function bringAlong(intake: Intake, along: boolean, scene: Scene): Promise<Step> {
  const turn = along && intake.turnId !== null ? await scene.turns.find(intake.turnId) : null;
  const answers = turn === null || turn.question === '' ? intake.answers : { ...intake.answers, matter: turn.question };
  return askNext({ ...intake, along: turn !== null, answers }, scene);
}

async function submit(intake: Intake, scene: Scene): Promise<Step> {
  if (!isComplete(intake)) return askNext(intake, scene);
  const client = scene.speaker.represents.find(({ uscc }) => uscc === intake.who) ?? null;
  if (!mayOpen(intake.kind, client))
    return step(scene, say(WORDS.departmentsOnly), { dialogue: moveOn(scene, { intake: { ...intake, kind: null } }) });
  return openCase(intake.kind, { ...intake, who: client?.uscc ?? '' }, intake.along ? await transcriptOf(scene) : '', scene);
}

async function transcriptOf({ turns }: Scene): Promise<string> {
  const recent = await turns.recent(MAX_TRANSCRIPT_TURNS);
  return recent
    .filter(({ outcome }) => outcome.kind !== 'conversed')
    .map(({ question }) => `· ${question}`)
    .join('\n');
}
