import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWorkingMinutes } from '../../src/calculation/working-time.ts';
import { DEFAULT_RULES } from '../../src/knowledge/office.ts';
import type { CaseAction, CaseSide, CaseStatus } from '../../src/legal-case/case-status.ts';
import { type Change, changeCase, type Deed } from '../../src/legal-case/change-case.ts';
import { nextMarkAt, policyOf, startDeadlines } from '../../src/legal-case/deadline.ts';
import type { LegalCase } from '../../src/legal-case/legal-case.ts';
import type { Party } from '../../src/legal-case/person.ts';

/** What each deed makes of each status, written by hand; · where it may not be done. */
const MODEL = `
deed       sides             已提交  待协调  已转办  已受理  办理中   退回补正 已答复  已办结  已撤回
route      system            已转办  ·      ·      ·      ·       ·       ·      ·      ·
hold       system            待协调  ·      待协调  待协调  待协调   待协调   ·      ·      ·
accept     desk              ·      ·      已受理  ·      ·       ·       ·      ·      ·
work       desk              ·      ·      ·      办理中  办理中   退回补正 已答复  ·      ·
ask-back   desk              ·      ·      ·      退回补正 退回补正 ·       ·      ·      ·
answer     desk              ·      ·      ·      已答复  已答复   已答复   ·      ·      ·
transfer   desk,coordinator  ·      已转办  已转办  已转办  已转办   已转办   ·      ·      ·
recuse     desk              ·      ·      已转办  已转办  已转办   已转办   ·      ·      ·
supplement requester         ·      待协调  已转办  已受理  办理中   办理中   办理中  办理中  ·
withdraw   requester         ·      已撤回  已撤回  已撤回  已撤回   已撤回   ·      ·      ·
confirm    requester         ·      ·      ·      ·      ·       ·       已办结  ·      ·
expire     system            ·      ·      ·      ·      ·       ·       已办结  ·      ·`;
const [[, , ...STATUSES], ...ROWS] = MODEL.trim()
  .split('\n')
  .map((line) => line.split(/\s+/)) as [string[], ...string[][]];
const SIDES: readonly CaseSide[] = ['requester', 'desk', 'coordinator', 'system'];
const ACTIONS = ROWS.map(([action]) => action as CaseAction);

/** The next status by the table, or why not. */
function expectedOf(status: CaseStatus, action: CaseAction, side: CaseSide): string {
  const [, sides = '', ...steps] = ROWS.find(([name]) => name === action) ?? [];
  if (!sides.split(',').includes(side)) return 'not-yours';
  const next = steps[STATUSES.indexOf(status)] ?? '·';
  return next === '·' ? 'wrong-status' : next;
}

const policy = policyOf(DEFAULT_RULES);
const at = (text: string) => new Date(`${text.replace(' ', 'T')}+08:00`);
const later = (instant: Date, milliseconds: number) => new Date(instant.getTime() + milliseconds);
const DAY = 86_400_000;
const OPENED = at('2026-11-24 09:00');
const party = (name: string): Party => ({ personId: name, address: { channel: 'terminal', chatId: `chat-${name}` } });

function caseIn(status: CaseStatus, more: Partial<LegalCase> = {}): LegalCase {
  const deadlines = startDeadlines('调解', OPENED, policy);
  return {
    id: '7',
    number: '2026000007',
    kind: '调解',
    status,
    requester: party('王'),
    client: null,
    desk: '矛盾纠纷调处化解中心',
    handler: null,
    answers: { matter: '邻居漏水' },
    transcript: '之前的对话',
    deadlines,
    openedAt: OPENED,
    answeredAt: null,
    closedAt: null,
    checkAt: nextMarkAt(deadlines, policy),
    rating: 4,
    ratingWords: '不错',
    result: null,
    amount: null,
    ...more,
  };
}

/** Does deeds one after another; each must be allowed. */
function follow(start: LegalCase, ...deeds: readonly (readonly [CaseAction, CaseSide, string, Partial<Deed>?])[]): LegalCase {
  let legalCase = start;
  for (const [action, side, when, more] of deeds) {
    const change = changeCase(legalCase, { action, side, by: party(side), at: at(when), ...more }, policy);
    if (change.kind === 'refused') throw new Error(`${action} in ${legalCase.status}: ${change.why.kind}`);
    legalCase = change.legalCase;
  }
  return legalCase;
}
const used = ({ deadlines }: LegalCase) => deadlines.map((deadline) => deadline.used);
const runs = ({ deadlines }: LegalCase) => deadlines.map(({ since }) => since !== null);

