import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkdayCalendar } from '../../src/calculation/workday-calendar.ts';
import { addWorkingMinutes, dayOf, minutesPerDay, type WorkingHours, workingMinutesBetween } from '../../src/calculation/working-time.ts';

const SPANS = [
  { from: 8 * 60 + 30, to: 12 * 60 },
  { from: 14 * 60, to: 17 * 60 + 30 },
];
const hours: WorkingHours = { spans: SPANS, calendar: new WorkdayCalendar() };

/** An instant by the clocks of China, as 2026-11-24 09:00. */
const at = (text: string) => new Date(`${text.replace(' ', 'T')}+08:00`);
const show = (instant: Date) => new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

describe('addWorkingMinutes', () => {
  it.each([
    ['within the morning', '2026-11-24 09:00', 60, '2026-11-24 10:00'],
    ['over lunch', '2026-11-24 11:00', 90, '2026-11-24 14:30'],
    ['over the night', '2026-11-24 17:00', 60, '2026-11-25 09:00'],
    ['over the weekend', '2026-11-27 17:00', 60, '2026-11-30 09:00'],
    ['over National Day', '2026-09-30 17:00', 60, '2026-10-08 09:00'],
    ['through a Saturday that is worked', '2026-10-09 17:00', 60, '2026-10-10 09:00'],
    ['past the Sunday after it', '2026-10-10 17:00', 60, '2026-10-12 09:00'],
    ['through a Sunday that is worked', '2026-09-18 17:00', 450, '2026-09-20 17:30'],
    ['from before the morning', '2026-11-24 06:00', 30, '2026-11-24 09:00'],
    ['from the lunch break', '2026-11-24 13:00', 30, '2026-11-24 14:30'],
    ['from the evening', '2026-11-24 20:00', 30, '2026-11-25 09:00'],
    ['from midnight', '2026-11-24 00:00', 30, '2026-11-24 09:00'],
    ['from a Sunday', '2026-11-22 15:00', 30, '2026-11-23 09:00'],
    ['from closing time', '2026-11-24 17:30', 30, '2026-11-25 09:00'],
    ['from the beginning of lunch', '2026-11-24 12:00', 30, '2026-11-24 14:30'],
    ['to the beginning of lunch', '2026-11-24 11:00', 60, '2026-11-24 12:00'],
    ['to closing time', '2026-11-24 08:30', 420, '2026-11-24 17:30'],
    ['to the first minute after a day', '2026-11-24 08:30', 421, '2026-11-25 08:31'],
    ['three working days from the morning', '2026-11-24 10:00', 1260, '2026-11-27 10:00'],
    ['over new year, whose holidays nobody has announced, by weekdays', '2026-12-31 17:00', 60, '2027-01-01 09:00'],
    ['over a weekend of 2027', '2027-01-01 17:00', 60, '2027-01-04 09:00'],
  ])('counts %s', (_, from, minutes, to) => {
    expect(show(addWorkingMinutes(at(from), minutes, hours))).toBe(to);
  });

  it.each(['2026-11-24 09:00', '2026-11-24 03:00', '2026-11-22 09:00'])('gives %s itself for 0 minutes and for fewer', (from) => {
    expect(addWorkingMinutes(at(from), 0, hours)).toEqual(at(from));
    expect(addWorkingMinutes(at(from), -30, hours)).toEqual(at(from));
  });

  it('keeps seconds and milliseconds', () => {
    const from = new Date('2026-11-24T03:59:30.250Z');
    expect(addWorkingMinutes(from, 0.25, hours).toISOString()).toBe('2026-11-24T03:59:45.250Z');
    expect(addWorkingMinutes(from, 1, hours).toISOString()).toBe('2026-11-24T06:00:30.250Z');
  });

  it('takes the days that staff laid down for 2027', () => {
    const calendar = new WorkdayCalendar([{ year: 2027, off: ['2027-01-01'], work: ['2027-01-02'] }]);
    expect(show(addWorkingMinutes(at('2026-12-31 17:00'), 60, { spans: SPANS, calendar }))).toBe('2027-01-02 09:00');
  });

  it.each([[[]], [[{ from: 540, to: 540 }]]])('throws RangeError when nobody ever works: %j', (spans) => {
    const never = { spans, calendar: new WorkdayCalendar() };
    expect(() => addWorkingMinutes(at('2026-11-24 09:00'), 1, never)).toThrow(RangeError);
    expect(() => addWorkingMinutes(at('2026-11-24 09:00'), 1, never)).toThrow(/check the working hours/);
    expect(addWorkingMinutes(at('2026-11-24 09:00'), 0, never)).toEqual(at('2026-11-24 09:00'));
  });
});

describe('workingMinutesBetween', () => {
  it.each([
    ['lunch', '2026-11-24 11:00', '2026-11-24 15:00', 120],
    ['only lunch', '2026-11-24 12:00', '2026-11-24 14:00', 0],
    ['the night', '2026-11-24 17:00', '2026-11-25 09:00', 60],
    ['the weekend', '2026-11-27 17:30', '2026-11-30 08:30', 0],
    ['National Day', '2026-09-30 17:00', '2026-10-08 09:00', 60],
    ['a whole week', '2026-11-22 00:00', '2026-11-29 00:00', 5 * 420],
    ['the week of the shifted Saturday', '2026-10-05 00:00', '2026-10-11 00:00', 3 * 420],
    ['new year', '2026-12-31 17:00', '2027-01-04 09:00', 30 + 420 + 30],
    ['half a minute', '2026-11-24 09:00:00', '2026-11-24 09:00:30', 0.5],
  ])('counts over %s', (_, from, to, minutes) => {
    expect(workingMinutesBetween(at(from), at(to), hours)).toBe(minutes);
  });

  it('is 0 when the second is not after the first', () => {
    expect(workingMinutesBetween(at('2026-11-24 10:00'), at('2026-11-24 10:00'), hours)).toBe(0);
    expect(workingMinutesBetween(at('2026-11-24 10:00'), at('2026-11-24 09:00'), hours)).toBe(0);
    expect(workingMinutesBetween(at('2026-11-27 10:00'), at('2026-11-24 09:00'), hours)).toBe(0);
  });
});

