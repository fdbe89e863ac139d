import { dayOf } from '../../calculation/working-time.ts';
import { afterWrongCode, type BindingProof, type Grant, hashCode, PAUSE_MINUTES, plainPhone } from '../../legal-case/binding.ts';
import type { Representative } from '../../legal-case/case-unit.ts';
import { type Choice, type MenuKind, type Reply, say } from '../reply.ts';
import { IDENTITY_WORDING as WORDS } from './case-wording.ts';
import { isStaff, type Notice, onlyInPrivate, partyOf, type Scene, type Step, step, tell } from './scene.ts';

/** What is kept of a message that held a code. */
const MASKED_CODE = '（验证码）';

/** How to prove whom one represents. */
export function explainBinding(scene: Scene): Step {
  if (scene.message.group) return onlyInPrivate(scene);
  if (scene.message.channel !== 'telegram') return step(scene, say(WORDS.bindWithoutPhone));
  const { blocks } = say(WORDS.bind);
  return step(scene, { blocks: [...blocks, { kind: 'ask-phone', label: WORDS.sharePhone }], rateable: false });
}

/**
 * Takes a one-time code. A wrong one, a used one and an expired one are answered alike; after five in a row nothing is tried
 * for a while, right or wrong.
 */
export async function bindByCode(code: string, scene: Scene): Promise<Step> {
  const { unit, speaker, now } = scene;
  const kept = { said: MASKED_CODE };
  if (scene.message.group) return { ...onlyInPrivate(scene), kept };
  const tries = await unit.people.tries(speaker.id);
  if (tries.pausedUntil !== null && tries.pausedUntil > now) {
    const minutes = Math.ceil((tries.pausedUntil.getTime() - now.getTime()) / 60_000);
    return step(scene, say(WORDS.paused(minutes)), { kept });
  }
  const grant = await unit.people.useCode(hashCode(code), speaker.id, now);
  if (grant === null) {
    const after = afterWrongCode(tries, now);
    await unit.people.keepTries(speaker.id, after);
    const paused = after.pausedUntil !== null;
    await unit.people.audit({ what: paused ? 'code-paused' : 'code-refused', by: speaker.id, subject: '', at: now });
    return step(scene, say(paused ? WORDS.paused(PAUSE_MINUTES) : WORDS.wrongCode), { kept });
  }
  await unit.people.keepTries(speaker.id, { failures: 0, pausedUntil: null });
  return { ...(await take(grant, scene)), kept };
}

/** Takes a telephone that the platform vouches for: every client registered under it. */
export async function bindByPhone(phone: string, scene: Scene): Promise<Step> {
  const kept = { said: '（手机号）' };
  const clients = await scene.unit.people.clientsByPhone(plainPhone(phone));
  if (clients.length === 0) return step(scene, say(WORDS.phoneUnknown), { kept });
  const notices: Notice[] = [];
  for (const { uscc, name } of clients) notices.push(...(await bindClient(uscc, name, 'phone', scene)));
  const firm = clients.length === 1 ? ((await scene.unit.clients.find(clients[0]?.uscc ?? ''))?.firm ?? null) : null;
  const names = clients.map(({ name }) => name);
  return step(scene, withMenu(say(WORDS.bound(names, firm)), 'enterprise'), { notices, kept });
}

async function take(grant: Grant, scene: Scene): Promise<Step> {
  const { unit, speaker, now } = scene;
  const by = speaker.id;
  if (grant.kind === 'desk') {
    await unit.desks.join(grant.desk, by, grant.role, partyOf(scene).address, now);
    await unit.people.audit({ what: 'code-used', by, subject: grant.desk, at: now });
    await unit.people.audit({ what: 'joined-desk', by, subject: grant.desk, at: now });
    const kind = grant.desk === scene.rules.coordinator ? 'staff' : 'lawyer';
    return step(scene, withMenu(say(WORDS.joined(grant.desk, grant.role === 'lead')), kind));
  }
  const client = await unit.clients.find(grant.uscc);
  if (!client) return step(scene, say(WORDS.noSuchClient));
  await unit.people.audit({ what: 'code-used', by, subject: grant.uscc, at: now });
  const known = speaker.represents.some(({ uscc }) => uscc === grant.uscc);
  const notices = await bindClient(client.uscc, client.name, 'code', scene);
  const said = say(known ? WORDS.alreadyBound(client.name) : WORDS.bound([client.name], client.firm));
  return step(scene, withMenu(said, 'enterprise'), { notices });
}

