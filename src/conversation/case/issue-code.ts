import { CODE_DAYS, createCode, type Grant, hashCode } from '../../legal-case/binding.ts';
import { normalizeUscc } from '../../legal-case/uscc.ts';
import { say } from '../reply.ts';
import { IDENTITY_WORDING as WORDS } from './case-wording.ts';
import { isStaff, onlyInPrivate, type Scene, type Step, step } from './scene.ts';

/** Issues a one-time code for a representative or a desk's member; staff only, shown once, never kept in the clear. */
export async function issueCode(rest: string, scene: Scene): Promise<Step> {
  if (!isStaff(scene)) return step(scene, say(WORDS.staffOnly));
  if (scene.message.group) return onlyInPrivate(scene);
  const [kind = '', subject = '', role = ''] = rest.split(/\s+/);
  if (kind === '企业' || kind === '部门') {
    const client = await scene.unit.clients.find(normalizeUscc(subject));
    return client ? give({ kind: 'client', uscc: client.uscc }, client.name, scene) : step(scene, say(WORDS.noSuchClient));
  }
  if (kind !== '单位' && kind !== '律所') return step(scene, say(WORDS.issueHelp));
  const desks = [...scene.rules.offices.map(({ name }) => name), ...(await scene.unit.clients.firms())];
  if (!desks.includes(subject)) return step(scene, say(WORDS.noSuchDesk));
  return give({ kind: 'desk', desk: subject, role: role === '负责人' ? 'lead' : 'clerk' }, subject, scene);
}

/** Registers the group a lead writes in as the chat of the lead's desk. */
export async function addDeskChat(scene: Scene): Promise<Step> {
  const led = scene.speaker.serves.filter(({ role }) => role === 'lead');
  if (!scene.message.group || led.length === 0) return step(scene, say(WORDS.leadsOnly));
  const { channel, chatId, topics = false } = scene.message;
  for (const { desk } of led) {
    await scene.unit.desks.addChat(desk, { channel, chatId }, topics);
    await scene.unit.people.audit({ what: 'desk-chat-added', by: scene.speaker.id, subject: desk, at: scene.now });
  }
  return step(scene, say(led.map(({ desk }) => WORDS.chatAdded(desk))));
}

async function give(grant: Grant, subject: string, scene: Scene): Promise<Step> {
  const { unit, speaker, now } = scene;
  const code = createCode();
  await unit.people.issueCode(hashCode(code), grant, speaker.id, new Date(now.getTime() + CODE_DAYS * 86_400_000));
  const about = grant.kind === 'client' ? grant.uscc : grant.desk;
  await unit.people.audit({ what: 'code-issued', by: speaker.id, subject: about, at: now });
  return step(scene, say(WORDS.codeIssued(code, subject, CODE_DAYS)), { kept: { reply: say(WORDS.codeMasked) } });
}
