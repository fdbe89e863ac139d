import { z } from 'zod';

const download = z.object({ downloadCode: z.string().min(1) });

/** A message to the robot, as DingTalk sends it; fields that we do not use are left out. */
export const robotMessageSchema = z.object({
  msgId: z.string().min(1).max(200),
  conversationId: z.string().min(1),
  /** 1: with one person; 2: a group. */
  conversationType: z.enum(['1', '2']),
  senderId: z.string().min(1),
  /** Missing for people of other organisations. */
  senderStaffId: z.string().min(1).optional(),
  sessionWebhook: z.string().optional(),
  /** In milliseconds since 1970. */
  sessionWebhookExpiredTime: z.number().optional(),
  msgtype: z.string(),
  text: z.object({ content: z.string() }).optional(),
  content: z
    .looseObject({
      downloadCode: z.string().optional(),
      fileName: z.string().optional(),
      /** What DingTalk heard in a voice message. */
      recognition: z.string().optional(),
      richText: z.array(z.looseObject({ text: z.string().optional(), ...download.partial().shape })).optional(),
    })
    .optional(),
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
