import { WorkdayCalendar } from '../calculation/workday-calendar.ts';
import { addWorkingMinutes, minutesPerDay, type WorkingHours, workingMinutesBetween } from '../calculation/working-time.ts';
import type { CaseKind, ServiceRules } from '../knowledge/office.ts';

/** What a desk owes in time (办理时限): 首次响应, 答复. */
export type DeadlineTarget = 'first-response' | 'answer';

/** Time allowed for one kind of case, in working minutes. */
interface TimeLimits {
  readonly firstResponse: number;
  readonly answer: number;
}

/** The district's hours and limits; a kind not named has the general limits. */
export interface DeadlinePolicy {
  readonly hours: WorkingHours;
  readonly general: TimeLimits;
  readonly byKind: Readonly<Partial<Record<CaseKind, TimeLimits>>>;
}

/** Who is told at a mark (催办、升级): the desk, its lead, or the bureau's coordinator. */
type MarkAudience = 'desk' | 'lead' | 'coordinator';

/** Marks of a deadline in per cent of its time, with who is told; ANCHORS "Chatwoot": escalation is what its users miss most. */
const MARKS: readonly { readonly percent: number; readonly to: MarkAudience }[] = [
  { percent: 50, to: 'desk' },
  { percent: 80, to: 'desk' },
  { percent: 100, to: 'lead' },
  { percent: 150, to: 'coordinator' },
];

/** One running, paused or met deadline of a case. Times are ISO strings, since it is kept as JSON. */
export interface Deadline {
  readonly target: DeadlineTarget;
  /** Working minutes allowed. */
  readonly minutes: number;
  /** Working minutes used up before `since`. */
  readonly used: number;
  /** When the clock last began to run; null while it is paused or after it is met. */
  readonly since: string | null;
  /** Marks already told, in per cent. */
  readonly told: readonly number[];
  /** When the desk did what it owed; null until then. */
  readonly metAt: string | null;
}

/** The deadlines of a new case. */
export function startDeadlines(kind: CaseKind, now: Date, policy: DeadlinePolicy): Deadline[] {
  const limits = policy.byKind[kind] ?? policy.general;
  const start = (target: DeadlineTarget, minutes: number) => ({
    target,
    minutes,
    used: 0,
    since: now.toISOString(),
    told: [],
    metAt: null,
  });
  return [start('first-response', limits.firstResponse), start('answer', limits.answer)];
}

/** The clocks stop while the requester must add something. */
export function pauseDeadlines(deadlines: readonly Deadline[], now: Date, { hours }: DeadlinePolicy): Deadline[] {
  return deadlines.map((deadline) =>
    deadline.since === null ? deadline : { ...deadline, used: usedAt(deadline, now, hours), since: null },
  );
}

/** They go on where they stopped. */
export function resumeDeadlines(deadlines: readonly Deadline[], now: Date): Deadline[] {
  return deadlines.map((deadline) =>
    deadline.since === null && deadline.metAt === null ? { ...deadline, since: now.toISOString() } : deadline,
  );
}

/** The desk did what it owed; what was met before stays as it is. */
export function meetDeadline(deadlines: readonly Deadline[], target: DeadlineTarget, now: Date, { hours }: DeadlinePolicy): Deadline[] {
  return deadlines.map((deadline) =>
    deadline.target === target && deadline.metAt === null
      ? { ...deadline, used: usedAt(deadline, now, hours), since: null, metAt: now.toISOString() }
      : deadline,
  );
}

/** When the time allowed is over; null while the clock is stopped. */
export function dueAt(deadline: Deadline, { hours }: DeadlinePolicy): Date | null {
  return markAt(deadline, 100, hours);
}

/** Whether it was, or still can be, met in time. */
export function isOnTime(deadline: Deadline, now: Date, { hours }: DeadlinePolicy): boolean {
  return usedAt(deadline, now, hours) <= deadline.minutes;
}

/** The next instant at which somebody is to be told; null when there is none. */
export function nextMarkAt(deadlines: readonly Deadline[], { hours }: DeadlinePolicy): Date | null {
  const instants = deadlines.flatMap((deadline) => {
    const mark = MARKS.find(({ percent }) => !deadline.told.includes(percent));
    const at = mark ? markAt(deadline, mark.percent, hours) : null;
    return at === null ? [] : [at];
  });
  return instants.length === 0 ? null : new Date(Math.min(...instants.map((instant) => instant.getTime())));
}

/** A mark that has been reached and not told. */
export interface ReachedMark {
  readonly target: DeadlineTarget;
  readonly percent: number;
  readonly to: MarkAudience;
}

/**
 * Marks reached by now, and the deadlines with them told. Of several reached at once (after a stop of the service) only the
 * last is told for each audience.
 */
export function takeReachedMarks(
  deadlines: readonly Deadline[],
  now: Date,
  { hours }: DeadlinePolicy,
): { readonly reached: readonly ReachedMark[]; readonly deadlines: readonly Deadline[] } {
  const reached: ReachedMark[] = [];
  const after = deadlines.map((deadline) => {
    const marks = MARKS.filter(({ percent }) => {
      const at = markAt(deadline, percent, hours);
      return at !== null && at <= now && !deadline.told.includes(percent);
    });
    const last = new Map(marks.map((mark) => [mark.to, mark]));
    for (const { percent, to } of last.values()) reached.push({ target: deadline.target, percent, to });
    return { ...deadline, told: [...deadline.told, ...marks.map(({ percent }) => percent)] };
  });
  return { reached, deadlines: after };
}

/** Working days as working minutes. */
export function workingDays(days: number, hours: WorkingHours): number {
  return days * minutesPerDay(hours);
}

/** What staff laid down, in working minutes. */
export function policyOf(rules: ServiceRules): DeadlinePolicy {
  const hours = { spans: rules.spans, calendar: new WorkdayCalendar(rules.years) };
  const limits = rules.limits.map(
    ({ kind, firstResponseHours, answerDays }) =>
      [kind, { firstResponse: firstResponseHours * 60, answer: workingDays(answerDays, hours) }] as const,
  );
  const general = limits.find(([kind]) => kind === null)?.[1] ?? { firstResponse: 240, answer: workingDays(3, hours) };
  return { hours, general, byKind: Object.fromEntries(limits.filter(([kind]) => kind !== null)) };
}

/** Working minutes used by now. */
export function usedAt({ used, since }: Deadline, now: Date, hours: WorkingHours): number {
  return since === null ? used : used + workingMinutesBetween(new Date(since), now, hours);
}

function markAt({ minutes, used, since }: Deadline, percent: number, hours: WorkingHours): Date | null {
  return since === null ? null : addWorkingMinutes(new Date(since), (minutes * percent) / 100 - used, hours);
}
