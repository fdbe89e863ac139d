import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Line, MAX_MESSAGE_LENGTH, packLines } from '../../../src/channel/telegram/message-parts.ts';
import { readTelegramHtml } from '../../fakes/telegram-html.ts';

const style = fc.constantFrom<Line['style'][]>(undefined, 'b', 'i', 'blockquote');
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('法', '<', '>', '&', '"', '。', '😀', 'a', ' '), maxLength: 6000 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);
const line = fc.record({ text: text.map((value) => value.replaceAll('\n', '')), style }).map(({ text: value, style: name }) => {
  return name === undefined ? { text: value } : { text: value, style: name };
});

describe('packLines', () => {
  it('keeps every character, within 4,096 characters a message, with markup closed', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), (lines) => {
        const messages = packLines(lines);
        const read = messages.map(readTelegramHtml);
        expect(messages.every((message) => message.length <= MAX_MESSAGE_LENGTH && message !== '')).toBe(true);
        expect(read).not.toContain(null);
        const visible = (value: string) => value.replace(/\s/g, '');
        expect(visible(read.join(''))).toBe(visible(lines.map((one) => one.text).join('')));
      }),
    );
  });

  it('cuts a long line behind a sentence', () => {
    const sentence = `${'条'.repeat(99)}。`;
    const [first = ''] = packLines([{ text: sentence.repeat(60) }]);
    expect(first.endsWith('。')).toBe(true);
    expect(first.length).toBe(4000);
  });

  it('puts lines together as long as they fit', () => {
    expect(packLines([{ text: '依据', style: 'b' }, { text: '' }, { text: '1 < 2' }])).toEqual(['<b>依据</b>\n\n1 &lt; 2']);
  });
});
