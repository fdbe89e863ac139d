import { createHash } from 'node:crypto';
import { nextStatus } from '../../legal-case/case-status.ts';
import { changeCase, type Deed } from '../../legal-case/change-case.ts';
import type { LegalCase } from '../../legal-case/legal-case.ts';
import type { Address } from '../../legal-case/person.ts';
import { backupFirm } from '../../legal-case/route-case.ts';
import { type Choice, say } from '../reply.ts';
import { CASE_WORDING as WORDS } from './case-wording.ts';
import { explainRefusal, isColleagues, type OwnCase } from './find-case.ts';
import { announce, firmsOf } from './open-case.ts';
import { describeWords, deskChoices, requesterChoices } from './present-case.ts';
import { type Notice, partyOf, type Scene, type Step, step, tell } from './scene.ts';

/** Does a deed, keeps case and event; then `told` says who hears of it. */
export async function change(own: OwnCase, deed: Omit<Deed, 'side' | 'by' | 'at'>, scene: Scene): Promise<LegalCase | Step> {
  if (isColleagues(own, scene)) return step(scene, say(WORDS.colleague(own.legalCase.number)), { caseNumber: own.legalCase.number });
  const done = changeCase(own.legalCase, { ...deed, side: own.side, by: partyOf(scene), at: scene.now }, scene.rules.policy);
  if (done.kind === 'refused') return explainRefusal(done, own, scene);
  await scene.unit.cases.keep(done.legalCase);
  await scene.unit.cases.append(done.legalCase.id, done.event);
  return done.legalCase;
}

/** 受理: the case is the speaker's; the requester hears of it. Of two who press at once the second is told. */
export async function accept(own: OwnCase, scene: Scene): Promise<Step> {
  const { number, status, handler } = own.legalCase;
  if (status === '已受理' && handler !== null) return step(scene, say(WORDS.alreadyAccepted(number)), { caseNumber: number });
  const after = await change(own, { action: 'accept' }, scene);
  if ('reply' in after) return after;
  const heard = say(WORDS.accepted(number, after.desk), requesterChoices(number, after.status));
  const waiting = await wordsBefore(after, scene);
  return step(scene, say([WORDS.youAccepted(number), ...waiting], deskChoices(after, 'desk')), {
    notices: tell(await requesterAddresses(after, scene), heard, number),
    caseNumber: number,
  });
}

/** 转派: to the desk named, or a choice of desks; never to a firm that advises the counterparty. */
export async function transfer(own: OwnCase, target: string, scene: Scene): Promise<Step> {
  const { number, kind, desk, status } = own.legalCase;
  const possible = nextStatus(status, 'transfer', own.side);
  if (typeof possible !== 'string') return explainRefusal({ kind: 'refused', why: possible }, own, scene);
  const offices = scene.rules.offices.filter(({ takes, coordinator }) => coordinator || takes.includes(kind)).map(({ name }) => name);
  const { clients } = scene.unit;
  const firms = own.side === 'coordinator' || desk === scene.rules.coordinator ? await clients.firms() : [];
  const conflicted = await firmsOf(own.legalCase.answers.counterparty ?? '', clients);
  const targets = [...offices, ...firms].filter((name) => name !== desk && !conflicted.includes(name));
  const chosen = targets.find((name) => name === target || shortName(name) === target);
  if (chosen === undefined) {
    const choices = targets.map((name): Choice => ({ label: name, command: `转派 #${number} ${shortName(name)}` }));
    return step(scene, say(WORDS.transferTo(number), choices), { caseNumber: number });
  }
  const after = await change(own, { action: 'transfer', desk: chosen }, scene);
  if ('reply' in after) return after;
  const notices = await announce(after, 'again', '', scene);
  return step(scene, say(WORDS.transferred(number, chosen)), {
    notices: [...notices, ...(await tellMoved(after, scene))],
    caseNumber: number,
  });
}

