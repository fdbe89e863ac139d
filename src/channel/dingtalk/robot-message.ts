import { z } from 'zod';

/** A field that may be missing, or empty in any way; then it is undefined. */
const maybe = <Value>(field: z.ZodType<Value>) => field.optional().catch(undefined);

/** A message to the robot, as DingTalk sends it; fields that we do not use are left out. */
export const robotMessageSchema = z.object({
  msgId: z.string().min(1).max(200),
  conversationId: z.string().min(1),
  /** 1: with one person; 2: a group. */
  conversationType: z.enum(['1', '2']),
  senderId: z.string().min(1),
  /** Missing for people of other organisations. */
  senderStaffId: maybe(z.string().min(1)),
  sessionWebhook: maybe(z.string()),
  /** In milliseconds since 1970. */
  sessionWebhookExpiredTime: maybe(z.number()),
  msgtype: z.string(),
  text: maybe(z.object({ content: z.string() })),
  content: maybe(
    z.looseObject({
      downloadCode: maybe(z.string().min(1)),
      fileName: maybe(z.string()),
      /** What DingTalk heard in a voice message. */
      recognition: maybe(z.string()),
      richText: maybe(z.array(z.looseObject({ text: maybe(z.string()), downloadCode: maybe(z.string().min(1)) }))),
    }),
  ),
});
export type RobotMessage = z.infer<typeof robotMessageSchema>;

/** A press on a card of ours. */
export const cardPressSchema = z.object({
  outTrackId: z.string(),
  userId: z.string().min(1),
  spaceId: z.string().optional(),
  spaceType: z.string().optional(),
  content: z.string(),
});
export type CardPress = z.infer<typeof cardPressSchema>;

const pressedSchema = z.object({ cardPrivateData: z.object({ params: z.looseObject({ command: z.string() }) }) });

/** The command behind the button that was pressed; null for a press that is none of ours. */
export function commandOf({ content }: CardPress): string | null {
  try {
    return pressedSchema.parse(JSON.parse(content)).cardPrivateData.params.command;
  } catch {
    return null;
  }
}

/** The sender, of whichever organisation. */
export function personIdOf({ senderStaffId, senderId }: RobotMessage): string {
  return senderStaffId ?? senderId;
}

/** Our name of a chat: a group, a person of the organisation, or a conversation that can be answered in for a while only. */
export function chatIdOf({ conversationId, conversationType, senderStaffId }: RobotMessage): string {
  if (conversationType === '2') return `g:${conversationId}`;
  return senderStaffId === undefined ? `s:${conversationId}` : `p:${senderStaffId}`;
}

/** The chat of a card that was pressed; DingTalk names its group alone, or with the kind of chat before it. */
export function chatOfPress({ spaceId = '', spaceType, userId }: CardPress): string {
  const [, named] = /IM_GROUP\.(.+)$/.exec(spaceId) ?? [];
  const group = named ?? (spaceType === 'IM_GROUP' && spaceId !== '' ? spaceId : null);
  return group === null ? `p:${userId}` : `g:${group}`;
}
