import { dayOf } from '../calculation/working-time.ts';
import { type Deadline, type DeadlinePolicy, isOnTime, usedAt } from '../legal-case/deadline.ts';

const DAY_MS = 86_400_000;

/**
 * Looks at many deadlines at one instant. Counting the working time of a year for each forgotten case takes 0.8 ms; the time from
 * a midnight until now is counted once for all clocks that began to run on the day before.
 */
export class ReportClock {
  private readonly sinceMidnight = new Map<number, number>();

  constructor(
    private readonly now: Date,
    private readonly policy: DeadlinePolicy,
  ) {}

  /** Whether the deadline was met in time, or its time is not over yet. */
  isOnTime(deadline: Deadline): boolean {
    if (deadline.since === null) return isOnTime(deadline, this.now, this.policy);
    const midnight = midnightAfter(new Date(deadline.since));
    if (midnight >= this.now) return isOnTime(deadline, this.now, this.policy);
    const used = usedAt(deadline, midnight, this.policy.hours) + this.minutesSince(midnight, deadline);
    return isOnTime({ ...deadline, used, since: null }, this.now, this.policy);
  }

  private minutesSince(midnight: Date, deadline: Deadline): number {
    const known = this.sinceMidnight.get(midnight.getTime());
    if (known !== undefined) return known;
    const minutes = usedAt({ ...deadline, used: 0, since: midnight.toISOString() }, this.now, this.policy.hours);
    this.sinceMidnight.set(midnight.getTime(), minutes);
    return minutes;
  }
}

function midnightAfter(instant: Date): Date {
  return new Date(Date.parse(`${dayOf(instant)}T00:00:00+08:00`) + DAY_MS);
}
