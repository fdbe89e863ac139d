import { CASE_WORDING } from '../../conversation/case/case-wording.ts';
import { understand } from '../../conversation/case/understand.ts';
import type { IncomingMessage } from '../../conversation/incoming-message.ts';
import { WORDING } from '../../conversation/wording.ts';
import { type FileContents, MAX_FILE_BYTES, takeFile } from '../../legal-case/stored-file.ts';
import type { DingTalkApi } from './dingtalk-api.ts';
import { DingTalkError } from './dingtalk-error.ts';
import { chatIdOf, type RobotMessage } from './robot-message.ts';

type Read = { readonly kind: 'message'; readonly message: IncomingMessage } | { readonly kind: 'unreadable'; readonly why: string };

/**
 * What a person sent, in our terms: words, what DingTalk heard in a voice message, a file (fetched and looked at), or, where the
 * person says 绑定 and we may read it, the telephone their organisation knows.
 */
export async function readRobotMessage(sent: RobotMessage, api: DingTalkApi, files: FileContents): Promise<Read> {
  const group = sent.conversationType === '2';
  const about = {
    channel: 'dingtalk',
    messageId: sent.msgId,
    personId: sent.senderStaffId ?? sent.senderId,
    chatId: chatIdOf(sent),
    // DingTalk hands a group's message to the robot only when it is called.
    ...(group ? { group, addressed: true } : {}),
  } as const;
  const { text, code, name } = contentOf(sent);
  if (code !== null) {
    const file = await fetchFile(code, name, api, files);
    return file === 'lost' ? { kind: 'unreadable', why: CASE_WORDING.fileLost } : { kind: 'message', message: { ...about, text, file } };
  }
  if (text === '') return { kind: 'unreadable', why: sent.msgtype === 'audio' ? WORDING.voice : WORDING.onlyText };
  if (!group && sent.senderStaffId !== undefined && understand(text).kind === 'bind') {
    const mobile = await api.userMobile(sent.senderStaffId).catch(() => null);
    if (mobile !== null) return { kind: 'message', message: { ...about, text: '', verifiedPhone: mobile } };
  }
  return { kind: 'message', message: { ...about, text } };
}

/** The words, and the code by which a file is fetched. */
function contentOf({ msgtype, text, content }: RobotMessage): {
  readonly text: string;
  readonly code: string | null;
  readonly name: string;
} {
  switch (msgtype) {
    case 'text':
      return { text: text?.content.trim() ?? '', code: null, name: '' };
    case 'audio':
      return { text: content?.recognition?.trim() ?? '', code: null, name: '' };
    case 'picture':
      return { text: '', code: content?.downloadCode ?? null, name: '照片.jpg' };
    case 'file':
      return { text: '', code: content?.downloadCode ?? null, name: content?.fileName ?? '文件' };
    case 'richText': {
      const parts = content?.richText ?? [];
      const words = parts.map((part) => part.text ?? '').join('');
      return { text: words.trim(), code: parts.find((part) => part.downloadCode !== undefined)?.downloadCode ?? null, name: '照片.jpg' };
    }
    default:
      return { text: '', code: null, name: '' };
  }
}

async function fetchFile(code: string, name: string, api: DingTalkApi, files: FileContents) {
  try {
    return await takeFile(await api.downloadFile(code, MAX_FILE_BYTES), name, files);
  } catch (error) {
    return error instanceof DingTalkError && error.code === 'file.tooLarge' ? 'too-large' : 'lost';
  }
}
