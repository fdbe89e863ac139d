import type { CaseKind } from '../../knowledge/office.ts';
import { changeCase } from '../../legal-case/change-case.ts';
import { dueAt, nextMarkAt, startDeadlines } from '../../legal-case/deadline.ts';
import type { LegalCase } from '../../legal-case/legal-case.ts';
import type { Represented } from '../../legal-case/person.ts';
import { routeCase } from '../../legal-case/route-case.ts';
import { isUscc, normalizeUscc } from '../../legal-case/uscc.ts';
import { say } from '../reply.ts';
import { CASE_WORDING as WORDS } from './case-wording.ts';
import type { Intake } from './dialogue.ts';
import { formatTime, presentCard, requesterChoices } from './present-case.ts';
import { type Notice, partyOf, type Scene, type Step, step, tell } from './scene.ts';

type Client = Omit<Represented, 'bindingId'>;

/** Where a case would go: the desk by name, and why it would be held for the coordinator. */
export interface Destination {
  readonly desk: string;
  readonly held: 'conflict' | 'nobody' | null;
}

/**
 * Where a case of this client goes. When its law firm advises the named counterparty as well (利益冲突), or nobody takes the
 * kind, it is held for the coordinator.
 */
export async function findDestination(kind: CaseKind, client: Client | null, intake: Intake, scene: Scene): Promise<Destination> {
  const { rules, unit } = scene;
  const { matter = '', counterparty = '' } = intake.answers;
  const desk = routeCase(kind, client, matter, rules.offices);
  if (desk === null) return { desk: rules.coordinator, held: 'nobody' };
  const conflict = desk === client?.firm && (await firmsOf(counterparty, unit.clients)).includes(desk);
  return conflict ? { desk: rules.coordinator, held: 'conflict' } : { desk, held: null };
}

/** Firms that advise the clients of this name or code. */
export async function firmsOf(counterparty: string, clients: Scene['unit']['clients']): Promise<string[]> {
  const name = counterparty.normalize('NFKC').trim();
  if (name === '') return [];
  const code = normalizeUscc(name);
  const found = isUscc(code) ? [await clients.find(code)] : await clients.named(name);
  return found.flatMap((client) => (client?.firm ? [client.firm] : []));
}

/** Opens the case that the intake describes and tells its desk. */
export async function openCase(kind: CaseKind, intake: Intake, transcript: string, scene: Scene): Promise<Step> {
  const { unit, rules, now } = scene;
  const client = intake.who ? await unit.clients.find(intake.who) : null;
  const { desk, held } = await findDestination(kind, client, intake, scene);
  const deadlines = startDeadlines(kind, now, rules.policy);
  const requester = partyOf(scene);
  const amount = Number(intake.answers.amount ?? '');
  const draft: LegalCase = {
    id: '',
    number: '',
    kind,
    status: '已提交',
    requester,
    client: client?.uscc ?? null,
    desk,
    handler: null,
    answers: intake.answers,
    transcript,
    deadlines,
    openedAt: now,
    answeredAt: null,
    closedAt: null,
    checkAt: nextMarkAt(deadlines, rules.policy),
    rating: null,
    ratingWords: '',
    result: null,
    amount: amount > 0 ? amount : null,
  };
  const note = held === 'conflict' ? WORDS.heldConflict : held === 'nobody' ? WORDS.heldNobody : '';
  const deed = { action: held === null ? ('route' as const) : ('hold' as const), side: 'system' as const, by: null, at: now, note, desk };
  const routed = changeCase(draft, deed, rules.policy);
  if (routed.kind === 'refused') throw new Error(`a new case cannot be routed: ${routed.why.kind}`);
  const legalCase = await unit.cases.open(routed.legalCase);
  const opened = {
    at: now,
    by: requester.personId,
    side: 'requester' as const,
    action: 'open' as const,
    from: null,
    to: draft.status,
    desk,
    note: '',
  };
  await unit.cases.append(legalCase.id, opened);
  await unit.cases.append(legalCase.id, routed.event);
  await unit.files.attach(intake.files, legalCase.id, requester.personId);
  const { number, status } = legalCase;
  const [first, answer] = legalCase.deadlines.map((deadline) => formatTime(dueAt(deadline, rules.policy)));
  const said = held === null ? WORDS.opened(number, desk, first ?? '', answer ?? '') : WORDS.held(number);
  return step(scene, say([said, WORDS.hint(number)], requesterChoices(number, status)), {
    notices: await announce(legalCase, held === null ? 'new' : 'held', note, scene),
    dialogue: { intake: null, expects: null, at: now.toISOString() },
    caseNumber: number,
  });
}

/** The card for the desk that a case has come to; the coordinator is told when nobody works there yet. */
export async function announce(legalCase: LegalCase, how: 'new' | 'again' | 'held', note: string, scene: Scene): Promise<Notice[]> {
  const { unit, rules } = scene;
  const { number, kind, desk } = legalCase;
  const client = legalCase.client === null ? null : await unit.clients.find(legalCase.client);
  const files = await unit.files.ofCase(legalCase.id);
  const heading = { new: WORDS.card, again: WORDS.cardAgain, held: WORDS.cardHeld }[how](number, kind);
  const facts = { heading, who: client?.name ?? WORDS.resident, files, note };
  const chats = await unit.desks.chats(desk);
  const cards = tell(chats, presentCard(legalCase, facts, rules), number).map((notice): Notice => ({ ...notice, card: 'new' }));
  if (chats.length > 0 || desk === rules.coordinator) return cards;
  const missing = presentCard(legalCase, { ...facts, note: WORDS.deskEmpty(desk) }, rules, 'coordinator');
  return tell(await unit.desks.chats(rules.coordinator), missing, number).map((notice): Notice => ({ ...notice, card: 'new' }));
}
