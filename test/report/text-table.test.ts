import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignTable, widthOf } from '../../src/report/text-table.ts';

const words = (text: string) => ({ text, right: false });
const figure = (text: string) => ({ text, right: true });

describe('alignTable', () => {
  it('counts a Chinese character as two columns and does not repeat the first column', () => {
    const rows = [
      [words('按月份'), words('2026-01'), figure('5')],
      [words('按月份'), words('二月'), figure('1,234')],
      [words('撤回'), words('全部'), figure('0')],
    ];
    expect(alignTable(['项目', '分类', '件数'], rows)).toEqual([
      '项目    分类      件数',
      '按月份  2026-01      5',
      '        二月     1,234',
      '撤回    全部         0',
    ]);
  });

  it('cuts names that are too long, never figures', () => {
    const [, line = ''] = alignTable(['单位', '数'], [[words('示例'.repeat(40)), figure('123,456')]]);
    expect(widthOf(line)).toBeLessThanOrEqual(80);
    expect(line).toMatch(/^示例.*…\s+123,456$/);
  });

  it('never breaks a line and fits into 80 columns, whatever a name holds', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (names) => {
        const rows = names.map((name) => [words('按街道'), words(name), figure('10')]);
        for (const line of alignTable(['项目', '分类', '件数'], rows)) {
          expect(line).not.toMatch(/\p{C}/u);
          expect(widthOf(line)).toBeLessThanOrEqual(80);
        }
      }),
    );
  });
});
