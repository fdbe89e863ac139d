import { CASE_WORDING } from '../../conversation/case/case-wording.ts';
import { understand } from '../../conversation/case/understand.ts';
import type { Opened, SentMessage } from '../../conversation/incoming-message.ts';
import { WORDING } from '../../conversation/wording.ts';
import { type FileContents, MAX_FILE_BYTES, takeFile } from '../../legal-case/stored-file.ts';
import type { DingTalkApi } from './dingtalk-api.ts';
import { DingTalkError } from './dingtalk-error.ts';
import { chatIdOf, personIdOf, type RobotMessage } from './robot-message.ts';

/**
 * What a person sent, in our terms: words, what DingTalk heard in a voice message, and, once it is opened, a file (fetched and looked at) or,
 * where the person says 绑定 and we may read it, the telephone their organisation knows.
 */
export function readRobotMessage(sent: RobotMessage, api: DingTalkApi, files: FileContents): SentMessage {
  const group = sent.conversationType === '2';
  const about = {
    channel: 'dingtalk',
    messageId: sent.msgId,
    personId: personIdOf(sent),
    chatId: chatIdOf(sent),
    // DingTalk hands a group's message to the robot only when it is called.
    ...(group ? { group, addressed: true } : {}),
  } as const;
  const { text, codes, name } = contentOf(sent);
  const [code] = codes;
  if (code !== undefined) return { ...about, text, open: () => fetchFile(code, name, api, files) };
  if (text === '') {
    const why = sent.msgtype === 'audio' ? WORDING.voice : WORDING.onlyText;
    return { ...about, text, open: async () => ({ kind: 'unreadable', why }) };
  }
  const { senderStaffId } = sent;
  if (group || senderStaffId === undefined || understand(text).kind !== 'bind') return { ...about, text };
  return { ...about, text, open: () => knownPhone(senderStaffId, api) };
}

/** Whether there are more pictures than the one that is read. */
export function hasMorePictures(sent: RobotMessage): boolean {
  return contentOf(sent).codes.length > 1;
}

/** The words, and the codes by which files are fetched. */
function contentOf({ msgtype, text, content }: RobotMessage): {
  readonly text: string;
  readonly codes: readonly string[];
  readonly name: string;
} {
  switch (msgtype) {
    case 'text':
      return { text: text?.content.trim() ?? '', codes: [], name: '' };
    case 'audio':
      return { text: content?.recognition?.trim() ?? '', codes: [], name: '' };
    case 'picture':
      return { text: '', codes: codesOf([content]), name: '照片.jpg' };
    case 'file':
      return { text: '', codes: codesOf([content]), name: content?.fileName ?? '文件' };
    case 'richText': {
      const parts = content?.richText ?? [];
      const words = parts.map((part) => part.text ?? '').join('');
      return { text: words.trim(), codes: codesOf(parts), name: '照片.jpg' };
    }
    default:
      return { text: '', codes: [], name: '' };
  }
}

function codesOf(parts: readonly ({ readonly downloadCode?: string | undefined } | undefined)[]): string[] {
  return parts.flatMap((part) => part?.downloadCode ?? []);
}

/** What the organisation knows; nothing where it tells us nothing. */
async function knownPhone(staffId: string, api: DingTalkApi): Promise<Opened> {
  const mobile = await api.userMobile(staffId).catch(() => null);
  return { kind: 'came', with: mobile === null ? {} : { text: '', verifiedPhone: mobile } };
}

async function fetchFile(code: string, name: string, api: DingTalkApi, files: FileContents): Promise<Opened> {
  try {
    return { kind: 'came', with: { file: await takeFile(await api.downloadFile(code, MAX_FILE_BYTES), name, files) } };
  } catch (error) {
    if (!(error instanceof DingTalkError)) throw error;
    if (error.code === 'file.tooLarge') return { kind: 'came', with: { file: 'too-large' } };
    return { kind: 'unreadable', why: CASE_WORDING.fileLost };
  }
}
