import { randomUUID } from 'node:crypto';
import type { DingTalkMedia } from './dingtalk-media.ts';

/** Where a person writes and as whom. */
export interface Writing {
  /** The conversation id of a group; the person's own chat with the robot unless given. */
  readonly group?: string;
  /** Whether the robot was named with @ in the group; it was unless said otherwise. */
  readonly mentioned?: boolean;
  /** A person of another organisation, whose staff id DingTalk does not tell. */
  readonly outsider?: boolean;
}

/** Parts of a richText message. */
export type RichPart = { readonly text: string } | { readonly picture: Uint8Array };

/** A message's kind and content, as the robot gets it. */
export interface Content {
  readonly msgtype: string;
  readonly [field: string]: unknown;
}

/** Robot data of a message: who, where, when, and its content. */
export function robotData(personId: string, writing: Writing, content: Content, about: { now: number; robotCode: string }) {
  const { group, mentioned = true, outsider = false } = writing;
  return {
    conversationId: conversationOf(personId, group),
    conversationType: group === undefined ? '1' : '2',
    ...(group === undefined ? {} : { conversationTitle: '测试群', isInAtList: mentioned }),
    msgId: `msg${randomUUID().replaceAll('-', '')}`,
    chatbotUserId: '$:LWCP_v1:$robot',
    chatbotCorpId: 'dingcorp',
    senderId: `$:LWCP_v1:$${personId}`,
    senderNick: `测试${personId}`,
    senderCorpId: outsider ? 'dingother' : 'dingcorp',
    ...(outsider ? {} : { senderStaffId: personId }),
    isAdmin: false,
    createAt: about.now,
    robotCode: about.robotCode,
    ...content,
  };
}

/** The id of a group, or of a person's own chat with the robot. */
export function conversationOf(personId: string, group?: string): string {
  return group ?? `cidPrivate${personId}==`;
}

/** In a group the text begins with the blank that was behind the robot's name. */
export function textContent(text: string, { group }: Writing): Content {
  return { msgtype: 'text', text: { content: group === undefined ? text : ` ${text}` } };
}

export function pictureContent(bytes: Uint8Array, media: DingTalkMedia): Content {
  const code = media.keep('picture.png', bytes);
  return { msgtype: 'picture', content: { downloadCode: code, pictureDownloadCode: code } };
}

export function fileContent(name: string, bytes: Uint8Array, media: DingTalkMedia): Content {
  return { msgtype: 'file', content: { downloadCode: media.keep(name, bytes), fileName: name, spaceId: '1', fileId: '1' } };
}

/** A voice message; DingTalk says what it heard. */
export function audioContent(bytes: Uint8Array, recognition: string, media: DingTalkMedia): Content {
  return { msgtype: 'audio', content: { downloadCode: media.keep('audio.amr', bytes), duration: 1000, recognition } };
}

export function richTextContent(parts: readonly RichPart[], media: DingTalkMedia): Content {
  const richText = parts.map((part) => {
    if ('text' in part) return { text: part.text };
    const code = media.keep('picture.png', part.picture);
    return { type: 'picture', downloadCode: code, pictureDownloadCode: code };
  });
  return { msgtype: 'richText', content: { richText } };
}
