import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type ButtonPress, decodePress, encodePress } from '../../../src/channel/telegram/button-data.ts';

const turnId = randomUUID();
const presses: ButtonPress[] = [
  { kind: 'open', turnId, citation: 3 },
  { kind: 'ask', turnId, question: 0 },
  { kind: 'example', question: 2 },
  { kind: 'rate', turnId, useful: true },
  { kind: 'rate', turnId, useful: false },
];

describe('button data', () => {
  it.each(presses)('comes back as it was pressed: $kind', (press) => {
    expect(decodePress(encodePress(press))).toEqual(press);
  });

  it('fits into the 64 bytes that Telegram allows', () => {
    expect(Math.max(...presses.map((press) => Buffer.byteLength(encodePress(press))))).toBeLessThanOrEqual(64);
  });

  it.each(['', 'o:1:2', `x:${turnId}:1`, `o:${turnId}:`, `o:${turnId}:1; drop table`, 'e:'])('refuses what nobody wrote: %j', (data) => {
    expect(decodePress(data)).toBeNull();
  });
});
