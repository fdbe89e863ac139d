import { describe, expect, it } from 'vitest';
import { Batch } from '../../src/store/batch.ts';

/** A batch that doubles numbers; those below zero cannot be. */
function doubling(gatherMs = 0) {
  const batches: number[][] = [];
  const batch = new Batch<number, number>(async (numbers) => {
    batches.push([...numbers]);
    if (numbers.some((number) => number < 0)) throw new Error('below zero');
    return numbers.map((number) => 2 * number);
  }, gatherMs);
  return { batch, batches };
}

describe('Batch', () => {
  it('does what is ready at once in one go, and gives each its own result', async () => {
    const { batch, batches } = doubling();
    expect(await Promise.all([1, 2, 3].map((number) => batch.add(number)))).toEqual([2, 4, 6]);
    expect(batches).toEqual([[1, 2, 3]]);
    expect(await batch.add(4)).toBe(8);
  });

  it('waits for what comes within the time it gathers', async () => {
    const { batch, batches } = doubling(30);
    const first = batch.add(1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await Promise.all([first, batch.add(2)])).toEqual([2, 4]);
    expect(batches).toEqual([[1, 2]]);
  });

  it('keeps batches short', async () => {
    const { batch, batches } = doubling();
    const numbers = Array.from({ length: 110 }, (_, number) => number);
    expect(await Promise.all(numbers.map((number) => batch.add(number)))).toEqual(numbers.map((number) => 2 * number));
    expect(batches.map(({ length }) => length)).toEqual([50, 50, 10]);
  });

  it('lets one that fails take none of the others with it', async () => {
    const { batch } = doubling();
    const results = await Promise.allSettled([1, -1, 2].map((number) => batch.add(number)));
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value : String(result.reason)))).toEqual([
      2,
      'Error: below zero',
      4,
    ]);
    expect(await batch.add(5)).toBe(10);
  });
});
