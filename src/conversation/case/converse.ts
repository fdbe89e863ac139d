import { isOpen } from '../../legal-case/case-status.ts';
import type { Script } from '../../legal-case/person.ts';
import { normalizeText } from '../../search/normalize.ts';
import type { IncomingMessage } from '../incoming-message.ts';
import { presentCitation, presentHelp } from '../present-outcome.ts';
import { say } from '../reply.ts';
import { answeredLast } from '../topic.ts';
import { WORDING } from '../wording.ts';
import { bindByCode, bindByPhone, explainBinding, listRepresentatives, revokeBinding, tellWho } from './bind-person.ts';
import { STATUS_NAMES, CASE_WORDING as WORDS } from './case-wording.ts';
import { listDeadLetters, resendLetter } from './dead-letters.ts';
import type { Expectation } from './dialogue.ts';
import { actOnCase } from './dispatch-deed.ts';
import { findCase, isStep } from './find-case.ts';
import { guardData } from './guard-data.ts';
import { guideIntake } from './guide-intake.ts';
import { addDeskChat, issueCode } from './issue-code.ts';
import { takeRatingWords } from './rate-case.ts';
import { relay, relayMessage } from './relay-words.ts';
import { moveOn, onlyInPrivate, type Scene, type Step, step } from './scene.ts';
import { chooseWarnings, prepareWarning, recordService, reportWarning, sendWarning } from './serve-clients.ts';
import { takeAnswer } from './take-intake.ts';
import { type Intent, understand } from './understand.ts';
import { listMaterials, showStep } from './walk-guide.ts';

/** Turns looked through for the last answer. */
const LOOKED_THROUGH_TURNS = 6;
/** Cases listed at once. */
const MAX_LISTED = 10;

/** Commands that are ordinary words too; in a group, where people talk to each other, only their slash forms count. */
const ORDINARY: ReadonlySet<Intent['kind']> = new Set([
  'help',
  'who',
  'open-case',
  'resume',
  'cancel',
  'park',
  'confirm',
  'skip',
  'restart',
  'along',
  'ask-instead',
  'checklist',
  'first-step',
  'next-step',
]);

/** A message that is no step of a dialogue: a question to be answered, or a word of a group that is not meant for us. */
export type Otherwise = { readonly kind: 'question'; readonly text: string; readonly guides?: boolean } | { readonly kind: 'ignored' };

/** Takes a message as a step of a dialogue, or says that it is something else. Everything it changes is in the unit. */
export async function converse(scene: Scene): Promise<Step | Otherwise> {
  const { message, speaker } = scene;
  if (speaker.blocked) return message.group ? { kind: 'ignored' } : step(scene, say(WORDING.blocked));
  if (message.verifiedPhone !== undefined) return message.group ? { kind: 'ignored' } : bindByPhone(message.verifiedPhone, scene);
  if (message.edited === true) return takeCorrection(scene);
  const text = message.text.trim();
  const typed = understand(text);
  const intent = typed.kind === 'words' ? understand(normalizeText(text)) : typed;
  if (isOverheard(message) && isOrdinary(intent, text)) return { kind: 'ignored' };
  if (intent.kind !== 'words' && intent.kind !== 'wants-person') return obey(intent, scene);
  return takeWords(intent, text, scene);
}

/** Words that are no command: for the case of the message they answer, for what was asked, or a question. */
async function takeWords(intent: Intent, text: string, scene: Scene): Promise<Step | Otherwise> {
  const { message, unit } = scene;
  const address = { channel: message.channel, chatId: message.chatId };
  const about = message.replyTo === undefined ? null : await unit.cases.aboutMessage(address, message.replyTo);
  if (about !== null) return relayMessage(about, message.text.trim(), scene);
  if (isOverheard(message)) return { kind: 'ignored' };
  if (message.group) return intent.kind === 'wants-person' ? onlyInPrivate(scene) : { kind: 'question', text };
  return (await takeExpected(text, scene)) ?? takeUnasked(intent, text, scene);
}

/** Said in a group by people to each other. */
function isOverheard({ group, addressed }: IncomingMessage): boolean {
  return group === true && addressed !== true;
}

/** Whether a command may be an ordinary word, or one of another bot. */
function isOrdinary({ kind }: Intent, text: string): boolean {
  return kind === 'unknown-command' || (ORDINARY.has(kind) && !text.startsWith('/'));
}