const ROUTED = follow(caseIn('已提交'), ['route', 'system', '2026-11-24 09:00']);
const ACCEPTED = follow(ROUTED, ['accept', 'desk', '2026-11-24 10:00']);
const ANSWERED = follow(ACCEPTED, ['answer', 'desk', '2026-11-24 11:00', { result: '成功', amount: 3000 }]);
const CLOSED = follow(ANSWERED, ['confirm', 'requester', '2026-11-24 15:00']);

describe('changeCase', () => {
  it('does to each status, by each side, what the table says and nothing else', () => {
    const seen: string[] = [];
    const expected: string[] = [];
    for (const status of STATUSES as CaseStatus[]) {
      for (const action of ACTIONS) {
        for (const side of SIDES) {
          const before = caseIn(status, { closedAt: status === '已办结' ? OPENED : null });
          const change = changeCase(before, { action, side, by: party(side), at: OPENED }, policy);
          const outcome = change.kind === 'refused' ? change.why.kind : change.legalCase.status;
          seen.push(`${side} ${action} ${status}: ${outcome}`);
          expected.push(`${side} ${action} ${status}: ${expectedOf(status, action, side)}`);
        }
      }
    }
    expect(seen).toHaveLength(9 * 12 * 4);
    expect(seen).toEqual(expected);
  });

  it('says whose deed it is before where the case stands', () => {
    const refuse = (action: CaseAction, side: CaseSide) =>
      changeCase(CLOSED, { action, side, by: null, at: at('2026-11-25 09:00') }, policy);
    expect(refuse('accept', 'requester')).toEqual({ kind: 'refused', why: { kind: 'not-yours' } });
    expect(refuse('accept', 'desk')).toEqual({ kind: 'refused', why: { kind: 'wrong-status', status: '已办结' } });
  });

  it('keeps an event with who did what from where to where, at which desk and why', () => {
    const deed: Deed = {
      action: 'recuse',
      side: 'desk',
      by: party('李律师'),
      at: at('2026-11-24 10:30'),
      note: '与对方有亲属关系',
      desk: '乙律师事务所',
    };
    expect(changeCase(ACCEPTED, deed, policy)).toMatchObject({
      event: {
        at: deed.at,
        by: '李律师',
        side: 'desk',
        action: 'recuse',
        from: '已受理',
        to: '已转办',
        desk: '乙律师事务所',
        note: '与对方有亲属关系',
      },
    });
    expect(changeCase(ANSWERED, { action: 'expire', side: 'system', by: null, at: at('2026-12-01 11:00') }, policy)).toMatchObject({
      event: { by: null, side: 'system', from: '已答复', to: '已办结', desk: '矛盾纠纷调处化解中心', note: '' },
    });
  });

  it('gives the case to who accepts it, and takes it away by transfer, recusal and hold', () => {
    expect(ROUTED.handler).toBeNull();
    expect(ACCEPTED.handler).toEqual(party('desk'));
    expect(follow(ACCEPTED, ['work', 'desk', '2026-11-24 11:00', { by: party('负责人') }]).handler).toEqual(party('desk'));
    expect(follow(ACCEPTED, ['transfer', 'coordinator', '2026-11-24 11:00', { desk: '值班律师' }])).toMatchObject({
      handler: null,
      desk: '值班律师',
    });
    expect(follow(ACCEPTED, ['recuse', 'desk', '2026-11-24 11:00']).handler).toBeNull();
    expect(follow(ACCEPTED, ['hold', 'system', '2026-11-24 11:00']).handler).toBeNull();
  });

  it('stops the clocks while the requester must add something', () => {
    const asked = follow(ACCEPTED, ['ask-back', 'desk', '2026-11-24 11:00'], ['work', 'desk', '2026-11-25 11:00']);
    expect([runs(asked), used(asked)]).toEqual([
      [false, false],
      [60, 120],
    ]);
    const added = follow(asked, ['supplement', 'requester', '2026-11-26 09:00'], ['ask-back', 'desk', '2026-11-26 10:00']);
    expect(used(added)).toEqual([60, 180]);
    expect(runs(follow(asked, ['supplement', 'requester', '2026-11-26 09:00']))).toEqual([false, true]);
    expect(runs(follow(asked, ['transfer', 'desk', '2026-11-26 09:00']))).toEqual([false, true, true]);
  });

  it('starts the clocks again when a case that waits for its requester is held', () => {
    const held = follow(ACCEPTED, ['ask-back', 'desk', '2026-11-24 11:00'], ['hold', 'system', '2026-11-25 11:00']);
    expect(runs(held)).toEqual([false, true]);
    expect(held.checkAt).not.toBeNull();
  });

  it('holds the first response for given with an answer, and gives a new desk a new time for it', () => {
    const worked = follow(ROUTED, ['accept', 'desk', '2026-11-24 10:00'], ['transfer', 'desk', '2026-11-24 16:00', { desk: '值班律师' }]);
    expect(worked.deadlines.map(({ target, metAt }) => [target, metAt !== null])).toEqual([
      ['first-response', true],
      ['answer', false],
      ['first-response', false],
    ]);
    expect(worked.deadlines[2]?.since).toBe(at('2026-11-24 16:00').toISOString());
    expect(follow(ROUTED, ['transfer', 'desk', '2026-11-24 16:00']).deadlines).toHaveLength(2);
    expect(ANSWERED.deadlines.every(({ metAt }) => metAt !== null)).toBe(true);
  });

  it('looks at an answered case after five working days, at a closed one never', () => {
    expect(ROUTED.checkAt).toEqual(at('2026-11-24 11:00'));
    expect(ANSWERED.checkAt).toEqual(at('2026-12-01 11:00'));
    expect(follow(ANSWERED, ['work', 'desk', '2026-11-25 09:00']).checkAt).toEqual(at('2026-12-01 11:00'));
    expect(CLOSED).toMatchObject({ checkAt: null, closedAt: at('2026-11-24 15:00'), answeredAt: at('2026-11-24 11:00') });
    expect(follow(ROUTED, ['withdraw', 'requester', '2026-11-24 09:30'])).toMatchObject({ status: '已撤回', checkAt: null });
  });

  it('opens a closed case again within 15 days, with a new time for the answer', () => {
    const closedAt = CLOSED.closedAt ?? OPENED;
    const reopen = (milliseconds: number) =>
      changeCase(CLOSED, { action: 'supplement', side: 'requester', by: party('王'), at: later(closedAt, milliseconds) }, policy);
    expect(reopen(15 * DAY + 1)).toEqual({ kind: 'refused', why: { kind: 'too-late' } });
    expect(reopen(15 * DAY)).toMatchObject({ kind: 'changed', legalCase: { status: '办理中', closedAt: null, handler: party('desk') } });
    const { deadlines } = (reopen(0) as Extract<Change, { kind: 'changed' }>).legalCase;
    expect(deadlines.map(({ target, since }) => [target, since])).toEqual([
      ['first-response', null],
      ['answer', null],
      ['answer', closedAt.toISOString()],
    ]);
  });

  it('keeps how a mediation ended until it ends otherwise', () => {
    expect(CLOSED).toMatchObject({ result: '成功', amount: 3000 });
    const again = follow(CLOSED, ['supplement', 'requester', '2026-11-25 09:00']);
    expect(again).toMatchObject({ result: '成功', amount: 3000 });
    expect(follow(again, ['answer', 'desk', '2026-11-25 10:00', { result: '不成' }])).toMatchObject({ result: '不成', amount: 3000 });
    expect(follow(again, ['answer', 'desk', '2026-11-25 10:00', { amount: 0 }])).toMatchObject({ result: '成功', amount: 0 });
  });
});

