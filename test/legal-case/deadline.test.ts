import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workingMinutesBetween } from '../../src/calculation/working-time.ts';
import { DEFAULT_RULES, type ServiceRules } from '../../src/knowledge/office.ts';
import {
  type Deadline,
  dueAt,
  isOnTime,
  meetDeadline,
  nextMarkAt,
  pauseDeadlines,
  policyOf,
  type ReachedMark,
  resumeDeadlines,
  startDeadlines,
  takeReachedMarks,
  usedAt,
  workingDays,
} from '../../src/legal-case/deadline.ts';

const RULES: ServiceRules = {
  ...DEFAULT_RULES,
  limits: [
    { kind: '调解', firstResponseHours: 7, answerDays: 15 },
    { kind: null, firstResponseHours: 4, answerDays: 3 },
    { kind: '合同审查', firstResponseHours: 2, answerDays: 0.5 },
  ],
};
const policy = policyOf(RULES);

/** An instant by the clocks of China; 2026-11-24 is an ordinary Tuesday. */
const at = (text: string) => new Date(`${text.replace(' ', 'T')}+08:00`);
const show = (instant: Date | null) => instant && new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
const later = (instant: Date, milliseconds: number) => new Date(instant.getTime() + milliseconds);

const START = at('2026-11-24 09:00');
const fresh = () => startDeadlines('人工咨询', START, policy);
const named = (deadlines: readonly Deadline[], target: Deadline['target']) =>
  deadlines.find((deadline) => deadline.target === target) as Deadline;

describe('policyOf', () => {
  it('turns hours and days into working minutes, by kind', () => {
    expect(policy.general).toEqual({ firstResponse: 240, answer: 1260 });
    expect(policy.byKind).toEqual({ 调解: { firstResponse: 420, answer: 6300 }, 合同审查: { firstResponse: 120, answer: 210 } });
    expect(policy.hours.spans).toEqual(RULES.spans);
  });

  it('counts a day by the hours laid down', () => {
    const short = policyOf({ ...RULES, spans: [{ from: 540, to: 600 }] });
    expect(short.general).toEqual({ firstResponse: 240, answer: 180 });
    expect(workingDays(2.5, short.hours)).toBe(150);
  });

  it('has four hours and three days where no rule is general', () => {
    const own = policyOf({ ...RULES, limits: [{ kind: '调解', firstResponseHours: 1, answerDays: 1 }] });
    expect(own.general).toEqual({ firstResponse: 240, answer: 1260 });
    expect(own.byKind).toEqual({ 调解: { firstResponse: 60, answer: 420 } });
  });

  it('knows the years that staff added', () => {
    const { hours } = policyOf({ ...RULES, years: [{ year: 2026, off: ['2026-11-24'], work: [] }] });
    expect(hours.calendar.isWorkday('2026-11-24')).toBe(false);
    expect(policy.hours.calendar.isWorkday('2026-11-24')).toBe(true);
  });
});

describe('startDeadlines', () => {
  it('starts first response and answer with the limits of the kind', () => {
    const running = { used: 0, since: START.toISOString(), told: [], metAt: null };
    expect(fresh()).toEqual([
      { target: 'first-response', minutes: 240, ...running },
      { target: 'answer', minutes: 1260, ...running },
    ]);
    expect(startDeadlines('调解', START, policy).map(({ minutes }) => minutes)).toEqual([420, 6300]);
  });
});

describe('dueAt', () => {
  it('is when the time allowed has been worked', () => {
    expect(fresh().map((deadline) => show(dueAt(deadline, policy)))).toEqual(['2026-11-24 15:00', '2026-11-27 09:00']);
    const evening = startDeadlines('合同审查', at('2026-11-27 20:00'), policy);
    expect(evening.map((deadline) => show(dueAt(deadline, policy)))).toEqual(['2026-11-30 10:30', '2026-11-30 12:00']);
  });

  it('moves on by as long as the clock stood still', () => {
    const paused = pauseDeadlines(fresh(), at('2026-11-24 10:00'), policy);
    expect(paused.map((deadline) => dueAt(deadline, policy))).toEqual([null, null]);
    const running = resumeDeadlines(paused, at('2026-11-25 10:00'));
    expect(running.map((deadline) => show(dueAt(deadline, policy)))).toEqual(['2026-11-25 15:00', '2026-11-30 09:00']);
  });

  it('is never for what is met', () => {
    const met = meetDeadline(fresh(), 'first-response', at('2026-11-24 10:00'), policy);
    expect(met.map((deadline) => show(dueAt(deadline, policy)))).toEqual([null, '2026-11-27 09:00']);
  });
});

