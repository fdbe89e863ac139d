import { type Api, GrammyError } from 'grammy';
import type { Inbox } from '../../conversation/inbox.ts';
import type { PreviewPlace } from '../../conversation/platform-preview.ts';
import type { Reply } from '../../conversation/reply.ts';
import { renderTelegram } from './render-telegram.ts';

/**
 * Shows what is being written in one message that is changed. Its number is kept once Telegram has told it: a process that dies
 * before that leaves the message as it is, and the answer becomes one of its own.
 * @param api gives up soon
 */
export function showInTelegram(api: Api, inbox: Inbox): Pick<PreviewPlace, 'open' | 'change'> {
  return {
    open: async ({ channel, chatId, messageId }, reply) => {
      const sent = await api.sendMessage(chatId, textOf(reply), { parse_mode: 'HTML', link_preview_options: { is_disabled: true } });
      await inbox.keepShown(channel, messageId, String(sent.message_id));
      return String(sent.message_id);
    },
    change: async ({ chatId }, shownAs, reply) => {
      await api.editMessageText(chatId, Number(shownAs), textOf(reply), { parse_mode: 'HTML' }).catch((error: unknown) => {
        if (!isSameAlready(error)) throw error;
      });
    },
  };
}

/** Whether Telegram refused a change because there is nothing to change. */
export function isSameAlready(error: unknown): boolean {
  return error instanceof GrammyError && error.description.includes('message is not modified');
}

/** Eight sentences fit into one message. */
function textOf(reply: Reply): string {
  return renderTelegram(reply, null)[0]?.text ?? '';
}
