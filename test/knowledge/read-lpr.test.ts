import { describe, expect, it } from 'vitest';
import { LPR_FILE } from '../../src/calculation/lpr-table.ts';
import { readLpr } from '../../src/knowledge/read-lpr.ts';

describe('readLpr', () => {
  const lines = ['known-until: 2025-10', 'rates:', '  - { from: 2025-01-20, rate: 3.1 }', '  - { from: 2025-05-20, rate: 3 }'];
  const change = (index: number, line: string) => lines.map((old, at) => (at === index ? line : old)).join('\n');

  it('reads a table', () => {
    expect(readLpr(LPR_FILE, lines.join('\n')).lpr).toEqual({
      knownUntil: '2025-10',
      changes: [
        { from: '2025-01-20', rate: 310 },
        { from: '2025-05-20', rate: 300 },
      ],
    });
  });

  it.each([
    ['broken YAML', change(2, '  - { from: 2025-01-20, rate: 3.1'), 4, '格式不对'],
    ['a month for a day', change(2, '  - { from: 2025-01, rate: 3.1 }'), 3, '2025-05-20 这样的日期'],
    ['a day that does not exist', change(3, '  - { from: 2025-02-30, rate: 3 }'), 4, '有这一天'],
    ['a rate with a percent sign', change(3, '  - { from: 2025-05-20, rate: 3% }'), 4, '不带百分号'],
    ['a rate of 345', change(2, '  - { from: 2025-01-20, rate: 345 }'), 3, '太高'],
    ['three decimals', change(2, '  - { from: 2025-01-20, rate: 3.105 }'), 3, '两位小数'],
    ['a rate of 0', change(2, '  - { from: 2025-01-20, rate: 0 }'), 3, '大于0'],
    ['days out of order', change(3, '  - { from: 2025-01-19, rate: 3 }'), 4, '从早到晚'],
    ['a day twice', change(3, '  - { from: 2025-01-20, rate: 3 }'), 4, '从早到晚'],
    ['a stranger key', change(3, '  - { from: 2025-05-20, rate: 3, note: x }'), 4, '不认识的名称“note”'],
    ['a month that is none', change(0, 'known-until: 2025-13'), 1, '2025-10 这样的月份'],
    ['an end before the last change', change(0, 'known-until: 2025-04'), 1, 'known-until 比最后一条还早'],
    ['no rates', 'known-until: 2025-10\nrates: []', 2, '至少写一条'],
    ['an alias', 'known-until: &a 2025-10\nrates: *a', 2, '不允许使用 YAML 引用'],
    ['nothing', '', 1, '应当是“名称: 内容”的格式'],
  ])('says the line of %s', (_, broken, line, message) => {
    const { faults, lpr } = readLpr(LPR_FILE, broken);
    expect(lpr).toBeUndefined();
    expect(faults[0]).toEqual({ file: LPR_FILE, line, severity: 'error', message: expect.stringContaining(message) });
    expect(faults[0]?.message).not.toMatch(/expected|received|invalid|too (?:small|big)|unrecognized/i);
  });
});
