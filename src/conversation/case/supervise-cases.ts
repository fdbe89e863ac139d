import type { Knowledge } from '../../knowledge/knowledge.ts';
import { type CaseUnit, UnreadableCaseError } from '../../legal-case/case-unit.ts';
import { changeCase, lookAt } from '../../legal-case/change-case.ts';
import { dueAt, type ReachedMark, takeReachedMarks } from '../../legal-case/deadline.ts';
import type { LegalCase } from '../../legal-case/legal-case.ts';
import { type RenderReply, say } from '../reply.ts';
import type { UnitOfWork } from '../unit-of-work.ts';
import { deskAddresses, requesterAddresses } from './act-on-case.ts';
import { addressNotices } from './address-notices.ts';
import { CASE_WORDING as WORDS } from './case-wording.ts';
import { deskChoices, formatTime, requesterChoices } from './present-case.ts';
import { ratingChoices } from './rate-case.ts';
import { refreshCards } from './refresh-cards.ts';
import { type CaseRules, type Notice, rulesOf, tell } from './scene.ts';

/** What supervision needs: the folder's rules at this moment, how channels show notices, and the clock. */
interface Supervising {
  readonly index: () => { readonly knowledge: Knowledge };
  readonly render: RenderReply;
  readonly now: () => Date;
}

/**
 * Looks at every case whose time has come, each in a transaction of its own. One that cannot be looked at keeps nobody else
 * waiting; its error is thrown when all others are done. Returns how many there were.
 */
export async function superviseCases({ index, render, now }: Supervising, units: UnitOfWork): Promise<number> {
  const failed: { id: string; error: unknown }[] = [];
  for (let count = 0; ; count += 1) {
    let id: string | null = null;
    try {
      await units.transact(async (unit) => {
        const legalCase = await unit.cases.takeDue(
          now(),
          failed.map((one) => one.id),
        );
        id = legalCase?.id ?? null;
        if (legalCase === null) return;
        const rules = rulesOf(index().knowledge);
        const notices = await look(legalCase, unit, rules, now());
        await unit.queue(await addressNotices([...notices, ...(await refreshCards(unit, rules))], unit, render));
      });
    } catch (error) {
      if (error instanceof UnreadableCaseError) id = error.caseId;
      if (id === null) throw error;
      failed.push({ id, error });
      continue;
    }
    if (id === null && failed[0]) throw failed[0].error;
    if (id === null) return count;
  }
}

/**
 * Looks at one case: tells the marks it has reached (催办、升级), or closes an answered one that nobody confirmed. Everything
 * happens in the unit's transaction, so that a reminder is neither lost nor told twice.
 */
async function look(legalCase: LegalCase, unit: CaseUnit, rules: CaseRules, now: Date): Promise<readonly Notice[]> {
  switch (legalCase.status) {
    case '已答复':
      return closeSilent(legalCase, unit, rules, now);
    case '退回补正':
      return askAgain(legalCase, unit, now);
    default:
      return remind(legalCase, unit, rules, now);
  }
}

async function remind(legalCase: LegalCase, unit: CaseUnit, rules: CaseRules, now: Date): Promise<Notice[]> {
  const { reached, deadlines } = takeReachedMarks(legalCase.deadlines, now, rules.policy);
  await unit.cases.keep({ ...legalCase, deadlines, checkAt: lookAt(legalCase.status, deadlines, now, rules.policy) });
  const notices: Notice[] = [];
  for (const mark of reached) {
    const { status, desk, number } = legalCase;
    const note = `${mark.target} ${mark.percent}%`;
    await unit.cases.append(legalCase.id, { at: now, by: null, side: 'system', action: 'remind', from: status, to: status, desk, note });
    const deadline = legalCase.deadlines.findLast(({ target, since }) => target === mark.target && since !== null);
    const due = formatTime(deadline ? dueAt(deadline, rules.policy) : null);
    const text = WORDS.reminder(number, mark.target, mark.percent, due);
    const { addresses, side } = await audienceOf(mark, legalCase, unit, rules);
    notices.push(...tell(addresses, say(text, deskChoices(legalCase, side)), number));
  }
  return notices;
}

/** Once; after that the desk, which is told, may end the case. */
async function askAgain(legalCase: LegalCase, unit: CaseUnit, now: Date): Promise<Notice[]> {
  const { id, number, status, desk } = legalCase;
  await unit.cases.keep({ ...legalCase, checkAt: null });
  await unit.cases.append(id, { at: now, by: null, side: 'system', action: 'remind', from: status, to: status, desk, note: 'ask-back' });
  const asked = say(WORDS.askedAgain(number), requesterChoices(number, status));
  const told = say(WORDS.stillSilent(number), deskChoices(legalCase, 'desk'));
  return [
    ...tell(await requesterAddresses(legalCase, { unit }), asked, number),
    ...tell(await deskAddresses(legalCase, { unit }), told, number),
  ];
}

async function closeSilent(legalCase: LegalCase, unit: CaseUnit, rules: CaseRules, now: Date): Promise<Notice[]> {
  const done = changeCase(legalCase, { action: 'expire', side: 'system', by: null, at: now }, rules.policy);
  if (done.kind === 'refused') throw new Error(`case ${legalCase.id} cannot be closed: ${done.why.kind}`);
  await unit.cases.keep(done.legalCase);
  await unit.cases.append(legalCase.id, done.event);
  const { number } = legalCase;
  const asked = say([WORDS.closedSilently(number), WORDS.rate], ratingChoices(number));
  const told = say(WORDS.closed(number));
  return [
    ...tell(await requesterAddresses(legalCase, { unit }), asked, number),
    ...tell(await deskAddresses(legalCase, { unit }), told, number),
  ];
}

/** A desk without members, or without a lead, cannot be reminded: the next above is. */
async function audienceOf({ to }: ReachedMark, legalCase: LegalCase, unit: CaseUnit, rules: CaseRules) {
  const desk = to === 'desk' ? await deskAddresses(legalCase, { unit }) : [];
  const leads = to === 'lead' || (to === 'desk' && desk.length === 0) ? await unit.desks.leads(legalCase.desk) : [];
  const below = [...desk, ...leads];
  if (below.length > 0) return { addresses: below, side: 'desk' as const };
  return { addresses: await unit.desks.chats(rules.coordinator), side: 'coordinator' as const };
}
