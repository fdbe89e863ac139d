import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CASE_WORDING as WORDS } from '../../../src/conversation/case/case-wording.ts';
import { superviseCases } from '../../../src/conversation/case/supervise-cases.ts';
import type { UnitOfWork } from '../../../src/conversation/unit-of-work.ts';
import type { CaseKind } from '../../../src/knowledge/office.ts';
import { opened } from '../../../src/store/sealed.ts';
import { openRow } from '../../store/open-rows.ts';
import { TEST_DATABASES } from '../../store/open-stores.ts';
import { type Actor, FIRMS, newcomer, numberIn, Stage, type Told } from './stage.ts';

const COORDINATOR = '法律服务协调岗';
const [FIRM] = FIRMS;

/** An instant by the clock in China; 2026-11-24 is a Tuesday, offices work 08:30–12:00 and 14:00–17:30. */
const at = (text: string) => new Date(`${text.replace(' ', 'T')}+08:00`);

describe.each(TEST_DATABASES)('deadlines, on $name', ({ open }) => {
  let stage: Stage;
  const [clerk, lead, coordinator, mediator] = [newcomer(), newcomer(), newcomer(), newcomer()];
  let requester: Actor;
  let serial = 0;

  beforeAll(async () => {
    stage = await Stage.open(open);
    await stage.member(clerk, FIRM);
    await stage.member(lead, FIRM, 'lead');
    await stage.member(mediator, '法律援助中心');
    await stage.member(coordinator, COORDINATOR, 'lead');
  });
  afterEach(async () => {
    expect(stage.failures).toEqual([]);
    // Cases of one test do not remind in the next.
    await stage.database.db.updateTable('legal_case').set({ check_at: null }).execute();
  });
  afterAll(() => stage.close());

  /** A case that is submitted at this very instant. */
  const submit = async (instant: Date, kind: CaseKind = '法律顾问咨询', ...answers: readonly string[]) => {
    serial += 1;
    requester = newcomer('web');
    stage.now = new Date(instant.getTime() - 3_600_000);
    if (kind !== '法律援助') await stage.representative(requester, (await stage.client(serial, FIRM)).uscc);
    for (const text of [`办理 ${kind}`, ...(answers.length > 0 ? answers : ['一件事', '跳过'])]) await stage.say(requester, text);
    return numberIn((await sayAt(instant, requester, '确认提交')).reply);
  };
  const sayAt = (instant: Date, actor: Actor, text: string) => {
    stage.now = new Date(instant.getTime() - 1_000);
    return stage.say(actor, text);
  };
  const strikeAt = (instant: Date) => {
    stage.now = instant;
    return stage.strike();
  };
  const names = () =>
    new Map([
      [clerk.personId, 'clerk'],
      [lead.personId, 'lead'],
      [coordinator.personId, 'coordinator'],
      [mediator.personId, 'mediator'],
      [requester.personId, 'requester'],
    ]);
  /** Who was told, and the first words of it. */
  const heard = (told: readonly Told[]) =>
    told.map(({ chatId, text }) => `${names().get(chatId) ?? chatId}: ${text.split(/：| 5 |\n/)[0]}${/\d+%/.exec(text)?.[0] ?? ''}`).sort();
  /** Nothing happens a moment before, this at the instant, and nothing afterwards. */
  const expectAt = async (instant: string, expected: readonly string[]) => {
    expect(heard(await strikeAt(new Date(at(instant).getTime() - 1))), `before ${instant}`).toEqual([]);
    expect(heard(await strikeAt(at(instant))), instant).toEqual([...expected].sort());
    expect(heard(await strikeAt(new Date(at(instant).getTime() + 1))), `again ${instant}`).toEqual([]);
  };
  const reminders = async (number: string) => {
    const rows = await stage.database.db
      .selectFrom('case_event')
      .innerJoin('legal_case', 'legal_case.id', 'case_event.case_id')
      .select('note')
      .where('number', '=', number)
      .where('action', '=', 'remind')
      .orderBy('case_event.id')
      .execute();
    return rows.map(({ note }) => opened('case_event.note', note));
  };

  it('of the first response remind desk, desk, lead and coordinator at 50, 80, 100 and 150 per cent of four working hours', async () => {
    const number = await submit(at('2026-11-24 09:00'));
    await expectAt('2026-11-24 11:00', ['clerk: 催办50%', 'lead: 催办50%']);
    await expectAt('2026-11-24 14:12', ['clerk: 催办80%', 'lead: 催办80%']);
    await expectAt('2026-11-24 15:00', ['lead: 超时']);
    await expectAt('2026-11-24 17:00', ['coordinator: 严重超时']);
    expect(await reminders(number)).toEqual(['first-response 50%', 'first-response 80%', 'first-response 100%', 'first-response 150%']);
  });

  it('of the answer remind at the same marks of three working days, who accepted the case in place of the desk', async () => {
    const number = await submit(at('2026-11-24 09:00'));
    await sayAt(at('2026-11-24 09:30'), clerk, `受理 #${number}`);
    await expectAt('2026-11-25 14:30', ['clerk: 催办50%']);
    await expectAt('2026-11-26 11:48', ['clerk: 催办80%']);
    await expectAt('2026-11-27 09:00', ['lead: 超时']);
    await expectAt('2026-11-30 14:30', ['coordinator: 严重超时']);
    expect(await reminders(number)).toEqual(['answer 50%', 'answer 80%', 'answer 100%', 'answer 150%']);
  });

  it('skip the weekend, and holidays', async () => {
    await submit(at('2026-09-30 17:00'));
    await expectAt('2026-10-08 10:00', ['clerk: 催办50%', 'lead: 催办50%']);
  });

  it('say which case, which limit and until when, with the buttons to act', async () => {
    const number = await submit(at('2026-11-24 09:00'));
    const [told] = await strikeAt(at('2026-11-24 11:00'));
    expect(told?.text).toContain(WORDS.reminder(number, 'first-response', 50, '11月24日 15:00'));
    expect(told?.text).toContain(`受理：受理 #${number}`);
  });

  it('of a desk without a lead go to the coordinator, and of one without members from the first mark on', async () => {
    await submit(at('2026-11-24 09:00'), '法律援助');
    await expectAt('2026-11-24 11:00', ['mediator: 催办50%']);
    await expectAt('2026-11-24 14:12', ['mediator: 催办80%']);
    await expectAt('2026-11-24 15:00', ['coordinator: 超时']);
    await stage.database.db.updateTable('legal_case').set({ check_at: null }).execute();
    await submit(at('2026-11-24 09:00'), '知识产权');
    await expectAt('2026-11-24 11:00', ['coordinator: 催办50%']);
  });

  it('after a stop of the service tell each audience its last mark alone', async () => {
    const number = await submit(at('2026-11-24 09:00'));
    expect(heard(await strikeAt(at('2026-11-24 17:00')))).toEqual(
      ['clerk: 催办80%', 'lead: 催办80%', 'lead: 超时', 'coordinator: 严重超时'].sort(),
    );
    expect(await reminders(number)).toEqual(['first-response 80%', 'first-response 100%', 'first-response 150%']);
  });

  it('are silent once the case is accepted and answered, and when it is withdrawn', async () => {
    const [answered, withdrawn] = [await submit(at('2026-11-24 09:00')), await submit(at('2026-11-24 09:00'))];
    await sayAt(at('2026-11-24 10:00'), requester, `撤回 #${withdrawn}`);
    for (const text of [`受理 #${answered}`, `#${answered} 您好`, `办结 #${answered}`]) await stage.say(clerk, text);
    expect(await strikeAt(at('2026-11-30 17:00'))).toEqual([]);
  });

  it('stop while the requester must add something, and go on with the time that was left', async () => {
    const number = await submit(at('2026-11-24 09:00'));
    await sayAt(at('2026-11-24 09:30'), clerk, `受理 #${number}`);
    await sayAt(at('2026-11-25 09:00'), clerk, `退回 #${number} 请补合同`);
    // After five working days of silence the requester is asked once more; that is no reminder of a limit.
    await expectAt('2026-12-02 09:00', [`requester: #${number} 还等着您补充材料。没有材料也请说一声。`, `clerk: #${number} 咨询人`]);
    expect(await strikeAt(at('2026-12-11 17:00'))).toEqual([]);
    // 7 of 21 hours are used; the desk's own words do not start the clock.
    await stage.say(clerk, `#${number} 请尽快`);
    expect(await strikeAt(at('2026-12-14 08:30'))).toEqual([]);
    await sayAt(at('2026-12-14 08:30'), requester, `#${number} 补好了`);
    await expectAt('2026-12-14 12:00', ['clerk: 催办50%']);
    await expectAt('2026-12-15 11:18', ['clerk: 催办80%']);
    await expectAt('2026-12-15 17:30', ['lead: 超时']);
  });

  it('do not repeat a mark after a stop, however often the case is sent back', async () => {
    const number = await submit(at('2026-11-24 09:00'));
    await sayAt(at('2026-11-24 09:30'), clerk, `受理 #${number}`);
    await expectAt('2026-11-25 14:30', ['clerk: 催办50%']);
    for (const day of ['26', '27', '30']) {
      await sayAt(at(`2026-11-${day} 08:30`), clerk, `退回 #${number} 再补`);
      expect(await strikeAt(at(`2026-11-${day} 17:00`))).toEqual([]);
      await sayAt(at(`2026-11-${day} 17:30`), requester, `#${number} 补了`);
      expect(await strikeAt(at(`2026-11-${day} 17:31`))).toEqual([]);
    }
    expect(await reminders(number)).toEqual(['answer 50%']);
  });

  it('are told once each by six clocks that strike together', async () => {
    const numbers: string[] = [];
    for (let count = 0; count < 12; count += 1) numbers.push(await submit(at('2026-11-24 09:00')));
    stage.now = at('2026-11-24 11:00');
    const looked = await Promise.all(Array.from({ length: 6 }, () => superviseCases(stage.context, stage.units)));
    expect(looked.reduce((sum, count) => sum + count)).toBe(12);
    const told = await stage.strike();
    expect(told.map(({ chatId, text }) => `${chatId} ${numberIn(text)}`).sort()).toEqual(
      numbers.flatMap((number) => [`${clerk.personId} ${number}`, `${lead.personId} ${number}`]).sort(),
    );
  });

  it('lose nothing when the transaction fails behind them', async () => {
    const number = await submit(at('2026-11-24 09:00'));
    const before = await stage.everyRow();
    let seen = 0;
    const failing: UnitOfWork = {
      glance: (message) => stage.units.glance(message),
      transact: (work) =>
        stage.units.transact(async (unit) => {
          await work(unit);
          seen += 1;
          throw new Error('the power is cut');
        }),
    };
    stage.now = at('2026-11-24 11:00');
    await expect(superviseCases(stage.context, failing)).rejects.toThrow('the power is cut');
    expect(seen).toBeGreaterThan(0);
    expect(await stage.everyRow()).toEqual(before);
    expect(heard(await stage.strike())).toEqual(['clerk: 催办50%', 'lead: 催办50%']);
    expect(await reminders(number)).toEqual(['first-response 50%']);
  });

  it('of one case that cannot be looked at do not keep the others from being told', async () => {
    const number = await submit(at('2026-11-24 09:00'));
    const later = await submit(at('2026-11-24 09:01'));
    await stage.database.db
      .updateTable('legal_case')
      .set({ deadlines: JSON.stringify([{ target: 'answer', minutes: 60, used: 0, since: 'no date', told: [], metAt: null }]) })
      .where('number', '=', number)
      .execute();
    stage.now = at('2026-11-24 11:01');
    await superviseCases(stage.context, stage.units).catch(() => {});
    expect((await reminders(later)).length).toBeGreaterThan(0);
  });

  it('of one case that was damaged do not keep the others from being told', async () => {
    const number = await submit(at('2026-11-24 09:00'));
    const later = await submit(at('2026-11-24 09:01'));
    await stage.database.execute(
      `update legal_case set answers = to_jsonb(overlay((answers #>> '{}') placing '!!!!' from 40)) where number = '${number}'`,
    );
    stage.now = at('2026-11-24 11:01');
    await expect(superviseCases(stage.context, stage.units)).rejects.toThrow('cannot be read');
    expect((await reminders(later)).length).toBeGreaterThan(0);
  });

  describe('of an answered case', () => {
    /** Accepted, answered and held for answered at this instant. */
    const answer = async (instant: Date) => {
      const number = await submit(new Date(instant.getTime() - 30 * 60_000));
      await stage.say(clerk, `受理 #${number}`);
      await stage.say(clerk, `#${number} 这样办`);
      await sayAt(instant, clerk, `办结 #${number}`);
      return number;
    };
    const caseOf = async (number: string) => {
      const rows = stage.database.db.selectFrom('legal_case').selectAll().where('number', '=', number);
      return openRow('legal_case', await rows.executeTakeFirstOrThrow());
    };
    const statusOf = async (number: string) => (await caseOf(number)).status;

    it('end after five working days of silence; the requester is asked for a rating and the desk told, once', async () => {
      const number = await answer(at('2026-11-24 10:00'));
      expect(await strikeAt(new Date(at('2026-12-01 10:00').getTime() - 1))).toEqual([]);
      expect(await statusOf(number)).toBe('已答复');
      const told = await strikeAt(at('2026-12-01 10:00'));
      expect(told.map(({ chatId }) => chatId)).toEqual([requester.personId, clerk.personId]);
      expect(told[0]?.text).toContain(WORDS.closedSilently(number));
      expect(told[0]?.text).toContain(`★★★★★：评分 #${number} 5`);
      expect(told[1]?.text).toBe(WORDS.closed(number));
      expect(await statusOf(number)).toBe('已办结');
      expect(await strikeAt(at('2026-12-31 10:00'))).toEqual([]);
    });

    it('are counted from the answer, whatever the desk adds, and begin anew when the requester asks on', async () => {
      const number = await answer(at('2026-11-24 10:00'));
      await sayAt(at('2026-11-26 10:00'), clerk, `#${number} 再说一句`);
      await sayAt(at('2026-11-30 09:00'), requester, `#${number} 还有一问`);
      expect(await statusOf(number)).toBe('办理中');
      // Three working days for an answer again, of which the first half ends here.
      await expectAt('2026-12-01 14:00', []);
      await expectAt('2026-12-01 14:30', ['clerk: 催办50%']);
      await sayAt(at('2026-12-01 15:00'), clerk, `办结 #${number}`);
      expect(await strikeAt(new Date(at('2026-12-08 15:00').getTime() - 1))).toEqual([]);
      expect(heard(await strikeAt(at('2026-12-08 15:00')))).toHaveLength(2);
    });

    it('end at once when the requester confirms', async () => {
      const number = await answer(at('2026-11-24 10:00'));
      const { reply, told } = await stage.say(requester, `确认办结 #${number}`);
      expect(reply).toContain(WORDS.rate);
      expect(told).toEqual([{ channel: 'telegram', chatId: clerk.personId, text: WORDS.closed(number) }]);
      expect(await strikeAt(at('2026-12-31 10:00'))).toEqual([]);
    });

    it.each([1, 2, 3, 4, 5])('tell the coordinator of a rating of one or two alone: %i', async (score) => {
      const number = await answer(at('2026-11-24 10:00'));
      expect((await stage.say(requester, `评分 #${number} ${score}`)).reply).toBe(WORDS.rateHow);
      await stage.say(requester, `确认办结 #${number}`);
      expect((await stage.say(clerk, `评分 #${number} 5`)).reply).toBe(WORDS.notYours(number));
      const { told } = await stage.say(requester, `评分 #${number} ${score}`);
      const low = { channel: 'telegram', chatId: coordinator.personId, text: WORDS.lowRating(number, FIRM, score) };
      expect(told).toEqual(score <= 2 ? [low] : []);
      expect((await stage.say(requester, '太慢了')).reply).toBe(WORDS.wordsKept);
      const again = await stage.say(requester, `评分 #${number} ${6 - score}`);
      expect({ reply: again.reply, told: again.told }).toEqual({ reply: WORDS.ratedBefore, told: [] });
      expect(await caseOf(number)).toMatchObject({ rating: score, rating_words: '太慢了' });
    });

    it.each(['0', '6', '', '5分', '-1', '1.5'])('take “%s” for no rating', async (typed) => {
      const number = await answer(at('2026-11-24 10:00'));
      await stage.say(requester, `确认办结 #${number}`);
      expect((await stage.say(requester, `评分 #${number} ${typed}`)).reply).toContain(WORDS.rateHow);
      expect((await caseOf(number)).rating).toBeNull();
    });

    it('run again when the requester comes back within fifteen days of the end, and not afterwards', async () => {
      const number = await answer(at('2026-11-24 10:00'));
      await sayAt(at('2026-11-24 11:00'), requester, `确认办结 #${number}`);
      const { told } = await sayAt(new Date(at('2026-12-09 11:00').getTime()), requester, `#${number} 又出事了`);
      expect(told.map(({ chatId }) => chatId)).toEqual([clerk.personId]);
      expect(told[0]?.text).toContain(WORDS.reopened(number));
      expect(told[0]?.text).toContain('又出事了');
      expect(await statusOf(number)).toBe('办理中');
      await stage.say(clerk, `办结 #${number}`);
      await sayAt(at('2026-12-10 11:00'), requester, `确认办结 #${number}`);
      const late = await sayAt(new Date(at('2026-12-25 11:00').getTime() + 1), requester, `#${number} 再问一句`);
      expect({ reply: late.reply, told: late.told }).toEqual({ reply: WORDS.tooLate(number), told: [] });
      expect(await statusOf(number)).toBe('已办结');
    });

    it('stay ended when it is the desk that comes back', async () => {
      const number = await answer(at('2026-11-24 10:00'));
      await stage.say(requester, `确认办结 #${number}`);
      expect((await stage.say(clerk, `#${number} 补充一句`)).told).toEqual([]);
      expect(await statusOf(number)).toBe('已办结');
    });
  });
});
