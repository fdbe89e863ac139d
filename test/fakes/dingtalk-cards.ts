import { type Answer, done, refused } from './dingtalk-answer.ts';

/** A card as people see it. */
export interface ShownCard {
  readonly outTrackId: string;
  readonly cardTemplateId: string;
  readonly spaceType: 'IM_ROBOT' | 'IM_GROUP';
  /** The person or the group it lies with. */
  readonly spaceId: string;
  readonly params: Readonly<Record<string, string>>;
  /** What a streamed value showed, one after another. */
  readonly streamed: readonly string[];
  /** Whether streaming ended, and how. */
  readonly ended: 'finished' | 'failed' | null;
}

interface Chats {
  readonly staff: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

/** The robot's cards: made once, into a chat that exists; values are texts; nothing is streamed after the end. */
export class DingTalkCards {
  /** What people saw, one after another: every card as it was made, and again as it was each time it was changed. */
  readonly seen: ShownCard[] = [];
  private readonly cards = new Map<string, ShownCard>();
  private readonly guids = new Set<string>();

  /** People and groups whose cards are made and do not arrive. */
  readonly undelivered = new Set<string>();

  constructor(
    private readonly robotCode: string,
    private readonly chats: Chats,
  ) {}

  get(outTrackId: string): ShownCard | null {
    return this.cards.get(outTrackId) ?? null;
  }

  /** The cards that lie with a person or a group, oldest first. */
  inChat(spaceId: string): readonly ShownCard[] {
    return [...this.cards.values()].filter((card) => card.spaceId === spaceId);
  }

  create(body: Readonly<Record<string, unknown>>): Answer {
    const { outTrackId, cardTemplateId, callbackType, openSpaceId, userIdType } = body;
    const params = readParams(body.cardData);
    if (typeof outTrackId !== 'string' || outTrackId === '' || typeof cardTemplateId !== 'string' || params === null) {
      return refused(400, 'param.error');
    }
    if (callbackType !== 'STREAM' || userIdType !== 1 || this.cards.has(outTrackId)) return refused(400, 'param.error');
    const [, type, spaceId = ''] = /^dtv1\.card\/\/(IM_ROBOT|IM_GROUP)\.(.+)$/.exec(String(openSpaceId)) ?? [];
    const spaceType = type === 'IM_GROUP' ? 'IM_GROUP' : 'IM_ROBOT';
    const model = body[spaceType === 'IM_GROUP' ? 'imGroupOpenDeliverModel' : 'imRobotOpenDeliverModel'];
    const space = body[spaceType === 'IM_GROUP' ? 'imGroupOpenSpaceModel' : 'imRobotOpenSpaceModel'];
    if (type === undefined || !isObject(space) || !isObject(model) || model.robotCode !== this.robotCode)
      return refused(400, 'param.error');
    if (spaceType === 'IM_ROBOT' && model.spaceType !== 'IM_ROBOT') return refused(400, 'param.error');
    const known = (spaceType === 'IM_GROUP' ? this.chats.groups : this.chats.staff).has(spaceId);
    const success = known && !this.undelivered.has(spaceId);
    if (known) this.put({ outTrackId, cardTemplateId, spaceType, spaceId, params, streamed: [], ended: null });
    return done({ success: true, result: { outTrackId, deliverResults: [{ spaceId, spaceType, success }] } });
  }

  /** Changes values by key, or all of them; also what the answer to a press says. */
  update(body: Readonly<Record<string, unknown>>, outTrackId = String(body.outTrackId)): Answer {
    const card = this.cards.get(outTrackId);
    const params = readParams(body.cardData);
    if (card === undefined) return refused(400, 'param.cardNotExist');
    if (params === null) return refused(400, 'param.error');
    const byKey = isObject(body.cardUpdateOptions) && body.cardUpdateOptions.updateCardDataByKey === true;
    this.put({ ...card, params: byKey ? { ...card.params, ...params } : params });
    return done({ success: true, result: true });
  }

  stream({ outTrackId, guid, key, content, isFull, isFinalize, isError }: Readonly<Record<string, unknown>>): Answer {
    const card = this.cards.get(String(outTrackId));
    if (card === undefined) return refused(400, 'param.cardNotExist');
    if (typeof guid !== 'string' || typeof key !== 'string' || typeof content !== 'string') return refused(400, 'param.error');
    if (card.ended !== null) return refused(400, 'param.streamEnded');
    if (!this.guids.has(guid)) {
      this.guids.add(guid);
      const text = isFull === true ? content : (card.params[key] ?? '') + content;
      const ended = isError === true ? 'failed' : isFinalize === true ? 'finished' : null;
      this.put({ ...card, params: { ...card.params, [key]: text }, streamed: [...card.streamed, text], ended });
    }
    return done({ success: true, result: true });
  }

  private put(card: ShownCard): void {
    this.cards.set(card.outTrackId, card);
    this.seen.push(card);
  }
}

function readParams(cardData: unknown): Record<string, string> | null {
  const params = isObject(cardData) ? cardData.cardParamMap : null;
  return isObject(params) && Object.values(params).every((value) => typeof value === 'string') ? (params as Record<string, string>) : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
