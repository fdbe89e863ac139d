import type { CaseSide } from '../../legal-case/case-status.ts';
import type { People } from '../../legal-case/case-unit.ts';
import type { Change } from '../../legal-case/change-case.ts';
import type { LegalCase } from '../../legal-case/legal-case.ts';
import type { Speaker } from '../../legal-case/person.ts';
import { say } from '../reply.ts';
import { IDENTITY_WORDING, STATUS_NAMES, CASE_WORDING as WORDS } from './case-wording.ts';
import { type Scene, type Step, step } from './scene.ts';

/** A case with the side on which the speaker stands. */
export interface OwnCase {
  readonly legalCase: LegalCase;
  readonly side: Exclude<CaseSide, 'system'>;
}

/**
 * The case of this number, if the speaker may see it: as the person who asked, a member of the desk that has it now, or the
 * coordinator. A case of others and none at all are answered alike. In a group, only the desk's own group counts.
 */
export async function findCase(number: string, scene: Scene): Promise<OwnCase | Step> {
  const { unit, message, rules } = scene;
  const legalCase = await unit.cases.take(number);
  const side = legalCase === null ? null : await sideOf(legalCase, scene.speaker, scene.rules.coordinator, unit.people);
  if (legalCase === null || side === null) return step(scene, say(WORDS.notFound));
  if (message.group) {
    const desk = side === 'coordinator' ? rules.coordinator : legalCase.desk;
    const here = await unit.desks.inChat({ channel: message.channel, chatId: message.chatId });
    if (side === 'requester' || !here.includes(desk)) return step(scene, say(IDENTITY_WORDING.privately));
  }
  return { legalCase, side };
}

/** Whether what was looked for or tried ended in a refusal. */
export function isStep(found: object): found is Step {
  return 'reply' in found;
}

/** Whether a colleague has this case: then only he and the lead may change it. */
export function isColleagues({ legalCase, side }: OwnCase, { speaker }: Scene): boolean {
  if (side !== 'desk' || legalCase.handler === null || legalCase.handler.personId === speaker.id) return false;
  return !speaker.serves.some(({ desk, role }) => desk === legalCase.desk && role === 'lead');
}

/** What the speaker is told when a deed is refused. */
export function explainRefusal(change: Extract<Change, { kind: 'refused' }>, { legalCase }: OwnCase, scene: Scene): Step {
  const { number, status } = legalCase;
  const { kind } = change.why;
  const text =
    kind === 'too-late'
      ? WORDS.tooLate(number)
      : kind === 'not-yours'
        ? WORDS.notYours(number)
        : WORDS.wrongStatus(number, STATUS_NAMES[status]);
  return step(scene, say(text), { caseNumber: number });
}

/** The side on which somebody stands in a case; null for who has no part in it. */
export async function sideOf(legalCase: LegalCase, speaker: Speaker, coordinator: string, people: People): Promise<OwnCase['side'] | null> {
  if (await isRequester(legalCase, speaker, people)) return 'requester';
  if (speaker.serves.some(({ desk }) => desk === legalCase.desk)) return 'desk';
  return speaker.serves.some(({ desk }) => desk === coordinator) ? 'coordinator' : null;
}

/** In a client's case its requester for as long as he represents it; after that its other representatives. */
async function isRequester({ requester, client }: LegalCase, speaker: Speaker, people: People): Promise<boolean> {
  if (client === null) return requester.personId === speaker.id;
  if (!speaker.represents.some(({ uscc }) => uscc === client)) return false;
  if (requester.personId === speaker.id) return true;
  return !(await people.representatives(client)).some(({ personId }) => personId === requester.personId);
}
