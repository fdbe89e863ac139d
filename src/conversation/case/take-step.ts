import type { Answer } from '../../answer/outcome.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Script, Speaker } from '../../legal-case/person.ts';
import type { SayingClassifiers } from '../../search/saying-classifiers.ts';
import { dangerIn, withHotlines } from '../danger-first.ts';
import type { IncomingMessage } from '../incoming-message.ts';
import { MAX_QUESTION_LENGTH } from '../question-length.ts';
import type { RenderReply } from '../reply.ts';
import { answerShown, LOOKED_THROUGH_TURNS, topicOf } from '../topic.ts';
import type { Outgoing, Turn } from '../turn-store.ts';
import type { TurnUnit, UnitOfWork } from '../unit-of-work.ts';
import { addressNotices } from './address-notices.ts';
import { converse } from './converse.ts';
import { readDialogue } from './dialogue.ts';
import { guessKind } from './guess-kind.ts';
import { refreshCards } from './refresh-cards.ts';
import { type CaseRules, rulesOf, type Scene, type Step } from './scene.ts';

/** What a step needs beside the message. */
interface StepContext {
  readonly units: UnitOfWork;
  readonly render: RenderReply;
  readonly knowledge: Knowledge;
  readonly sayings: SayingClassifiers;
  readonly now: Date;
}

/** A question, with who could help when the answer is not enough, and what was said before it. */
export interface Asked {
  readonly kind: 'question';
  readonly text: string;
  readonly help: Turn['help'];
  readonly script: Turn['script'];
  readonly topic: string | null;
  readonly shown: Answer | null;
  readonly guides: boolean;
  /** What is sent beside the answer. */
  readonly also: readonly Outgoing[];
}

/** A turn that is over; or a question. */
export type Taken = { readonly kind: 'turn'; readonly turn: Turn } | Asked;

/**
 * Takes a message as a step of a dialogue, in one transaction with everything it changes, its reply and what others are told.
 * A message of a group that is not meant for us gives a turn without words.
 */
export function takeStep(
  id: string,
  message: IncomingMessage,
  { units, render, knowledge, sayings, now }: StepContext,
  outgoing: (turn: Turn) => readonly Outgoing[],
): Promise<Taken> {
  return units.transact(async (unit) => {
    const { speaker, newcomer, before } = await unit.meet(message);
    if (before) return { kind: 'turn', turn: before };
    const dialogue = readDialogue(speaker.dialogue, now);
    const turns: Scene['turns'] = {
      find: (turnId) => unit.ownTurn(turnId, message),
      recent: (limit) => unit.recentTurns(message, limit),
      rate: (turnId, feedback) => unit.recordFeedback(turnId, message, feedback),
    };
    const rules = rulesOf(knowledge);
    const outcome = await converse({
      message,
      speaker,
      dialogue,
      unit,
      turns,
      rules,
      guessKind: (words) => guessKind(words, whoIs(speaker), sayings),
      now,
    });
    if (!('kind' in outcome)) {
      const warned = warn(outcome, message, speaker, { knowledge, sayings });
      return { kind: 'turn', turn: await keep(id, warned, { message, now, speaker, unit, rules, render, outgoing }) };
    }
    if (outcome.kind === 'ignored') {
      await unit.settle(message);
      return { kind: 'turn', turn: turnOf(id, '', { blocks: [], rateable: false }, { now, screen: 'none', script: 'simplified' }) };
    }
    if (dialogue.expects !== null) await unit.people.keepDialogue(speaker.id, { ...dialogue, expects: null });
    const help = message.group ? null : speaker.represents.length > 0 ? 'firm' : 'lawyers';
    // What was asked in private is nobody's topic in a group.
    const recent = message.group || newcomer ? [] : await turns.recent(LOOKED_THROUGH_TURNS);
    const [topic, shown] = [topicOf(recent, now), answerShown(recent, now)];
    const also = await addressNotices(outcome.notices ?? [], unit, render);
    return { kind: 'question', text: outcome.text, help, script: speaker.script, topic, shown, guides: outcome.guides === true, also };
  });
}

/** A step with whom to call first, where the words tell of danger: what a desk writes is about somebody else, in a group others read along. */
function warn(
  step: Step,
  message: IncomingMessage,
  { serves }: Speaker,
  { knowledge, sayings }: Pick<StepContext, 'knowledge' | 'sayings'>,
): Warned {
  const danger = message.group || serves.length > 0 ? null : dangerIn(message.text, knowledge, sayings);
  return danger === null ? { ...step, screen: 'none' } : { ...step, reply: withHotlines(step.reply, danger), screen: 'crisis' };
}

/** A step, and what its message was found to be. */
type Warned = Step & Pick<Turn, 'screen'>;

/** The speaker as the examples of kinds call him. */
function whoIs({ represents }: Speaker): string {
  return represents[0]?.kind ?? '居民';
}

interface Keeping {
  readonly message: IncomingMessage;
  readonly now: Date;
  readonly speaker: Speaker;
  readonly unit: TurnUnit;
  readonly rules: CaseRules;
  readonly render: RenderReply;
  readonly outgoing: (turn: Turn) => readonly Outgoing[];
}

/** Writes the step: what is kept of a secret is not what is sent. Returns the turn with what is sent. */
async function keep(id: string, step: Warned, { message, now, speaker, unit, rules, render, outgoing }: Keeping): Promise<Turn> {
  const said = step.kept?.said ?? spoken(message);
  const about = { now, screen: step.screen, script: step.script ?? speaker.script };
  const sent = turnOf(id, said, step.reply, about);
  const kept = turnOf(id, said, step.kept?.reply ?? step.reply, about);
  const own = outgoing(sent).map((one) => ({ ...one, caseNumber: step.caseNumber }));
  const told = await addressNotices([...step.notices, ...(await refreshCards(unit, rules))], unit, render);
  const { intake, expects } = step.dialogue;
  const begins = intake === null && expects === null;
  if (!begins || speaker.dialogue !== null) await unit.people.keepDialogue(speaker.id, begins ? null : step.dialogue);
  await unit.recordTurn(message, kept, [...own, ...told]);
  return sent;
}

/** The words, and the name of a file that came with them. */
function spoken({ text, file }: IncomingMessage): string {
  return file === undefined || typeof file === 'string' ? text : [text, file.name].filter((part) => part !== '').join('\n');
}

function turnOf(
  id: string,
  said: string,
  reply: Step['reply'],
  { now, screen, script }: Pick<Turn, 'screen'> & { now: Date; script: Script },
): Turn {
  const question = said.slice(0, MAX_QUESTION_LENGTH);
  return {
    id,
    question,
    outcome: { kind: 'conversed', reply },
    retrieved: [],
    stages: {},
    askedAt: now,
    help: null,
    script,
    asked: '',
    screen,
  };
}
