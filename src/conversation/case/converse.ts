import type { Script } from '../../legal-case/person.ts';
import { normalizeText } from '../../search/normalize.ts';
import { presentCitation, presentHelp } from '../present-outcome.ts';
import { presentReckonings } from '../reckon/present-reckoning.ts';
import { say } from '../reply.ts';
import { WORDING } from '../wording.ts';
import { bindByCode, bindByPhone, explainBinding, listRepresentatives, revokeBinding, tellWho } from './bind-person.ts';
import { listDeadLetters, resendLetter } from './dead-letters.ts';
import { actOnCase } from './dispatch-deed.ts';
import { findCase, isStep } from './find-case.ts';
import { guardData } from './guard-data.ts';
import { guideIntake } from './guide-intake.ts';
import { addDeskChat, issueCode } from './issue-code.ts';
import { listCases } from './list-cases.ts';
import { isOrdinary, isOverheard } from './overheard.ts';
import { takeRatingWords } from './rate-case.ts';
import { relayMessage } from './relay-words.ts';
import { lastAnswer, type Otherwise, onlyInPrivate, type Scene, type Step, step } from './scene.ts';
import { chooseWarnings, prepareWarning, recordService, reportWarning, sendWarning } from './serve-clients.ts';
import { takeCorrection } from './take-correction.ts';
import { takeFeedback, takeFeedbackWords } from './take-feedback.ts';
import { takeAnswer } from './take-intake.ts';
import { takeUnasked } from './take-unasked.ts';
import { type Intent, understand } from './understand.ts';
import { listMaterials, showStep } from './walk-guide.ts';

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
  if (message.group)
    return intent.kind === 'wants-person' ? onlyInPrivate(scene) : ((await takeFeedback(text, scene)) ?? { kind: 'question', text });
  return (await takeExpected(text, scene)) ?? (await takeFeedback(text, scene)) ?? takeUnasked(intent, text, scene);
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
    case 'reckon':
      return intent.words === '' ? step(scene, presentReckonings()) : { kind: 'question', text: intent.words };
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
    case 'feedback-words':
      return takeFeedbackWords(expects.turnId, text, scene);
    default:
      return null;
  }
}

/** A command that we do not have: perhaps another was meant. */
function suggest(meant: string | null, scene: Scene): Step {
  return step(scene, say(WORDING.unknownCommand(meant), [{ label: meant ?? '/help', command: meant ?? '/help' }]));
}

/** An article of the last answer in full; a bare 第二条 where there is none may be one of a law. */
async function openCitation(place: number, typed: string, scene: Scene): Promise<Step | Otherwise> {
  const last = await lastAnswer(scene);
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
