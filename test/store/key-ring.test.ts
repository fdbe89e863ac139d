import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyRing, SealError } from '../../src/store/key-ring.ts';

const keyOf = (letter: string) => Buffer.alloc(32, letter);
const [OLD, NEW] = [keyOf('o'), keyOf('n')];
const keys = new KeyRing([OLD]);

/** The error of something that does not open. */
function errorOf(open: () => unknown): SealError {
  try {
    open();
  } catch (error) {
    if (error instanceof SealError) return error;
    throw error;
  }
  throw new Error('it was opened');
}

describe('KeyRing', () => {
  it('gives back whatever text and bytes were sealed, and shows nothing of them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.uint8Array(), (text, bytes) => {
        expect(keys.open('turn.question', keys.seal('turn.question', text))).toBe(text);
        expect(Buffer.from(keys.openBytes('file/1', keys.sealBytes('file/1', bytes)))).toEqual(Buffer.from(bytes));
      }),
    );
    expect(keys.seal('turn.question', '王小明的电话')).toMatch(/^sealed:v1:[0-9a-f]{8}:[A-Za-z0-9+/]+=*$/);
    expect(keys.sealBytes('file/1', Buffer.from('王小明的电话')).toString()).not.toContain('王小明');
  });

  it('seals the same twice and nobody sees that it is the same', () => {
    expect(keys.seal('turn.question', '问')).not.toBe(keys.seal('turn.question', '问'));
  });

  it('opens with every key and seals with the first, so that keys can be changed', () => {
    const changed = new KeyRing([NEW, OLD]);
    const [before, after] = [keys.seal('turn.question', '旧'), changed.seal('turn.question', '新')];
    expect([before, after].map((text) => changed.open('turn.question', text))).toEqual(['旧', '新']);
    expect(errorOf(() => keys.open('turn.question', after))).toMatchObject({ why: 'no-key', keyId: changed.first });
    expect(changed.first).not.toBe(keys.first);
  });

  it('names the place and the key of what it cannot open, and no word of it', () => {
    const sealed = keys.seal('turn.question', '王小明');
    const error = errorOf(() => new KeyRing([NEW]).open('turn.question', sealed));
    expect(error.message).toContain(`turn.question is sealed with key ${keys.first}`);
    expect(JSON.stringify([error.message, error])).not.toContain(sealed.slice(20));
  });

  it('opens in no place but its own', () => {
    const sealed = keys.seal('turn.question', '问');
    expect(errorOf(() => keys.open('turn.asked', sealed))).toMatchObject({ why: 'damaged', place: 'turn.asked' });
    const file = keys.sealBytes('file/1', Buffer.from('一'));
    expect(errorOf(() => keys.openBytes('file/2', file))).toMatchObject({ why: 'damaged', place: 'file/2' });
  });

  it('notices each byte that was changed, and whatever was cut off', () => {
    const file = keys.sealBytes('file/1', Buffer.from('一份合同'));
    const head = file.indexOf(':', 'sealed:v1:'.length) + 1;
    for (let at = head; at < file.length; at += 1) {
      const damaged = Buffer.from(file);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
      expect(errorOf(() => keys.openBytes('file/1', damaged)).why, `byte ${at}`).toBe('damaged');
      expect(errorOf(() => keys.openBytes('file/1', file.subarray(0, at))).why, `cut at ${at}`).toBe('damaged');
    }
  });

  it('gives back files from before there were keys as they are', () => {
    for (const old of ['', 'seal', '%PDF-1.7 旧的']) expect(keys.openBytes('file/1', Buffer.from(old)).toString()).toBe(old);
  });

  it('takes no short key, and not none', () => {
    expect(() => new KeyRing([Buffer.alloc(31)])).toThrow('a key has 32 bytes');
    expect(() => new KeyRing([])).toThrow('at least one key');
  });
});
