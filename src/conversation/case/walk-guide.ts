import type { GuideBrief } from '../../answer/outcome.ts';
import { say } from '../reply.ts';
import { answeredLast } from '../topic.ts';
import { WORDING } from '../wording.ts';
import { moveOn, type Scene, type Step, step } from './scene.ts';

/** Turns looked through for the guide. */
const LOOKED_THROUGH_TURNS = 12;

/** 清单: what to bring of the guide that was shown last, to be ticked off. */
export async function listMaterials(scene: Scene): Promise<Step> {
  const guide = await guideShown(scene);
  if (guide === null) return step(scene, say(WORDING.noGuideShown));
  return step(scene, say([WORDING.checklist(guide.title), guide.materials.map((material) => `□ ${material}`).join('\n')], [NEXT]));
}

/** 步骤 and 下一步: the steps of the guide that was shown last, one at a time. */
export async function showStep(first: boolean, scene: Scene): Promise<Step> {
  const guide = await guideShown(scene);
  if (guide === null) return step(scene, say(WORDING.noGuideShown));
  const { expects } = scene.dialogue;
  const place = first || expects?.kind !== 'guide-step' ? 0 : expects.place + 1;
  const text = guide.steps[place];
  if (text === undefined) return step(scene, say(WORDING.stepsDone(guide.title)));
  const said = WORDING.stepOf(place + 1, guide.steps.length, text);
  const last = place === guide.steps.length - 1;
  return step(scene, say(said, last ? [CHECKLIST] : [NEXT, CHECKLIST]), {
    dialogue: moveOn(scene, { expects: { kind: 'guide-step', place } }),
  });
}

const NEXT = { label: WORDING.nextStep, command: '下一步' };
const CHECKLIST = { label: WORDING.materials, command: '清单' };

async function guideShown(scene: Scene): Promise<GuideBrief | null> {
  const last = answeredLast(await scene.turns.recent(LOOKED_THROUGH_TURNS), scene.now);
  return last?.outcome.kind === 'answered' ? (last.outcome.answer.guides[0] ?? null) : null;
}