describe('pauseDeadlines and resumeDeadlines', () => {
  it('keep the minutes used, and no more of them while paused', () => {
    const paused = pauseDeadlines(fresh(), at('2026-11-24 14:30'), policy);
    expect(paused).toMatchObject([
      { used: 210, since: null, metAt: null },
      { used: 210, since: null, metAt: null },
    ]);
    expect(usedAt(named(paused, 'answer'), at('2026-12-01 14:30'), policy.hours)).toBe(210);
    const running = resumeDeadlines(paused, at('2026-12-01 16:00'));
    expect(running).toMatchObject([{ used: 210, since: at('2026-12-01 16:00').toISOString() }, { used: 210 }]);
    expect(usedAt(named(running, 'answer'), at('2026-12-01 16:30'), policy.hours)).toBe(240);
  });

  it('change nothing when done twice', () => {
    const paused = pauseDeadlines(fresh(), at('2026-11-24 14:30'), policy);
    expect(pauseDeadlines(paused, at('2026-11-25 14:30'), policy)).toEqual(paused);
    expect(resumeDeadlines(fresh(), at('2026-11-25 14:30'))).toEqual(fresh());
  });

  it('never start again what is met', () => {
    const met = meetDeadline(fresh(), 'first-response', at('2026-11-24 10:00'), policy);
    const again = resumeDeadlines(pauseDeadlines(met, at('2026-11-24 11:00'), policy), at('2026-11-25 09:00'));
    expect(named(again, 'first-response')).toEqual(named(met, 'first-response'));
  });

  it('count exactly the time in which the clock ran, however often it stopped', () => {
    const gaps = fc.array(fc.nat(3 * 86_400_000), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(gaps, (steps) => {
        let deadlines = fresh();
        let now = START;
        let expected = 0;
        for (const [index, gap] of steps.entries()) {
          const next = later(now, gap);
          if (index % 2 === 0) expected += workingMinutesBetween(now, next, policy.hours);
          deadlines = index % 2 === 0 ? pauseDeadlines(deadlines, next, policy) : resumeDeadlines(deadlines, next);
          now = next;
        }
        expect(usedAt(named(deadlines, 'answer'), now, policy.hours)).toBeCloseTo(expected, 6);
      }),
    );
  });
});

describe('meetDeadline', () => {
  it('stops the clock of its target alone, and keeps the first time', () => {
    const met = meetDeadline(fresh(), 'first-response', at('2026-11-24 10:00'), policy);
    expect(met[0]).toMatchObject({ used: 60, since: null, metAt: at('2026-11-24 10:00').toISOString() });
    expect(met[1]).toEqual(named(fresh(), 'answer'));
    expect(meetDeadline(met, 'first-response', at('2026-11-24 16:00'), policy)).toEqual(met);
  });

  it('meets what is paused with the minutes used before', () => {
    const paused = pauseDeadlines(fresh(), at('2026-11-24 10:00'), policy);
    const met = meetDeadline(paused, 'answer', at('2026-11-26 10:00'), policy);
    expect(named(met, 'answer')).toMatchObject({ used: 60, since: null, metAt: at('2026-11-26 10:00').toISOString() });
  });
});

describe('isOnTime', () => {
  const first = named(fresh(), 'first-response');

  it('holds up to the last millisecond and not beyond', () => {
    const due = at('2026-11-24 15:00');
    expect(isOnTime(first, due, policy)).toBe(true);
    expect(isOnTime(first, later(due, 1), policy)).toBe(false);
  });

  it('holds over the night when the time runs out at closing time', () => {
    const [deadline] = startDeadlines('人工咨询', at('2026-11-24 11:30'), policy);
    expect(isOnTime(deadline as Deadline, at('2026-11-25 08:30'), policy)).toBe(true);
    expect(isOnTime(deadline as Deadline, at('2026-11-25 08:31'), policy)).toBe(false);
  });

  it('stays as it was when the deadline was met', () => {
    const judge = (metAt: string) =>
      isOnTime(named(meetDeadline(fresh(), 'first-response', at(metAt), policy), 'first-response'), at('2026-12-31 09:00'), policy);
    expect([judge('2026-11-24 14:59'), judge('2026-11-24 15:01')]).toEqual([true, false]);
  });
});

