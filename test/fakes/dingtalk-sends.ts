import { randomUUID } from 'node:crypto';
import { type Answer, done, refused } from './dingtalk-answer.ts';
import type { DingTalkMedia } from './dingtalk-media.ts';
import type { ChatPlace } from './dingtalk-webhooks.ts';

/** A message that DingTalk took from the robot. */
export interface TakenMessage {
  readonly via: 'webhook' | 'person' | 'group';
  /** The person it went to; null in groups. */
  readonly userId: string | null;
  /** The chat it went to; null for a person who was written to by their staff id. */
  readonly conversationId: string | null;
  /** `sampleMarkdown` and the like, or the `msgtype` of a webhook. */
  readonly kind: string;
  readonly content: Readonly<Record<string, unknown>>;
}

const LARGEST_PARAM = 15_000;
const MOST_PEOPLE = 20;
/** What a file message may carry. */
const DOCUMENTS: ReadonlySet<string> = new Set(['xlsx', 'pdf', 'zip', 'rar', 'doc', 'docx']);
/** Kinds of messages and the values each must have. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  sampleText: ['content'],
  sampleMarkdown: ['title', 'text'],
  sampleImageMsg: ['photoURL'],
  sampleLink: ['text', 'title', 'messageUrl'],
  sampleActionCard: ['title', 'text', 'singleTitle', 'singleURL'],
  sampleActionCard2: ['title', 'text', 'actionTitle1', 'actionURL1', 'actionTitle2', 'actionURL2'],
  sampleFile: ['mediaId', 'fileName', 'fileType'],
};

/** The content of a message, or why it is refused. */
type Reading =
  | { readonly content: Readonly<Record<string, unknown>>; readonly refusal?: undefined }
  | { readonly refusal: Answer; readonly content?: undefined };

/** What the robot sends by its staff ids and groups, and who is there to get it. */
export class DingTalkSends {
  readonly taken: TakenMessage[] = [];
  /** Staff ids that exist. */
  readonly staff = new Set<string>();
  /** Groups the robot is in. */
  readonly groups = new Set<string>();
  /** Staff who got too much for now. */
  readonly flowControlled = new Set<string>();

  constructor(
    private readonly robotCode: string,
    private readonly media: DingTalkMedia,
  ) {}

  toPeople(body: Readonly<Record<string, unknown>>): Answer {
    const userIds = Array.isArray(body.userIds) ? body.userIds.map(String) : [];
    if (userIds.length === 0 || userIds.length > MOST_PEOPLE) return refused(400, 'invalidParameter.userIds.exceedLimit');
    const { content, refusal } = this.read(body);
    if (refusal) return refusal;
    const invalid = userIds.filter((id) => !this.staff.has(id));
    if (invalid.length === userIds.length) return refused(400, 'staffId.notExisted');
    const held = userIds.filter((id) => this.flowControlled.has(id));
    for (const userId of userIds.filter((id) => !invalid.includes(id) && !held.includes(id))) {
      this.taken.push({ via: 'person', userId, conversationId: null, kind: String(body.msgKey), content });
    }
    return done({ processQueryKey: randomUUID(), invalidStaffIdList: invalid, flowControlledStaffIdList: held });
  }

  toGroup(body: Readonly<Record<string, unknown>>): Answer {
    const conversationId = String(body.openConversationId);
    if (!this.groups.has(conversationId)) return refused(400, 'invalidParameter.openConversationId');
    const { content, refusal } = this.read(body);
    if (refusal) return refusal;
    this.taken.push({ via: 'group', userId: null, conversationId, kind: String(body.msgKey), content });
    return done({ processQueryKey: randomUUID() });
  }

  byWebhook({ conversationId, group, personId }: ChatPlace, body: Readonly<Record<string, unknown>>): void {
    const kind = String(body.msgtype);
    const content = body[kind] as Record<string, unknown>;
    this.taken.push({ via: 'webhook', userId: group ? null : personId, conversationId, kind, content });
  }

  private read(body: Readonly<Record<string, unknown>>): Reading {
    if (body.robotCode !== this.robotCode) return { refusal: refused(400, 'resource.not.found') };
    const needed = KINDS[String(body.msgKey)];
    if (needed === undefined) return { refusal: refused(400, 'invalidParameter.msgKey') };
    const { msgParam } = body;
    if (typeof msgParam !== 'string') return { refusal: refused(400, 'invalidParameter.msgParam') };
    if (Buffer.byteLength(msgParam) > LARGEST_PARAM) return { refusal: refused(400, 'invalidParameter.msgParam.tooLong') };
    const content = readObject(msgParam);
    if (content === null || needed.some((name) => typeof content[name] !== 'string' || content[name] === '')) {
      return { refusal: refused(400, 'invalidParameter.msgParam') };
    }
    return this.hasMedia(String(body.msgKey), content) ? { content } : { refusal: refused(400, 'invalidParameter.mediaId') };
  }

  /** A file message names an uploaded document, a picture an address or an uploaded picture. */
  private hasMedia(kind: string, { mediaId, fileType, photoURL }: Readonly<Record<string, unknown>>): boolean {
    if (kind === 'sampleFile') return this.media.uploaded(String(mediaId))?.type === 'file' && DOCUMENTS.has(String(fileType));
    if (kind !== 'sampleImageMsg' || /^https?:/.test(String(photoURL))) return true;
    return this.media.uploaded(String(photoURL))?.type === 'image';
  }
}

function readObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
