import { randomUUID } from 'node:crypto';
import { z } from 'zod';

/** A card to be made from a template. */
export interface NewCard {
  /** Our name of the card, unlike any other. */
  readonly outTrackId: string;
  readonly cardTemplateId: string;
  /** What the template shows; other values than texts are written as JSON. */
  readonly cardParamMap: Readonly<Record<string, string>>;
}

/** The chat a card goes to: a person's with the robot, or a group. */
export type CardPlace = { readonly userId: string } | { readonly openConversationId: string };

/** A chat as the robot's APIs know it; null for one that only its webhook reaches. */
export function placeOf(chatId: string): CardPlace | null {
  const name = chatId.slice(2);
  if (chatId.startsWith('p:')) return { userId: name };
  return chatId.startsWith('g:') ? { openConversationId: name } : null;
}

/** The text of a card while it is being written. */
export interface StreamedText {
  readonly outTrackId: string;
  /** The template's value that is written. */
  readonly key: string;
  /** All of it so far. */
  readonly content: string;
  readonly finished: boolean;
  readonly failed?: boolean;
}

/** A new card's request; its presses come by the Stream. */
export function newCardBody({ outTrackId, cardTemplateId, cardParamMap }: NewCard, place: CardPlace, robotCode: string): object {
  const card = { outTrackId, cardTemplateId, callbackType: 'STREAM', userIdType: 1, cardData: { cardParamMap } };
  if ('userId' in place) {
    return {
      ...card,
      openSpaceId: `dtv1.card//IM_ROBOT.${place.userId}`,
      imRobotOpenSpaceModel: { supportForward: false },
      imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode },
    };
  }
  return {
    ...card,
    openSpaceId: `dtv1.card//IM_GROUP.${place.openConversationId}`,
    imGroupOpenSpaceModel: { supportForward: false },
    imGroupOpenDeliverModel: { robotCode },
  };
}

export function updateBody(outTrackId: string, cardParamMap: Readonly<Record<string, string>>): object {
  return { outTrackId, cardData: { cardParamMap }, cardUpdateOptions: { updateCardDataByKey: true } };
}

/** The whole text each time, so that a lost request costs nothing. */
export function streamBody({ outTrackId, key, content, finished, failed = false }: StreamedText): object {
  return { outTrackId, guid: randomUUID(), key, content, isFull: true, isFinalize: finished, isError: failed };
}

const Delivered = z.object({
  success: z.boolean().optional(),
  result: z
    .object({ deliverResults: z.array(z.object({ success: z.boolean() })).optional() })
    .optional()
    .catch(undefined),
});

/** Whether an answer of status 200 says that the card did not arrive. */
export function deliveryFailed(answer: unknown): boolean {
  const { success, result } = Delivered.safeParse(answer).data ?? {};
  return success === false || (result?.deliverResults ?? []).some((one) => !one.success);
}
