import type { CaseKind } from '../../knowledge/office.ts';
import { isOpen } from '../../legal-case/case-status.ts';
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
/** Turns looked through for them, those of the intake among them. */
const LOOKED_THROUGH_TURNS = 60;
/** A person's latest cases looked through for an open one. */
const LOOKED_THROUGH_CASES = 20;
/** What was asked longer before, in milliseconds, was another conversation. */
const CONVERSATION_MS = 2 * 3_600_000;

/** The commands of an intake; those that need one say so where there is none. */
export async function guideIntake(intent: IntakeIntent, scene: Scene): Promise<Step> {
  const { intake } = scene.dialogue;
  if (intent.kind === 'open-case') return beginOrResume(intent.caseKind, intent.turnId, scene);
  if (intent.kind === 'cancel') return cancel(scene);
  if (intent.kind === 'restart') return intent.turnId === null ? askNext(beginIntake(null, null), scene) : beginAbout(intent.turnId, scene);
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

/** Gives up what was expected last: the words asked for, or the intake. */
async function cancel(scene: Scene): Promise<Step> {
  const { intake, expects } = scene.dialogue;
  if (expects !== null && expects.kind !== 'intake') return step(scene, say(WORDS.cancelled));
  if (intake !== null) return step(scene, say(WORDS.cancelled), { dialogue: moveOn(scene, { intake: null, expects: null }) });
  const open = (await scene.unit.cases.ofRequester(scene.speaker.id, LOOKED_THROUGH_CASES)).some(({ status }) => isOpen(status));
  return step(scene, say(open ? WORDS.casesStay : WORDS.never));
}

async function beginOrResume(kind: CaseKind | null, turnId: string | null, scene: Scene): Promise<Step> {
  const { intake } = scene.dialogue;
  if (intake !== null && kind !== null) return askNext({ ...intake, kind }, scene);
  if (intake !== null) {
    const anew = turnId === null ? '重新登记' : `重新登记 ${turnId}`;
    return step(
      scene,
      say(WORDS.resumeOrNew, [
        { label: WORDS.resume, command: '继续' },
        { label: WORDS.startAnew, command: anew },
      ]),
    );
  }
  return turnId === null ? askNext(beginIntake(kind, null), scene) : beginAbout(turnId, scene);
}

/** An intake that begins with an answer of ours: to the client's own adviser, or to the district's lawyers. */
function beginAbout(turnId: string, scene: Scene): Promise<Step> {
  const adviser = scene.speaker.represents.length > 0 ? ('法律顾问咨询' as const) : ('人工咨询' as const);
  return askNext(beginIntake(adviser, turnId), scene);
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
  return openCase(
    intake.kind,
    { ...intake, who: client?.uscc ?? '' },
    intake.along && intake.turnId !== null ? await transcriptOf(intake.turnId, scene) : '',
    scene,
  );
}

/** The questions of the conversation that the intake began with (刚才的对话). */
async function transcriptOf(turnId: string, { turns }: Scene): Promise<string> {
  const about = await turns.find(turnId);
  if (about === null) return '';
  const asked = (await turns.recent(LOOKED_THROUGH_TURNS)).filter(
    ({ outcome, askedAt }) => outcome.kind !== 'conversed' && about.askedAt.getTime() - askedAt.getTime() <= CONVERSATION_MS,
  );
  return asked
    .slice(-MAX_TRANSCRIPT_TURNS)
    .map(({ question }) => `· ${question}`)
    .join('\n');
}