/** Binds the speaker; the client's other representatives are told, with a button against it. */
async function bindClient(uscc: string, name: string, proof: BindingProof, scene: Scene): Promise<Notice[]> {
  const { unit, speaker, now } = scene;
  const others = await unit.people.representatives(uscc);
  if (!(await unit.people.bind(speaker.id, uscc, proof, partyOf(scene).address, now))) return [];
  await unit.people.audit({ what: 'bound', by: speaker.id, subject: uscc, at: now });
  const mine = (await unit.people.representatives(uscc)).filter(({ personId }) => personId === speaker.id);
  const choices = mine.map((one) => revokeChoice(one, uscc, false));
  return tell(others, say(WORDS.newRepresentative(name), choices), null);
}

/** Whom the speaker represents, with whom, and where the speaker works. */
export async function tellWho(scene: Scene): Promise<Step> {
  if (scene.message.group) return onlyInPrivate(scene);
  const { speaker, unit } = scene;
  const texts: string[] = speaker.serves.map(({ desk, role }) => WORDS.serves(desk, role === 'lead'));
  const choices: Choice[] = [];
  for (const { uscc, name, firm } of speaker.represents) {
    const all = await unit.people.representatives(uscc);
    texts.push(WORDS.represents(name, firm, all.length));
    choices.push(...all.map((one) => revokeChoice(one, uscc, one.personId === speaker.id)));
  }
  return step(scene, say(texts.length === 0 ? WORDS.nobody : texts, choices));
}

/** The representatives of any client, for staff. */
export async function listRepresentatives(uscc: string, scene: Scene): Promise<Step> {
  if (!isStaff(scene)) return step(scene, say(WORDS.staffOnly));
  if (scene.message.group) return onlyInPrivate(scene);
  const client = await scene.unit.clients.find(uscc);
  if (!client) return step(scene, say(WORDS.noSuchClient));
  const all = await scene.unit.people.representatives(uscc);
  const choices = all.map((one) => revokeChoice(one, uscc, false));
  return step(scene, say(WORDS.represents(client.name, client.firm, all.length), choices));
}

/** Ends a binding: one's own, that of another representative of the same client, or, for staff, any. */
export async function revokeBinding(bindingId: string, uscc: string, scene: Scene): Promise<Step> {
  if (scene.message.group) return onlyInPrivate(scene);
  const { unit, speaker, now } = scene;
  const allowed = isStaff(scene) || speaker.represents.some((represented) => represented.uscc === uscc);
  const ended = allowed ? await unit.people.endBinding(bindingId, uscc, speaker.id, now) : null;
  if (!ended) return step(scene, say(WORDS.noSuchBinding));
  await unit.people.audit({ what: 'revoked', by: speaker.id, subject: uscc, at: now });
  const name = (await unit.clients.find(uscc))?.name ?? '';
  const told = say(WORDS.youWereRevoked(name));
  if (ended.personId !== speaker.id) return step(scene, say(WORDS.revoked(name)), { notices: tell([ended], told, null) });
  const stillMore = speaker.serves.length > 0 || speaker.represents.some((represented) => represented.uscc !== uscc);
  return step(scene, stillMore ? told : withMenu(told, 'resident'));
}

/** The reply, and the commands that the platform's menu offers from now on. */
function withMenu(reply: Reply, of: MenuKind): Reply {
  return { ...reply, blocks: [...reply.blocks, { kind: 'menu', of }] };
}

function revokeChoice(one: Representative, uscc: string, own: boolean): Choice {
  return { label: WORDS.revoke(WORDS.channels[one.channel], dayOf(one.since), own), command: `撤销代表 ${one.bindingId} ${uscc}` };
}