/** Does what a command says. */
async function obey(intent: Exclude<Intent, { kind: 'words' | 'wants-person' }>, scene: Scene): Promise<Step | Otherwise> {
  switch (intent.kind) {
    case 'help':
      return step(scene, presentHelp());
    case 'bind':
      return explainBinding(scene);
    case 'bind-code':
      return bindByCode(intent.code, scene);
    case 'who':
      return tellWho(scene);
    case 'representatives':
      return listRepresentatives(intent.uscc, scene);
    case 'revoke':
      return revokeBinding(intent.bindingId, intent.uscc, scene);
    case 'issue-code':
      return issueCode(intent.rest, scene);
    case 'desk-chat':
      return addDeskChat(scene);
    case 'cases':
      return listCases(scene);
    case 'case':
      return actOnCase(intent.verb, intent.number, intent.rest, scene);
    case 'relay':
      return relayMessage(intent.number, intent.text, scene);
    case 'record':
      return recordService(intent.service, intent.rest, scene);
    case 'warn':
      return prepareWarning(intent.rest, scene);
    case 'send-warning':
      return sendWarning(scene);
    case 'warning-report':
      return reportWarning(scene);
    case 'new-topic':
      return step(scene, say(WORDING.newTopic));
    case 'checklist':
      return listMaterials(scene);
    case 'first-step':
    case 'next-step':
      return showStep(intent.kind === 'first-step', scene);
    case 'my-data':
    case 'forget':
    case 'forget-surely':
      return guardData(intent.kind, scene);
    case 'open-citation':
      return openCitation(intent.place, intent.typed, scene);
    case 'guides':
      return { kind: 'question', text: intent.keyword, guides: true };
    case 'script':
      return chooseScript(intent.script, scene);
    case 'dead-letters':
      return listDeadLetters(scene);
    case 'resend':
      return resendLetter(intent.id, scene);
    case 'unknown-command':
      return suggest(intent.meant, scene);
    case 'opt-out':
    case 'opt-in':
      return chooseWarnings(intent.kind === 'opt-out', scene);
    case 'ask-instead': {
      const { expects } = scene.dialogue;
      return expects?.kind === 'unsure' ? { kind: 'question', text: expects.text } : step(scene, presentHelp());
    }
    default:
      return scene.message.group ? onlyInPrivate(scene) : guideIntake(intent, scene);
  }
}

/** Words that an earlier message asked for; null when none were. */
async function takeExpected(text: string, scene: Scene): Promise<Step | null> {
  const { expects, intake } = scene.dialogue;
  switch (expects?.kind) {
    case 'intake':
      return intake === null ? null : takeAnswer(text, intake, scene);
    case 'words':
      return relayMessage(expects.number, text, scene);
    case 'files':
      return scene.message.file === undefined ? null : relayMessage(expects.number, text, scene);
    case 'rating-words': {
      const own = await findCase(expects.number, scene);
      return isStep(own) || own.side !== 'requester' ? null : takeRatingWords(own, text, scene);
    }
    default:
      return null;
  }
}

/** Words nobody asked for: a call for a person, an answer to the desk's last word, a file, or a question. */
async function takeUnasked(intent: Intent, text: string, scene: Scene): Promise<Step | Otherwise> {
  if (intent.kind === 'wants-person') return offerPerson(text, scene);
  const number = await scene.unit.cases.unheard(scene.speaker.id);
  if (scene.message.file !== undefined) return holdFile(scene.message.file, text, number, scene);
  if (number === null || text === '') return { kind: 'question', text };
  return hold({ numbers: [number], text, file: null }, scene);
}

/** A call for a person: the kind of case it sounds like, another, or none. */
function offerPerson(text: string, scene: Scene): Step {
  const kind = scene.guessKind(text);
  const named = kind === '人工咨询' ? [] : [{ label: WORDS.yesKind(kind), command: `办理 ${kind}` }];
  const yes = { label: scene.speaker.represents.length > 0 ? WORDS.helpFirm : WORDS.yes, command: '找律师' };
  return step(scene, say(WORDS.offered, [...named, yes, { label: WORDS.no, command: '取消' }]));
}

/** A file goes to a case of the person's when he says so; it is kept for as long as that may be asked. */
async function holdFile(file: NonNullable<IncomingMessage['file']>, text: string, unheard: string | null, scene: Scene): Promise<Step> {
  if (typeof file === 'string') return step(scene, say(WORDS.fileRefused[file]));
  const own = (await scene.unit.cases.ofRequester(scene.speaker.id, MAX_LISTED)).filter(({ status }) => isOpen(status));
  const numbers = unheard === null ? own.map(({ number }) => number) : [unheard];
  if (numbers.length === 0) return step(scene, say(WORDS.fileWithoutCase));
  await scene.unit.files.stage(file, scene.speaker.id);
  return hold({ numbers, text, file: file.id }, scene);
}

