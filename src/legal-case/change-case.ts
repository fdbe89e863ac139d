import { addWorkingMinutes } from '../calculation/working-time.ts';
import { type CaseAction, type CaseSide, type CaseStatus, nextStatus, type Refusal } from './case-status.ts';
import {
  type Deadline,
  type DeadlinePolicy,
  meetDeadline,
  nextMarkAt,
  pauseDeadlines,
  resumeDeadlines,
  startDeadlines,
  workingDays,
} from './deadline.ts';
import type { CaseEvent, LegalCase, MediationResult } from './legal-case.ts';
import type { Party } from './person.ts';

/** An answered case that nobody confirms is closed after this many working days. */
const CLOSE_AFTER_WORKING_DAYS = 5;
/** A requester who was asked for more and says nothing is asked once more after this many working days. */
const ASK_AGAIN_AFTER_WORKING_DAYS = 5;
/** A closed case is opened again by a word of its requester within this many days. */
const REOPEN_DAYS = 15;

/** Something to be done to a case. */
export interface Deed {
  readonly action: CaseAction;
  readonly side: CaseSide;
  /** Who does it; null for the clock. */
  readonly by: Party | null;
  readonly at: Date;
  readonly note?: string;
  /** The desk it goes to, for route, hold, transfer and recuse. */
  readonly desk?: string;
  readonly result?: MediationResult;
  readonly amount?: number;
}

/** A case after a deed with the event to be kept; or why the deed is refused. */
export type Change =
  | { readonly kind: 'changed'; readonly legalCase: LegalCase; readonly event: CaseEvent }
  | { readonly kind: 'refused'; readonly why: Refusal | { readonly kind: 'too-late' } };

/** Does a deed to a case: status, desk, handler, clocks and the next time to look. Pure. */
export function changeCase(before: LegalCase, deed: Deed, policy: DeadlinePolicy): Change {
  const to = nextStatus(before.status, deed.action, deed.side);
  if (typeof to !== 'string') return { kind: 'refused', why: to };
  if (isTooLate(before, deed)) return { kind: 'refused', why: { kind: 'too-late' } };
  const deadlines = clocksAfter(before, deed, policy);
  const answeredAt = deed.action === 'answer' ? deed.at : before.answeredAt;
  const closes = to === '已办结' || to === '已撤回';
  const legalCase: LegalCase = {
    ...before,
    status: to,
    desk: deed.desk ?? before.desk,
    handler: handlerAfter(before, deed),
    deadlines,
    answeredAt,
    closedAt: closes ? deed.at : null,
    checkAt: lookAt(to, deadlines, to === '已答复' ? (answeredAt ?? deed.at) : deed.at, policy),
    result: deed.result ?? before.result,
    amount: deed.amount ?? before.amount,
  };
  const { at, side, action } = deed;
  const by = deed.by?.personId ?? null;
  return {
    kind: 'changed',
    legalCase,
    event: { at, by, side, action, from: before.status, to, desk: legalCase.desk, note: deed.note ?? '' },
  };
}

/**
 * When the clock must look at a case: its next mark, or the day on which an answered one closes by itself, or on which a
 * requester who was asked for more is asked again.
 * @param since when the case came to this status
 */
export function lookAt(status: CaseStatus, deadlines: readonly Deadline[], since: Date, policy: DeadlinePolicy): Date | null {
  if (status === '已办结' || status === '已撤回') return null;
  const after = (days: number) => addWorkingMinutes(since, workingDays(days, policy.hours), policy.hours);
  if (status === '已答复') return after(CLOSE_AFTER_WORKING_DAYS);
  if (status === '退回补正') return after(ASK_AGAIN_AFTER_WORKING_DAYS);
  return nextMarkAt(deadlines, policy);
}

function isTooLate({ status, closedAt }: LegalCase, { action, at }: Deed): boolean {
  return (
    action === 'supplement' && status === '已办结' && closedAt !== null && at.getTime() - closedAt.getTime() > REOPEN_DAYS * 86_400_000
  );
}

function handlerAfter(before: LegalCase, { action, by }: Deed): Party | null {
  if (action === 'accept') return by;
  return action === 'transfer' || action === 'recuse' || action === 'hold' ? null : before.handler;
}

function clocksAfter(before: LegalCase, { action, at }: Deed, policy: DeadlinePolicy): readonly Deadline[] {
  const { deadlines, status, kind } = before;
  switch (action) {
    case 'accept':
    case 'work':
      return meetDeadline(deadlines, 'first-response', at, policy);
    case 'answer':
      return meetDeadline(meetDeadline(deadlines, 'first-response', at, policy), 'answer', at, policy);
    case 'ask-back':
      return pauseDeadlines(deadlines, at, policy);
    case 'supplement': {
      const answered = status === '已答复' || status === '已办结';
      return answered
        ? [...deadlines, ...startDeadlines(kind, at, policy).filter(({ target }) => target === 'answer')]
        : resumeDeadlines(deadlines, at);
    }
    case 'transfer':
    case 'recuse': {
      const met = deadlines.every(({ target, metAt }) => target !== 'first-response' || metAt !== null);
      const running = resumeDeadlines(deadlines, at);
      return met ? [...running, ...startDeadlines(kind, at, policy).filter(({ target }) => target === 'first-response')] : running;
    }
    case 'hold':
      return resumeDeadlines(deadlines, at);
    case 'withdraw':
    case 'confirm':
    case 'expire':
      return pauseDeadlines(deadlines, at, policy);
    default:
      return deadlines;
  }
}