/** 回避: to another law firm that has somebody here, or the coordinator; the requester is not told why. */
export async function recuse(own: OwnCase, reason: string, scene: Scene): Promise<Step> {
  const { number, desk, answers } = own.legalCase;
  const firms = await scene.unit.clients.firms();
  const conflicted = await firmsOf(answers.counterparty ?? '', scene.unit.clients);
  const staffed = await scene.unit.desks.staffed();
  const backup = firms.includes(desk)
    ? backupFirm(
        desk,
        firms.filter((firm) => staffed.includes(firm)),
        conflicted,
      )
    : null;
  const after = await change(own, { action: 'recuse', note: reason, desk: backup ?? scene.rules.coordinator }, scene);
  if ('reply' in after) return after;
  const notices = await announce(after, backup === null ? 'held' : 'again', backup === null ? WORDS.heldRecused : '', scene);
  return step(scene, say(WORDS.recused(number)), { notices: [...notices, ...(await tellMoved(after, scene))], caseNumber: number });
}

/** 办结: the desk holds the case for answered; the requester confirms. A mediation says how it ended, and for how much. */
export async function answer(own: OwnCase, rest: string, scene: Scene): Promise<Step> {
  const { number, kind, id } = own.legalCase;
  const spoken = own.side !== 'desk' || kind === '调解' || (await scene.unit.cases.messages(id)).some(({ side }) => side === 'desk');
  if (!spoken) return step(scene, say(WORDS.answerFirst, deskChoices(own.legalCase, 'desk')), { caseNumber: number });
  const after = await change(own, { action: 'answer', ...(kind === '调解' ? readMediation(rest) : {}) }, scene);
  if ('reply' in after) return after;
  const done = kind === '调解' ? WORDS.mediated(number, after.result ?? '') : WORDS.answered(number);
  const asked = say(done, requesterChoices(number, after.status));
  return step(scene, say(WORDS.youAnswered(number)), {
    notices: tell(await requesterAddresses(after, scene), asked, number),
    caseNumber: number,
  });
}

/** 撤回: the requester takes it back. */
export async function withdraw(own: OwnCase, scene: Scene): Promise<Step> {
  const { number } = own.legalCase;
  const after = await change(own, { action: 'withdraw' }, scene);
  if ('reply' in after) return after;
  const notices = tell(await deskAddresses(after, scene), say(WORDS.withdrawnByRequester(number)), number);
  return step(scene, say(WORDS.withdrawn(number)), { notices, caseNumber: number });
}

/** Where a case's desk is told: the chat of the one who accepted it, else the desk's chats. */
export async function deskAddresses({ handler, desk }: LegalCase, { unit }: Pick<Scene, 'unit'>) {
  return handler === null ? unit.desks.chats(desk) : [handler.address];
}

/** How a mediation ended and the sum it was about: 成功 3,000. */
function readMediation(rest: string): Pick<Deed, 'result' | 'amount'> {
  const [, result, amount] = /^(成功|不成)?\s*([\d,]+(?:\.\d+)?)?/.exec(rest) ?? [];
  return {
    ...(result === '成功' || result === '不成' ? { result } : {}),
    ...(amount === undefined ? {} : { amount: Number(amount.replaceAll(',', '')) }),
  };
}

/** Where the requester is told; who no longer represents the client is not: its other representatives take over. */
export async function requesterAddresses({ client, requester }: LegalCase, { unit }: Pick<Scene, 'unit'>): Promise<readonly Address[]> {
  if (client === null) return [requester.address];
  const representatives = await unit.people.representatives(client);
  return representatives.some(({ personId }) => personId === requester.personId) ? [requester.address] : representatives;
}

/** What the requester said before anybody had accepted, so that nothing is lost. */
async function wordsBefore({ id }: LegalCase, { unit }: Scene): Promise<string[]> {
  const [messages, files] = [await unit.cases.messages(id), await unit.files.ofCase(id)];
  return messages.filter(({ side }) => side === 'requester').map((message) => `${WORDS.requesterSaid}：${describeWords(message, files)}`);
}

async function tellMoved(legalCase: LegalCase, scene: Scene): Promise<Notice[]> {
  const { number, desk } = legalCase;
  const text = desk === scene.rules.coordinator ? WORDS.rearranged(number) : WORDS.transferred(number, desk);
  return tell(await requesterAddresses(legalCase, scene), say(text), number);
}

/** A name short enough for a button: eight hexadecimal digits that stand for it. */
function shortName(name: string): string {
  return `@${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}
