import type { Audience, ServiceKind } from '../../legal-case/service-record.ts';
import { isUscc, normalizeUscc } from '../../legal-case/uscc.ts';
import { say } from '../reply.ts';
import { CASE_WORDING, SERVICE_WORDING as WORDS } from './case-wording.ts';
import { isStaff, moveOn, onlyInPrivate, type Scene, type Step, step, tell } from './scene.ts';

/** Longest note and warning, in characters. */
const MAX_TEXT_LENGTH = 1_000;

/** Records a service (服务记录): for one client of the speaker's own firm, or for many people at once. */
export async function recordService(kind: ServiceKind | null, rest: string, scene: Scene): Promise<Step> {
  const firm = await firmOf(scene);
  if (firm === null) return step(scene, say(WORDS.membersOnly));
  if (kind === null || rest === '') return step(scene, say(WORDS.recordHelp));
  const { unit, speaker, now } = scene;
  const [first = '', ...words] = rest.split(/\s+/);
  const many = /^(\d{1,6})(?:人|家)$/.exec(first);
  const about = { kind, desk: firm, by: speaker.id, at: now };
  if (many) {
    const reached = Number(many[1]);
    await unit.services.record({ ...about, uscc: null, note: words.join(' ').slice(0, MAX_TEXT_LENGTH), reached });
    return step(scene, say(WORDS.recorded(kind, reached)));
  }
  const code = normalizeUscc(first);
  const found = isUscc(code) ? [await unit.clients.find(code)] : await unit.clients.named(first);
  const client = found.find((one) => one?.firm === firm);
  if (!client) return step(scene, say(WORDS.notYourClient));
  await unit.services.record({ ...about, uscc: client.uscc, note: words.join(' ').slice(0, MAX_TEXT_LENGTH), reached: 1 });
  return step(scene, say(WORDS.recorded(kind, 1)));
}

/** Shows how many a risk warning (风险提示) would reach, and asks. A firm reaches its own clients, staff all. */
export async function prepareWarning(rest: string, scene: Scene): Promise<Step> {
  if (scene.message.group) return onlyInPrivate(scene);
  const firm = await firmOf(scene);
  const desk = isStaff(scene) ? scene.rules.coordinator : firm;
  if (desk === null) return step(scene, say(WORDS.membersOnly));
  const [, filters = '', text = ''] = /^([\s\S]*?)内容[:：]\s*([\s\S]+)$/.exec(rest) ?? [];
  const named = (key: string) => new RegExp(`${key}[=＝:：]\\s*(\\S+)`).exec(filters)?.[1] ?? null;
  const audience: Audience = { industry: named('行业'), street: named('街道'), firm: isStaff(scene) ? null : firm };
  if (text === '' || (audience.industry === null && audience.street === null)) return step(scene, say(WORDS.warnHelp));
  const count = await scene.unit.services.audienceSize(audience);
  if (count === 0) return step(scene, say(WORDS.warnNobody));
  const warning = text.trim().slice(0, MAX_TEXT_LENGTH);
  return step(
    scene,
    say(WORDS.warnPreview(count, warning), [
      { label: WORDS.warnSend, command: '确认发送' },
      { label: CASE_WORDING.cancel, command: '取消' },
    ]),
    {
      dialogue: moveOn(scene, { expects: { kind: 'warning', audience, desk, text: warning } }),
    },
  );
}

/** Sends the warning that was shown: one message a chat, behind all other messages. */
export async function sendWarning(scene: Scene): Promise<Step> {
  const { expects } = scene.dialogue;
  if (expects?.kind !== 'warning') return step(scene, say(WORDS.warnHelp));
  const { unit, speaker, now } = scene;
  const { audience, desk, text } = expects;
  const { id, recipients } = await unit.services.createBroadcast({ by: speaker.id, desk, audience, text, at: now });
  const warning = say([WORDS.warning(desk, text), WORDS.optOutHint]);
  const notices = tell(recipients, warning, null).map((notice) => ({ ...notice, broadcastId: id }));
  return step(scene, say(WORDS.warnSent(recipients.length)), { notices });
}

/** How far the speaker's last warning has got. */
export async function reportWarning(scene: Scene): Promise<Step> {
  const { services } = scene.unit;
  const latest = await services.latestBroadcast(scene.speaker.id);
  const report = latest === null ? null : await services.report(latest, scene.speaker.id);
  if (report === null) return step(scene, say(WORDS.noReport));
  return step(scene, say(WORDS.report(report.recipients, report.sent, report.waiting, report.failed)));
}

/** Whether a person wants warnings at all. */
export async function chooseWarnings(out: boolean, scene: Scene): Promise<Step> {
  await scene.unit.services.optOut(scene.speaker.id, out);
  return step(scene, say(out ? WORDS.optedOut : WORDS.optedIn));
}

/** The law firm the speaker works at; null for everybody else. */
async function firmOf({ speaker, unit }: Scene): Promise<string | null> {
  const firms = await unit.clients.firms();
  return speaker.serves.find(({ desk }) => firms.includes(desk))?.desk ?? null;
}
