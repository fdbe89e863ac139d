import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presentHelp } from '../../src/conversation/present-outcome.ts';
import type { Reply } from '../../src/conversation/reply.ts';
import { inTraditional } from '../../src/conversation/traditional.ts';
import { normalizeText } from '../../src/search/normalize.ts';

const file = { id: 'f', name: '劳动合同.pdf', form: 'pdf', bytes: 1, sha256: '0' } as const;

describe('traditional characters', () => {
  it('change what is read and leave what is pressed and what is a file', () => {
    const reply: Reply = {
      blocks: [
        { kind: 'paragraph', text: '离婚登记' },
        { kind: 'choices', choices: [{ label: '转给律师', command: '转交 #2026000001' }] },
        { kind: 'file', file },
        { kind: 'menu', of: 'lawyer' },
      ],
      rateable: true,
    };
    expect(inTraditional(reply)).toEqual({
      blocks: [
        { kind: 'paragraph', text: '離婚登記' },
        { kind: 'choices', choices: [{ label: '轉給律師', command: '转交 #2026000001' }] },
        { kind: 'file', file },
        { kind: 'menu', of: 'lawyer' },
      ],
      rateable: true,
    });
  });

  it('are understood when what they show is said: every example of the help', () => {
    const questions = (reply: Reply) => reply.blocks.flatMap((block) => (block.kind === 'questions' ? block.questions : []));
    const [simplified, traditional] = [questions(presentHelp()), questions(inTraditional(presentHelp()))];
    expect(traditional).not.toEqual(simplified);
    expect(traditional.map(normalizeText)).toEqual(simplified.map(normalizeText));
  });

  it('change no reply but its words', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, command) => {
        const reply: Reply = { blocks: [{ kind: 'choices', choices: [{ label: text, command }] }], rateable: false };
        expect(inTraditional(reply)).toMatchObject({ blocks: [{ choices: [{ command }] }] });
      }),
    );
  });
});
