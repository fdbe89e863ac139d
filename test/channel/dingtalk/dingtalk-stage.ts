import type { LanguageModel } from '../../../src/answer/language-model.ts';
import { DingTalkChannel, type DingTalkOptions } from '../../../src/channel/dingtalk/dingtalk-channel.ts';
import { PostgresDingTalkSessions } from '../../../src/store/postgres-dingtalk-sessions.ts';
import { PostgresInbox } from '../../../src/store/postgres-inbox.ts';
import { PostgresOutbox } from '../../../src/store/postgres-outbox.ts';
import { sealed } from '../../../src/store/sealed.ts';
import { FIRMS } from '../../conversation/case/stage.ts';
import { FakeDingTalk } from '../../fakes/dingtalk-platform.ts';
import type { TakenMessage } from '../../fakes/dingtalk-sends.ts';
import { NO_PACE } from '../../open-door.ts';
import { openService, type Service } from '../open-service.ts';
import { until } from '../until.ts';

type DingTalkSettings = DingTalkOptions['settings'];

/** The firm's lawyers, somebody who is none of them, and a representative of the firm's client. */
export const LEAD = 'lead';
export const CLERK = 'clerk';
export const STRANGER = 'stranger';
export const BOSS = 'boss';

/** A person of DingTalk as cases know them. */
export function dingtalkPerson(personId: string) {
  return { channel: 'dingtalk', personId, chatId: `p:${personId}` } as const;
}

/** The service with DingTalk against its fake, whose clock shows what the service's clock shows. */
export class DingTalkStage {
  channel: DingTalkChannel;

  private constructor(
    readonly service: Service,
    readonly dingtalk: FakeDingTalk,
    readonly settings: DingTalkSettings,
  ) {
    this.channel = this.createChannel();
  }

  /** Starts it with a firm of one lead and one clerk and its client's representative, unless nobody is wanted. */
  static async open(settings: Partial<DingTalkSettings> = {}, model: LanguageModel | null = null): Promise<DingTalkStage> {
    const [service, dingtalk] = [await openService(model), await FakeDingTalk.start()];
    dingtalk.advance(service.stage.now.getTime() - dingtalk.now());
    const { clientId, clientSecret, robotCode, baseUrl } = dingtalk;
    const roots = { apiRoot: baseUrl, oldApiRoot: baseUrl };
    const stage = new DingTalkStage(service, dingtalk, {
      ...{ clientId, clientSecret, robotCode, ...roots },
      cardTemplate: null,
      answerTemplate: null,
      mode: 'stream',
      ...settings,
    });
    await stage.channel.start();
    return stage;
  }

  /** A firm of one lead and one clerk, and its client's representative. */
  async settle(): Promise<this> {
    const { service } = this;
    const client = await service.stage.client(1, FIRMS[0]);
    await service.join(dingtalkPerson(LEAD), { kind: 'desk', desk: FIRMS[0], role: 'lead' });
    await service.join(dingtalkPerson(CLERK), { kind: 'desk', desk: FIRMS[0], role: 'clerk' });
    await service.join(dingtalkPerson(BOSS), { kind: 'client', uscc: client.uscc });
    for (const id of [LEAD, CLERK, BOSS]) this.dingtalk.hire(id);
    return this;
  }

  /** Another process over the same database. */
  createChannel(more: Partial<DingTalkOptions> = {}): DingTalkChannel {
    const { db, turns, files, faults } = this.service;
    return new DingTalkChannel({
      settings: this.settings,
      turns,
      inbox: new PostgresInbox(db),
      outbox: new PostgresOutbox(db),
      sessions: new PostgresDingTalkSessions(db),
      files,
      pace: NO_PACE,
      onFault: (what) => faults.push(what),
      ...more,
    });
  }

  async close(): Promise<void> {
    await this.channel.stop();
    await this.dingtalk.stop();
    await this.service.close();
  }

  /** Does something and waits until something with these words is among what `told` gives; that message's words. */
  async after(deed: () => unknown, told: () => readonly TakenMessage[], words: string): Promise<string> {
    const before = told().length;
    await deed();
    return until(() => {
      const found = told()
        .slice(before)
        .map(wordsOf)
        .find((text) => text.includes(words));
      if (found === undefined) throw new Error(`nobody was told “${words}” but ${JSON.stringify(told().slice(before).map(wordsOf))}`);
      return found;
    });
  }

  /** A person writes and is told something with these words. */
  ask(personId: string, text: string, words: string): Promise<string> {
    return this.after(
      () => this.dingtalk.say(personId, text),
      () => this.dingtalk.toldPerson(personId),
      words,
    );
  }

  /** Waits until every message has been dealt with and nothing is left to be sent. */
  async quiet(): Promise<void> {
    const { db } = this.service;
    await until(() => {
      const { unacknowledged } = this.dingtalk.gateway;
      if (unacknowledged.length > 0) throw new Error(`not acknowledged: ${unacknowledged}`);
    });
    const undone = db.selectFrom('inbound').select('message_id').where('done_at', 'is', null);
    const unsent = db.selectFrom('outbox').select('id').where('channel', '=', 'dingtalk').where('sent_at', 'is', null);
    await until(async () => {
      const left = [...(await undone.execute()), ...(await unsent.where('gave_up_at', 'is', null).execute())];
      if (left.length > 0) throw new Error(`not dealt with: ${JSON.stringify(left)}`);
    });
  }

  /** The representative opens a case; its number. */
  async openCase(matter = '员工不辞而别怎么办', personId = BOSS): Promise<string> {
    for (const text of ['办理 法律顾问咨询', matter, '跳过']) this.dingtalk.say(personId, text);
    return /#(20\d+)/.exec(await this.ask(personId, '确认提交', '办好了，案号 #'))?.[1] ?? '';
  }
}

/** The words of a message that DingTalk took. */
export function wordsOf({ content }: TakenMessage): string {
  return String(content.text ?? content.fileName ?? content.content ?? '');
}

/** The commands behind the links of a text, by what they are called. */
export function linksOf(text: string): ReadonlyMap<string, string> {
  const links = [...text.matchAll(/\[([^\]]*)\]\(dtmd:\/\/dingtalkclient\/sendMessage\?content=([^)]*)\)/g)];
  return new Map(links.map(([, label = '', content = '']) => [label, decodeURIComponent(content)]));
}

/** A message as it lies in the outbox. */
export const MESSAGE = sealed('outbox.payload', { title: '提醒', text: '有消息', choices: [{ label: '查看', command: '/cases' }] });
