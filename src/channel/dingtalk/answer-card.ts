import type { Inbox } from '../../conversation/inbox.ts';
import type { PreviewPlace } from '../../conversation/platform-preview.ts';
import { placeOf } from './card-bodies.ts';
import type { DingTalkApi } from './dingtalk-api.ts';
import { DingTalkError } from './dingtalk-error.ts';
import { readFailure } from './read-failure.ts';
import { type DingTalkMessage, renderDingTalk } from './render-dingtalk.ts';

/** The value of the template that is written while people look on. */
const STREAMED = 'content';

/**
 * Shows what is being written on a card that is streamed. The card has a name of ours, kept before it is made: a process that dies in
 * between costs nothing, and the answer finds the card, or none.
 * @param api gives up soon
 * @param cardTemplateId a template of an AI card with `title`, `content` (streamed) and `buttons`
 */
export function showOnCard(api: DingTalkApi, inbox: Inbox, cardTemplateId: string): Pick<PreviewPlace, 'open' | 'change'> {
  return {
    open: async ({ channel, chatId, messageId }, reply) => {
      const [place, [message]] = [placeOf(chatId), renderDingTalk(reply)];
      if (place === null || message === undefined)
        throw new DingTalkError('card', { status: null, code: 'session.only', retryAfterMs: null });
      const outTrackId = `answer-${messageId}`;
      await inbox.keepShown(channel, messageId, outTrackId);
      await api
        .createAndDeliverCard({ outTrackId, cardTemplateId, cardParamMap: answerValues(message) }, place)
        .catch(async (error: unknown) => {
          // It was made and nobody sees it: the answer must not be put there.
          if (error instanceof DingTalkError && error.code === 'card.notDelivered') await inbox.keepShown(channel, messageId, null);
          throw error;
        });
      return outTrackId;
    },
    change: async (_, outTrackId, reply) => {
      const content = renderDingTalk(reply)[0]?.text ?? '';
      await api.streamCard({ outTrackId, key: STREAMED, content, finished: false });
    },
  };
}

/** Ends what was streamed with the answer; false where the card does not take it. Throws what may pass. */
export async function finishAnswer(outTrackId: string, message: DingTalkMessage, api: DingTalkApi): Promise<boolean> {
  const values = answerValues(message);
  try {
    // An earlier try may have ended it already.
    await api.streamCard({ outTrackId, key: STREAMED, content: values.content, finished: true }).catch(throwPassing);
    await api.updateCard(outTrackId, values);
    return true;
  } catch (error) {
    throwPassing(error);
    return false;
  }
}

function throwPassing(error: unknown): void {
  if (readFailure(error).kind === 'retry') throw error;
}

const LINK = /\[([^\]]*)\]\(dtmd:\/\/dingtalkclient\/sendMessage\?content=([^)]*)\)/g;
/** Links and nothing else: choices. */
const ONLY_LINKS = /^(?:\[[^\]]*\]\(dtmd:[^)]*\)(?: \| )?)+$/;

/** An answer as its card shows it: what can be tapped are buttons, and sources and questions stay in the text as words. */
function answerValues({ title, text }: DingTalkMessage): { title: string; content: string; buttons: string } {
  const buttons = [...text.matchAll(LINK)].map(([, label = '', command = '']) => ({
    text: label.replace(/\\(.)/g, '$1'),
    params: { command: decodeURIComponent(command) },
  }));
  const parts = text.split('\n\n').filter((part) => !ONLY_LINKS.test(part));
  return { title, content: parts.join('\n\n').replace(LINK, '$1'), buttons: JSON.stringify(buttons) };
}