describe('working time', () => {
  const MINUTE = 60_000;
  /** From the middle of 2025 into 2027, whose holidays nobody has announced. */
  const milliseconds = fc.integer({ min: Date.parse('2025-06-01'), max: Date.parse('2027-03-01') });
  const instant = milliseconds.map((time) => new Date(time));
  const minutes = fc.integer({ min: 1, max: 6_000 });

  it('takes back what was added', () => {
    fc.assert(
      fc.property(instant, minutes, (from, count) => {
        expect(workingMinutesBetween(from, addWorkingMinutes(from, count, hours), hours)).toBe(count);
      }),
    );
  });

  it('adds in one step what it adds in two', () => {
    fc.assert(
      fc.property(instant, minutes, minutes, (from, one, other) => {
        const twice = addWorkingMinutes(addWorkingMinutes(from, one, hours), other, hours);
        expect(twice).toEqual(addWorkingMinutes(from, one + other, hours));
      }),
    );
  });

  it('ends later for more minutes, and no earlier for a later start', () => {
    fc.assert(
      fc.property(instant, minutes, minutes, fc.nat(40 * 86_400_000), (from, one, more, later) => {
        const end = addWorkingMinutes(from, one, hours).getTime();
        expect(addWorkingMinutes(from, one + more, hours).getTime()).toBeGreaterThan(end);
        expect(addWorkingMinutes(new Date(from.getTime() + later), one, hours).getTime()).toBeGreaterThanOrEqual(end);
      }),
    );
  });

  it('splits a time at any instant between', () => {
    fc.assert(
      fc.property(instant, fc.nat(20 * 86_400_000), fc.nat(20 * 86_400_000), (from, one, other) => {
        const middle = new Date(from.getTime() + one);
        const to = new Date(middle.getTime() + other);
        const parts = workingMinutesBetween(from, middle, hours) + workingMinutesBetween(middle, to, hours);
        expect(parts).toBeCloseTo(workingMinutesBetween(from, to, hours), 6);
      }),
    );
  });

  it('ends where people work', () => {
    fc.assert(
      fc.property(instant, minutes, (from, count) => {
        const end = addWorkingMinutes(from, count, hours);
        // The end of a span belongs to it, its beginning does not: nothing has been worked by then.
        const ofDay = (end.getTime() + 8 * 3_600_000) % 86_400_000;
        expect(SPANS.some((span) => ofDay > span.from * MINUTE && ofDay <= span.to * MINUTE)).toBe(true);
        expect(isWorkedByHand(dayOf(end))).toBe(true);
      }),
    );
  });

  it('agrees with counting minute by minute', () => {
    const wholeMinute = milliseconds.map((time) => Math.floor(time / MINUTE) * MINUTE);
    fc.assert(
      fc.property(wholeMinute, fc.integer({ min: 1, max: 2_000 }), (from, count) => {
        expect(show(addWorkingMinutes(new Date(from), count, hours))).toBe(show(new Date(countByHand(from, count))));
      }),
      { numRuns: 60 },
    );
  });

  /** Holidays and shifted days by hand for the months that the simulation walks through. */
  const OFF =
    /^2025-10-0[1-8]|^2026-(?:01-0[1-3]|02-(?:1[5-9]|2[0-3])|04-0[4-6]|05-0[1-5]|06-(?:19|2[01])|09-2[5-7]|10-0[1-7])|^2025-(?:05-31|06-0[12])/;
  const SHIFTED = ['2025-09-28', '2025-10-11', '2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'];

  function isWorkedByHand(day: string): boolean {
    return SHIFTED.includes(day) || (!OFF.test(day) && ![0, 6].includes(new Date(day).getUTCDay()));
  }

  function countByHand(from: number, count: number): number {
    let time = from;
    for (let left = count; left > 0; time += MINUTE) {
      const local = new Date(time + 8 * 3_600_000).toISOString();
      const minute = Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16));
      const working = (minute >= 510 && minute < 720) || (minute >= 840 && minute < 1050);
      if (working && isWorkedByHand(local.slice(0, 10))) left -= 1;
    }
    return time;
  }
});

describe('minutesPerDay', () => {
  it('adds the spans of a day', () => {
    expect(minutesPerDay(hours)).toBe(420);
    expect(minutesPerDay({ ...hours, spans: [{ from: 540, to: 541 }] })).toBe(1);
    expect(minutesPerDay({ ...hours, spans: [] })).toBe(0);
  });
});

describe('dayOf', () => {
  it('begins a day at midnight in China', () => {
    expect(dayOf(new Date('2026-12-31T15:59:59.999Z'))).toBe('2026-12-31');
    expect(dayOf(new Date('2026-12-31T16:00:00.000Z'))).toBe('2027-01-01');
    expect(dayOf(at('2026-02-28 23:59'))).toBe('2026-02-28');
  });
});