/** What the model remembers of a case. */
interface Model {
  status: CaseStatus;
  desk: string;
  handler: string | null;
  now: Date;
  answeredAt: Date | null;
  askedAt: Date | null;
  closedAt: Date | null;
  result: LegalCase['result'];
  amount: number | null;
  /** Every status that any run came to. */
  readonly reached: Set<CaseStatus>;
}
type Real = { legalCase: LegalCase };

class DeedCommand implements fc.Command<Model, Real> {
  constructor(
    private readonly deed: Omit<Deed, 'at'>,
    private readonly gap: number,
  ) {}

  check(): boolean {
    return true;
  }

  run(model: Model, real: Real): void {
    model.now = later(model.now, this.gap);
    const { action, side } = this.deed;
    const from = model.status;
    const before = structuredClone(real.legalCase);
    const change = changeCase(real.legalCase, { ...this.deed, at: model.now }, policy);
    expect(real.legalCase).toEqual(before);
    const tooLate = action === 'supplement' && from === '已办结' && model.now.getTime() - Number(model.closedAt) > 15 * DAY;
    const outcome = expectedOf(from, action, side);
    if (outcome === 'not-yours') expect(change).toEqual({ kind: 'refused', why: { kind: 'not-yours' } });
    else if (outcome === 'wrong-status') expect(change).toEqual({ kind: 'refused', why: { kind: 'wrong-status', status: from } });
    else if (tooLate) expect(change).toEqual({ kind: 'refused', why: { kind: 'too-late' } });
    else {
      this.move(model, outcome as CaseStatus);
      this.expectChanged(change, from, model, before);
      real.legalCase = (change as Extract<Change, { kind: 'changed' }>).legalCase;
    }
  }

