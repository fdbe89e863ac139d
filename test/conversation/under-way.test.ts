import { describe, expect, it } from 'vitest';
import { UnderWay } from '../../src/conversation/under-way.ts';

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

describe('work that is under way', () => {
  it('is not begun again before it is done', async () => {
    const underWay = new UnderWay();
    let begun = 0;
    const begin = async () => {
      begun += 1;
      await pause(5);
    };
    await Promise.all([underWay.run('a', begin), underWay.run('a', begin), underWay.run('b', begin)]);
    expect(begun).toBe(2);
    await underWay.run('a', begin);
    expect(begun).toBe(3);
  });

  it('is none at once without work, and is waited for when it was begun meanwhile', async () => {
    const underWay = new UnderWay();
    await underWay.idle();
    let late = false;
    void underWay.run('a', async () => {
      await pause(1);
      void underWay.run('b', async () => {
        await pause(10);
        late = true;
      });
    });
    await underWay.idle();
    expect(late).toBe(true);
  });
});