/** Asks for which case words or a file are. */
function hold(held: Omit<Extract<Expectation, { kind: 'unsure' }>, 'kind'>, scene: Scene): Step {
  const [only = '', ...others] = held.numbers;
  const forwards = held.numbers.map((number) => ({
    label: others.length === 0 ? WORDS.unsureYes : `#${number}`,
    command: `转交 #${number}`,
  }));
  const instead = held.file === null ? { label: WORDS.unsureNo, command: '问法小二' } : { label: WORDS.cancel, command: '取消' };
  const asked = held.file === null ? WORDS.unsure(only) : others.length === 0 ? WORDS.unsureFile(only) : WORDS.unsureWhich;
  return step(scene, say(asked, [...forwards, instead]), {
    dialogue: moveOn(scene, { expects: { kind: 'unsure', ...held } }),
    caseNumber: others.length === 0 ? only : null,
  });
}

/**
 * An edited message that was relayed is relayed again, marked, to the case that it names now; any other edit changes nothing, nor
 * does one in a case that is over.
 */
async function takeCorrection(scene: Scene): Promise<Step | Otherwise> {
  const { message, speaker, unit } = scene;
  const address = { channel: message.channel, chatId: message.chatId };
  const before = message.sourceId === undefined ? null : await unit.cases.ofRelayed(speaker.id, address, message.sourceId);
  if (before === null) return { kind: 'ignored' };
  const { number, text } = readCorrection(message.text.trim(), before);
  const own = await findCase(number, scene);
  if (isStep(own)) return own;
  return isOpen(own.legalCase.status) ? relay(number, { text, file: null }, scene) : { kind: 'ignored' };
}

function readCorrection(text: string, before: string): { readonly number: string; readonly text: string } {
  const intent = understand(text);
  if (intent.kind === 'relay') return { number: intent.number, text: intent.text };
  return intent.kind === 'case' && intent.verb === 'reply' ? { number: intent.number, text: intent.rest } : { number: before, text };
}

/** A command that we do not have: perhaps another was meant. */
function suggest(meant: string | null, scene: Scene): Step {
  return step(scene, say(WORDING.unknownCommand(meant), [{ label: meant ?? '/help', command: meant ?? '/help' }]));
}

/** An article of the last answer in full; a bare 第二条 where there is none may be one of a law. */
async function openCitation(place: number, typed: string, scene: Scene): Promise<Step | Otherwise> {
  const last = answeredLast(await scene.turns.recent(LOOKED_THROUGH_TURNS), scene.now);
  const citations = last?.outcome.kind === 'answered' ? last.outcome.answer.citations.filter(({ kind }) => kind !== 'reference') : [];
  const citation = citations[place - 1];
  if (citation) return step(scene, presentCitation(citation));
  return citations.length === 0 ? { kind: 'question', text: typed } : step(scene, say(WORDING.noCitation));
}

/** 简体 or 繁體: what the bot says from now on. */
async function chooseScript(script: Script | null, scene: Scene): Promise<Step> {
  const choices = WORDING.scripts.map((label) => ({ label, command: label }));
  if (script === null) return step(scene, say(WORDING.whichScript, choices));
  await scene.unit.people.setScript(scene.speaker.id, script);
  return step(scene, say(WORDING.scriptChosen[script]), { script });
}

async function listCases(scene: Scene): Promise<Step> {
  const { unit, speaker, message } = scene;
  const desks = speaker.serves.map(({ desk }) => desk);
  const here = message.group ? await unit.desks.inChat({ channel: message.channel, chatId: message.chatId }) : desks;
  const mine = message.group ? [] : await unit.cases.ofRequester(speaker.id, MAX_LISTED);
  const ours = await unit.cases.ofDesks(
    desks.filter((desk) => here.includes(desk)),
    MAX_LISTED,
  );
  const part = (heading: string, cases: typeof mine) =>
    cases.length === 0
      ? []
      : [[heading, ...cases.map(({ number, kind, status }) => WORDS.line(number, kind, STATUS_NAMES[status]))].join('\n')];
  const texts = [...part(WORDS.mine, mine), ...part(WORDS.desk, ours)];
  const choices = [...mine, ...ours].map(({ number }) => ({ label: `#${number}`, command: `查看 #${number}` }));
  return step(scene, say(texts.length === 0 ? WORDS.none : texts, choices));
}
