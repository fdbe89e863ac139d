import { say } from '../reply.ts';
import { WORDING } from '../wording.ts';
import { onlyInPrivate, type Scene, type Step, step } from './scene.ts';

/** /mydata and /forget: what is kept about the person, and its deletion; cases are kept for as long as the law wants. */
export async function guardData(wanted: 'my-data' | 'forget' | 'forget-surely', scene: Scene): Promise<Step> {
  if (scene.message.group) return onlyInPrivate(scene);
  const { people } = scene.unit;
  const kept = await people.keptAbout(scene.speaker.id);
  if (wanted === 'my-data') return step(scene, say(WORDING.myData(kept), [{ label: WORDING.forget, command: '删除我的记录' }]));
  if (wanted === 'forget')
    return step(
      scene,
      say(WORDING.forgetSure(kept.turns), [
        { label: WORDING.forgetYes, command: '确认删除' },
        { label: WORDING.forgetNo, command: '取消' },
      ]),
    );
  await people.forgetTurns(scene.speaker.id);
  return step(scene, say(WORDING.forgotten), { dialogue: { intake: null, expects: null, at: scene.now.toISOString() } });
}