describe('takeReachedMarks', () => {
  /** Looks whenever the next mark is due, to the end. */
  function followMarks(from: readonly Deadline[]) {
    const told: (readonly [string | null, ReachedMark['target'], number, ReachedMark['to']])[] = [];
    let deadlines = from;
    for (let looks = 0; looks < 20; looks += 1) {
      const next = nextMarkAt(deadlines, policy);
      if (next === null) break;
      const looked = takeReachedMarks(deadlines, next, policy);
      for (const { target, percent, to } of looked.reached) told.push([show(next), target, percent, to]);
      deadlines = looked.deadlines;
    }
    return told;
  }

  it('tells the desk at 50 and 80%, its lead at 100%, the coordinator at 150%', () => {
    expect(followMarks(fresh())).toEqual([
      ['2026-11-24 11:00', 'first-response', 50, 'desk'],
      ['2026-11-24 14:12', 'first-response', 80, 'desk'],
      ['2026-11-24 15:00', 'first-response', 100, 'lead'],
      ['2026-11-24 17:00', 'first-response', 150, 'coordinator'],
      ['2026-11-25 14:30', 'answer', 50, 'desk'],
      ['2026-11-26 11:48', 'answer', 80, 'desk'],
      ['2026-11-27 09:00', 'answer', 100, 'lead'],
      ['2026-11-30 14:30', 'answer', 150, 'coordinator'],
    ]);
  });

  it('tells nothing a millisecond before a mark, and nothing of what is paused or met', () => {
    expect(takeReachedMarks(fresh(), later(at('2026-11-24 11:00'), -1), policy)).toEqual({ reached: [], deadlines: fresh() });
    const paused = pauseDeadlines(fresh(), at('2026-11-24 10:59'), policy);
    expect(nextMarkAt(paused, policy)).toBeNull();
    expect(takeReachedMarks(paused, at('2026-12-31 09:00'), policy).reached).toEqual([]);
    const met = meetDeadline(fresh(), 'first-response', at('2026-11-24 10:59'), policy);
    expect(followMarks(met).map(([, target]) => target)).toEqual(['answer', 'answer', 'answer', 'answer']);
  });

  it('goes on after a pause with the marks not told', () => {
    const half = takeReachedMarks(fresh(), at('2026-11-24 11:00'), policy).deadlines;
    const again = resumeDeadlines(pauseDeadlines(half, at('2026-11-24 11:00'), policy), at('2026-11-25 08:30'));
    expect(followMarks(again).slice(0, 2)).toEqual([
      ['2026-11-25 09:42', 'first-response', 80, 'desk'],
      ['2026-11-25 10:30', 'first-response', 100, 'lead'],
    ]);
  });

  it('tells each audience only the last of several marks reached at once', () => {
    const { reached, deadlines } = takeReachedMarks(fresh(), at('2026-11-24 17:30'), policy);
    expect(reached).toEqual([
      { target: 'first-response', percent: 80, to: 'desk' },
      { target: 'first-response', percent: 100, to: 'lead' },
      { target: 'first-response', percent: 150, to: 'coordinator' },
    ]);
    expect(deadlines.map(({ told }) => told)).toEqual([[50, 80, 100, 150], []]);
  });

  it('tells every mark due by the last look once, whenever and in whatever order it looks', () => {
    const AUDIENCES = { 50: 'desk', 80: 'desk', 100: 'lead', 150: 'coordinator' } as const;
    const looks = fc.array(fc.nat(9 * 86_400_000), { minLength: 1, maxLength: 15 });
    fc.assert(
      fc.property(looks, (offsets) => {
        let deadlines: readonly Deadline[] = fresh();
        const seen = { 'first-response': new Set<number>(), answer: new Set<number>() };
        for (const offset of offsets) {
          const now = later(START, offset);
          const worked = workingMinutesBetween(START, now, policy.hours);
          const looked = takeReachedMarks(deadlines, now, policy);
          const expected = fresh().flatMap(({ target, minutes }) => {
            const due = ([50, 80, 100, 150] as const).filter((percent) => worked >= (minutes * percent) / 100);
            const news = due.filter((percent) => !seen[target].has(percent));
            for (const percent of news) seen[target].add(percent);
            return news
              .filter((percent) => percent !== 50 || !news.includes(80))
              .map((percent) => ({ target, percent, to: AUDIENCES[percent] }));
          });
          expect(looked.reached).toEqual(expected);
          deadlines = looked.deadlines;
        }
        expect(deadlines.map(({ told }) => [...told].sort((a, b) => a - b))).toEqual(
          [seen['first-response'], seen.answer].map((told) => [...told].sort((a, b) => a - b)),
        );
      }),
    );
  });
});
