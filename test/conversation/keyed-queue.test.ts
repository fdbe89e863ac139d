import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyedQueue } from '../../src/conversation/keyed-queue.ts';

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

describe('a queue by keys', () => {
  it('keeps the order of a key while other keys go on', async () => {
    const queue = new KeyedQueue();
    const done: string[] = [];
    const work = (name: string, ms: number) => async () => {
      await pause(ms);
      done.push(name);
    };
    await Promise.all([queue.run('a', work('a1', 40)), queue.run('a', work('a2', 0)), queue.run('b', work('b1', 0))]);
    expect(done).toEqual(['b1', 'a1', 'a2']);
  });

  it('goes on after work that failed, and tells only who began it', async () => {
    const queue = new KeyedQueue();
    const failing = queue.run('a', () => Promise.reject(new Error('no')));
    const next = queue.run('a', async () => {});
    await expect(failing).rejects.toThrow('no');
    await expect(next).resolves.toBeUndefined();
  });

  it('never runs two of a key at once, whatever comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.boolean()), { maxLength: 30 }), async (works) => {
        const queue = new KeyedQueue();
        const running = new Set<string>();
        const order: Record<string, number[]> = {};
        const all = works.map(([key, fails], index) =>
          queue.run(key, async () => {
            expect(running.has(key)).toBe(false);
            running.add(key);
            await Promise.resolve();
            running.delete(key);
            order[key] = [...(order[key] ?? []), index];
            if (fails) throw new Error('failed');
          }),
        );
        await Promise.allSettled(all);
        for (const done of Object.values(order)) expect(done).toEqual([...done].sort((a, b) => a - b));
        expect(Object.values(order).flat()).toHaveLength(works.length);
      }),
    );
  });
});
