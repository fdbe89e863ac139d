import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sealed } from '../../../src/store/sealed.ts';
import { FIRMS } from '../../conversation/case/stage.ts';
import type { FakeDingTalk } from '../../fakes/dingtalk-platform.ts';
import { until } from '../until.ts';
import { BOSS, CLERK, DingTalkStage, LEAD, linksOf, STRANGER, wordsOf } from './dingtalk-stage.ts';

const GROUP = 'cidFirm==';

let stage: DingTalkStage;
let dingtalk: FakeDingTalk;
beforeAll(async () => {
  stage = await (await DingTalkStage.open({ cardTemplate: 'template' })).settle();
  dingtalk = stage.dingtalk;
  await stage.after(() => dingtalk.say(LEAD, '本群接案', { group: GROUP }), inGroup, `${FIRMS[0]}的案件以后发到这个群`);
}, 120_000);
afterAll(() => stage.close());
afterEach(async () => {
  await stage.quiet();
  expect(stage.service.faults.splice(0)).toEqual([]);
});

const inGroup = () => dingtalk.toldGroup(GROUP);
/** The card of a case in the group: its name, words, and what its buttons say. */
async function cardOf(number: string) {
  const row = await until(() =>
    stage.service.db
      .selectFrom('outbox')
      .select('external_id')
      .where('case_number', '=', number)
      .where('card', '=', true)
      .where('external_id', 'is not', null)
      .executeTakeFirstOrThrow(),
  );
  const card = dingtalk.card(row.external_id ?? '');
  if (card === null) throw new Error(`no card of #${number}`);
  const buttons = JSON.parse(card.params.buttons ?? '[]') as { text: string; params: { command: string } }[];
  const press = (personId: string, label: string) =>
    dingtalk.press(card.outTrackId, personId, 'button', buttons.find(({ text }) => text === label)?.params);
  return { ...card, words: card.params.content ?? '', buttons: buttons.map(({ text }) => text), press };
}
const ofCard = (number: string) => stage.service.db.updateTable('outbox').where('case_number', '=', number).where('card', '=', true);
const statusOf = async (number: string) =>
  (await stage.service.db.selectFrom('legal_case').select('status').where('number', '=', number).executeTakeFirstOrThrow()).status;

describe('a card in DingTalk', () => {
  it('is made from the template in the group, with its buttons and no links', async () => {
    const card = await cardOf(await stage.openCase());
    expect(card).toMatchObject({ cardTemplateId: 'template', spaceType: 'IM_GROUP', spaceId: GROUP });
    expect(card.words).toContain('事情：员工不辞而别怎么办');
    expect(card.words).not.toContain('dtmd');
    expect(card.buttons).toEqual(['受理', '转派', '回避', '查看']);
  });

  it('does what its button says for a member who presses it, answers in the group, and shows how the case stands', async () => {
    const number = await stage.openCase();
    const { press } = await cardOf(number);
    await stage.after(() => press(CLERK, '受理'), inGroup, `#${number} 由您受理了`);
    await until(async () => expect((await cardOf(number)).words).toContain('：已受理'));
    expect((await cardOf(number)).buttons).toEqual(['回复', '办结', '退回补正', '转派', '回避', '查看']);
    expect(await statusOf(number)).toBe('已受理');
  });

  it('does nothing for who is no member', async () => {
    const number = await stage.openCase();
    dingtalk.hire(STRANGER);
    const { press } = await cardOf(number);
    await stage.after(() => press(STRANGER, '受理'), inGroup, '没有这个案件，或者它不归您看。');
    expect(await statusOf(number)).toBe('已转办');
  });

  it('takes a press that is delivered again, or is none of ours, as nothing', async () => {
    const number = await stage.openCase();
    const { press, outTrackId } = await cardOf(number);
    const pressed = press(CLERK, '受理');
    await stage.quiet();
    const before = inGroup().length;
    dingtalk.gateway.repeat(pressed);
    dingtalk.press(outTrackId, CLERK, 'button', { other: 1 });
    await stage.quiet();
    expect(inGroup()).toHaveLength(before);
  });

  it('counts as there when DingTalk made it and its answer was lost', async () => {
    dingtalk.fail(1, 'cut', '/v1.0/card/instances/createAndDeliver');
    const first = await stage.openCase('答复丢了一次');
    await cardOf(first);
    await stage.quiet();
    const made = dingtalk.calls.filter((path) => path.endsWith('createAndDeliver')).length;
    // The card is there, and our record of it is not: what a crash between the two leaves behind.
    const unsent = { sent_at: null, external_id: null, payload: sealed('outbox.payload', AGAIN), next_at: new Date(0) };
    await ofCard(first).set(unsent).execute();
    await stage.quiet();
    expect((await cardOf(first)).words).toBe('再来一次');
    expect(dingtalk.calls.filter((path) => path.endsWith('createAndDeliver')).length).toBe(made);
  });

  it('is told as text where DingTalk refuses it, and its case as ever', async () => {
    dingtalk.fail(1, { status: 400 }, '/v1.0/card/instances/createAndDeliver');
    const number = await stage.openCase();
    await until(() =>
      expect(
        inGroup()
          .map(wordsOf)
          .some((words) => words.includes(number) && words.includes('员工不辞而别')),
      ).toBe(true),
    );
  });

  it('that is gone needs no change', async () => {
    const number = await stage.openCase();
    await cardOf(number);
    await stage.quiet();
    await ofCard(number).set({ external_id: 'gone' }).execute();
    await stage.ask(BOSS, `撤回 #${number}`, `#${number} 已撤回`);
  });
});

describe('a card without a template', () => {
  it('is text whose links say what its buttons would', async () => {
    await stage.channel.stop();
    const plain = stage.createChannel({ settings: { ...stage.settings, cardTemplate: null } });
    await plain.start();
    const number = await stage.openCase();
    const text = await until(() => {
      const found = inGroup()
        .map(wordsOf)
        .find((words) => words.startsWith(`新案件 #${number}`));
      if (found === undefined) throw new Error('no card');
      return found;
    });
    expect([...linksOf(text)]).toEqual(['受理', '转派', '回避', '查看'].map((verb) => [verb, `${verb} #${number}`]));
    await stage.after(() => dingtalk.say(CLERK, linksOf(text).get('受理') ?? '', { group: GROUP }), inGroup, `#${number} 由您受理了`);
    await stage.quiet();
    await plain.stop();
    stage.channel = stage.createChannel();
    await stage.channel.start();
  });
});

const AGAIN = { title: '再来', text: '再来一次', choices: [] };
