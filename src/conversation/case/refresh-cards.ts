import type { CaseUnit } from '../../legal-case/case-unit.ts';
import type { LegalCase } from '../../legal-case/legal-case.ts';
import type { Address, Channel } from '../../legal-case/person.ts';
import { say } from '../reply.ts';
import { CASE_WORDING as WORDS } from './case-wording.ts';
import { presentStatus } from './present-case.ts';
import type { CaseRules, Notice } from './scene.ts';

/** Channels that can change a message that was sent; in the others 查看 shows how a case stands. */
const EDITABLE: ReadonlySet<Channel> = new Set(['telegram', 'dingtalk']);

/** The cards of every case that was changed in this unit, as they are now: with what can still be done, and without what cannot. */
export async function refreshCards(unit: CaseUnit, rules: CaseRules): Promise<Notice[]> {
  const notices = await Promise.all(unit.cases.changed().map((legalCase) => cardsOf(legalCase, unit, rules)));
  return notices.flat();
}

async function cardsOf(legalCase: LegalCase, unit: CaseUnit, { coordinator }: CaseRules): Promise<Notice[]> {
  const { number, desk, client } = legalCase;
  const shown = (await unit.cases.cards(number)).filter(({ channel }) => EDITABLE.has(channel));
  if (shown.length === 0) return [];
  const who = client === null ? null : await unit.clients.find(client);
  const [ours, watching] = [await unit.desks.chats(desk), await unit.desks.chats(coordinator)];
  const has = (chats: readonly Address[], one: Address) =>
    chats.some(({ channel, chatId }) => channel === one.channel && chatId === one.chatId);
  return shown.map((to): Notice => {
    const side = has(ours, to) ? 'desk' : has(watching, to) ? 'coordinator' : null;
    // Who had the case before learns only that it is there no more.
    const reply = side === null ? say(WORDS.cardGone(number)) : presentStatus(legalCase, who?.name ?? WORDS.resident, side);
    return { to, reply, caseNumber: number, card: 'update' };
  });
}