  private move(model: Model, to: CaseStatus): void {
    const { action, by, desk, result, amount } = this.deed;
    model.status = to;
    model.reached.add(to);
    model.desk = desk ?? model.desk;
    model.result = result ?? model.result;
    model.amount = amount ?? model.amount;
    if (action === 'accept') model.handler = by?.personId ?? null;
    if (['transfer', 'recuse', 'hold'].includes(action)) model.handler = null;
    if (action === 'answer') model.answeredAt = model.now;
    if (to === '退回补正') model.askedAt = model.now;
    model.closedAt = to === '已办结' || to === '已撤回' ? model.now : null;
  }

  private expectChanged(change: Change, from: CaseStatus, model: Model, before: LegalCase): void {
    if (change.kind === 'refused') throw new Error(`refused: ${change.why.kind}`);
    const { legalCase, event } = change;
    const { now, handler, status, desk, answeredAt, closedAt, result, amount } = model;
    const { action, side, by, note = '' } = this.deed;
    expect(event).toEqual({ at: now, by: by?.personId ?? null, side, action, from, to: status, desk, note });
    const { deadlines, checkAt } = legalCase;
    const party = handler === null ? null : before.handler?.personId === handler ? before.handler : by;
    expect(legalCase).toEqual({
      ...before,
      ...{ status, desk, answeredAt, closedAt, result, amount, deadlines, checkAt },
      handler: party,
    });
    const running = deadlines.filter(({ since }) => since !== null).map(({ target }) => target);
    const still = ['退回补正', '已答复', '已办结', '已撤回'].includes(status);
    expect(running.filter((target) => target === 'answer')).toHaveLength(still ? 0 : 1);
    if (status !== '待协调') expect(running.includes('first-response')).toBe(status === '已转办');
    const since = status === '已答复' ? answeredAt : status === '退回补正' ? model.askedAt : null;
    const silent = since ? addWorkingMinutes(since, 5 * 420, policy.hours) : null;
    expect(checkAt).toEqual(still ? silent : nextMarkAt(deadlines, policy));
    expect(checkAt === null).toBe(status === '已办结' || status === '已撤回');
  }

  toString(): string {
    const { action, side, by } = this.deed;
    return `${action} by ${side}/${by?.personId ?? '-'} +${this.gap}ms`;
  }
}

describe('changeCase, deed after deed', () => {
  it('agrees with the table, whatever people do and however long they wait', () => {
    const people = fc.constantFrom('甲', '乙').map(party);
    const gap = fc.oneof(fc.nat(3 * 3_600_000), fc.nat(20 * DAY));
    const commands = ROWS.map(([action, sides = '']) => {
      const right = fc.constantFrom(...(sides.split(',') as CaseSide[]));
      const deed = fc.record(
        {
          action: fc.constant(action as CaseAction),
          side: fc.oneof({ weight: 7, arbitrary: right }, { weight: 1, arbitrary: fc.constantFrom(...SIDES) }),
          by: fc.option(people, { freq: 5 }),
          note: fc.constantFrom('理由', ''),
          desk: fc.constantFrom('值班律师', '甲律师事务所'),
          result: fc.constantFrom('成功' as const, '不成' as const),
          amount: fc.nat(10_000),
        },
        { requiredKeys: ['action', 'side', 'by'] },
      );
      return fc.tuple(deed, gap).map(([given, wait]) => new DeedCommand(given, wait));
    });
    const reached = new Set<CaseStatus>(['已提交']);
    fc.assert(
      fc.property(fc.commands(commands, { maxCommands: 60, size: 'max' }), (deeds) => {
        const model: Model = {
          status: '已提交',
          desk: '矛盾纠纷调处化解中心',
          handler: null,
          now: OPENED,
          answeredAt: null,
          askedAt: null,
          closedAt: null,
          result: null,
          amount: null,
          reached,
        };
        fc.modelRun(() => ({ model, real: { legalCase: caseIn('已提交') } }), deeds);
      }),
      { numRuns: 300 },
    );
    expect([...reached].sort()).toEqual([...STATUSES].sort());
  });
});
