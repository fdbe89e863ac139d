import { isOpen } from '../../legal-case/case-status.ts';
import { findCase, isStep } from './find-case.ts';
import { relay } from './relay-words.ts';
import type { Otherwise, Scene, Step } from './scene.ts';
import { understand } from './understand.ts';

/**
 * An edited message that was relayed is relayed again, marked, to the case that it names now; any other edit changes nothing, nor
 * does one in a case that is over.
 */
export async function takeCorrection(scene: Scene): Promise<Step | Otherwise> {
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
