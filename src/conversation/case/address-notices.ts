import type { CaseUnit } from '../../legal-case/case-unit.ts';
import type { RenderReply } from '../reply.ts';
import { noticeInTraditional } from '../traditional.ts';
import type { Outgoing } from '../turn-store.ts';
import type { Notice } from './scene.ts';

/** Notices as the messages their channels show them by, each in the characters that its reader chose. */
export async function addressNotices(notices: readonly Notice[], unit: CaseUnit, render: RenderReply): Promise<Outgoing[]> {
  const traditional = await unit.people.chatsInTraditional(notices.map(({ to }) => to));
  return notices.flatMap((notice) => {
    const { channel, chatId } = notice.to;
    const converts = traditional.some((chat) => chat.channel === channel && chat.chatId === chatId);
    return address(converts ? { ...notice, reply: noticeInTraditional(notice.reply) } : notice, render);
  });
}

function address({ to, reply, caseNumber, broadcastId, card }: Notice, render: RenderReply): Outgoing[] {
  const messages = render(to.channel, reply);
  // The card is the message with the words and the buttons; its files stand before it.
  return messages.map((payload, index) => ({
    ...to,
    payload,
    caseNumber,
    broadcastId: broadcastId ?? null,
    card: card === 'new' && index === messages.length - 1,
    updates: card === 'update',
  }));
}
