import { Presets, SingleBar } from 'cli-progress';
import type { BuildProgress } from '../src/search/build-index.ts';

const STEPS = { read: '读取知识文件', train: '训练内置向量', embed: '计算向量' } as const;

/** A progress bar on the error stream where a person watches; silence elsewhere and for work done at once. */
export function showProgress(): { onProgress: BuildProgress; stop: () => void } {
  const bar = new SingleBar(
    { format: '{step} {bar} {value}/{total}', stream: process.stderr, clearOnComplete: true, hideCursor: true },
    Presets.shades_classic,
  );
  let current: keyof typeof STEPS | null = null;
  const onProgress: BuildProgress = (step, done, total) => {
    if (!process.stderr.isTTY) return;
    if (step !== current) {
      if (current !== null) bar.stop();
      bar.start(total, done, { step: STEPS[step] });
      current = step;
    } else {
      bar.update(done);
    }
  };
  return { onProgress, stop: () => bar.stop() };
}
