import { describe, expect, it } from 'vitest';
import { Knowledge } from '../../src/knowledge/knowledge.ts';
import { CASE_KINDS, DEFAULT_RULES } from '../../src/knowledge/office.ts';
import { readCatalogue } from '../../src/knowledge/read-catalogue.ts';

const FILE = '机构/本区.yaml';
const GOOD = `# 本区
offices:
  - name: 协调岗
    coordinator: true
  - name: 物业调委会
    takes: [调解]
    words: [物业, 漏水]
    industries: [房地产]
    streets: [示例一街道]

hours: [08:30-12:00, 14:00-17:30]

limits:
  - first_response_hours: 4
    answer_days: 3
  - kind: 调解
    first_response_hours: 7.5
    answer_days: 15

years:
  - year: 2027
    off: [2027-01-01]
    work: [2027-01-03]
  - year: 2028
`;
const read = (text: string) => readCatalogue(FILE, text);

describe('readCatalogue of a file about the service', () => {
  it('reads offices, with everything that is not written empty', () => {
    const { offices, faults } = read(GOOD);
    expect(faults).toEqual([]);
    const unfilled = { aliases: [], duties: '', address: '', phone: '', open: '' };
    expect(offices).toEqual([
      { name: '协调岗', takes: [], coordinator: true, industries: [], words: [], streets: [], ...unfilled },
      {
        ...unfilled,
        name: '物业调委会',
        takes: ['调解'],
        coordinator: false,
        industries: ['房地产'],
        words: ['物业', '漏水'],
        streets: ['示例一街道'],
      },
    ]);
  });

  it('reads hours as minutes, limits as hours and days, years with their days', () => {
    expect(read(GOOD).rules).toEqual({
      spans: [
        { from: 510, to: 720 },
        { from: 840, to: 1050 },
      ],
      limits: [
        { kind: null, firstResponseHours: 4, answerDays: 3 },
        { kind: '调解', firstResponseHours: 7.5, answerDays: 15 },
      ],
      years: [
        { year: 2027, off: ['2027-01-01'], work: ['2027-01-03'] },
        { year: 2028, off: [], work: [] },
      ],
    });
  });

  it('puts hours into order, and takes the whole of a day', () => {
    expect(read('hours: [14:00-17:30, 08:30-12:00]').rules).toEqual({ spans: DEFAULT_RULES.spans });
    expect(read('hours: [00:00-23:59]').rules).toEqual({ spans: [{ from: 0, to: 1439 }] });
  });

  it('takes every kind of case for an office and for a limit', () => {
    const limits = CASE_KINDS.map((kind) => `  - { kind: ${kind}, first_response_hours: 1, answer_days: 2 }`).join('\n');
    const { offices, rules, faults } = read(`offices:\n  - name: 全能岗\n    takes: [${CASE_KINDS.join(', ')}]\nlimits:\n${limits}\n`);
    expect(faults).toEqual([]);
    expect(offices?.[0]?.takes).toEqual(CASE_KINDS);
    expect(rules?.limits?.map(({ kind }) => kind)).toEqual(CASE_KINDS);
  });

  it('lays down only what is written', () => {
    expect(read('offices: []')).toMatchObject({ offices: [], rules: {}, faults: [] });
    expect(Object.keys(read('years: []').rules ?? {})).toEqual(['years']);
    expect(Object.keys(read('hours: [09:00-10:00]').rules ?? {})).toEqual(['spans']);
  });

  it.each([
    [3, 'name: 协调岗', 'name: 岗', 'offices 第 1 项 name'],
    [3, 'name: 协调岗', `name: ${'岗'.repeat(41)}`, 'offices 第 1 项 name'],
    [3, '  - name: 协调岗\n    coordinator: true', '  - coordinator: true', 'offices 第 1 项 name'],
    [4, 'coordinator: true', 'coordinator: 是', 'offices 第 1 项 coordinator'],
    [6, 'takes: [调解]', 'takes: [仲裁]', 'offices 第 2 项 takes.0：只能是 法律顾问咨询、'],
    [6, 'takes: [调解]', 'takes: 调解', 'offices 第 2 项 takes'],
    [7, 'words: [物业, 漏水]', 'words: [物业, ""]', 'offices 第 2 项 words.1'],
    [9, 'streets: [示例一街道]', 'streets: [1]', 'offices 第 2 项 streets.0'],
    [8, 'industries: [房地产]', 'industry: [房地产]', 'offices 第 2 项'],
    [11, '08:30-12:00', '8:30-12:00', 'hours 第 1 项：应当像 08:30-12:00'],
    [11, '08:30-12:00', '08:30～12:00', 'hours 第 1 项：应当像 08:30-12:00'],
    [11, '14:00-17:30', '14:00-24:00', 'hours 第 2 项：应当像 08:30-12:00'],
    [11, '14:00-17:30', '14:60-17:30', 'hours 第 2 项：应当像 08:30-12:00'],
    [11, '14:00-17:30', '17:30-14:00', 'hours 第 2 项：下班要比上班晚'],
    [11, '14:00-17:30', '14:00-14:00', 'hours 第 2 项：下班要比上班晚'],
    [11, '[08:30-12:00, 14:00-17:30]', '08:30-12:00', 'hours：'],
    [16, 'kind: 调解', 'kind: 仲裁', 'limits 第 2 项 kind：只能是 '],
    [14, 'first_response_hours: 4', 'first_response_hours: 0', 'limits 第 1 项 first_response_hours'],
    [14, 'first_response_hours: 4', 'first_response_hours: -1', 'limits 第 1 项 first_response_hours'],
    [14, 'first_response_hours: 4', 'first_response_hours: 201', 'limits 第 1 项 first_response_hours'],
    [14, 'first_response_hours: 4', 'first_response_hours: 四', 'limits 第 1 项 first_response_hours'],
    [18, 'answer_days: 15', 'answer_days: 0', 'limits 第 2 项 answer_days'],
    [18, 'answer_days: 15', 'answer_days: 200.5', 'limits 第 2 项 answer_days'],
    [16, '    answer_days: 15\n', '', 'limits 第 2 项 answer_days'],
    [19, 'answer_days: 15', 'answer_days: 15\n    days: 3', 'limits 第 2 项'],
    [21, 'year: 2027', 'year: 2003', 'years 第 1 项 year'],
    [21, 'year: 2027', 'year: 2101', 'years 第 1 项 year'],
    [21, 'year: 2027', 'year: 2027.5', 'years 第 1 项 year'],
    [24, 'year: 2028', 'year: 明年', 'years 第 2 项 year'],
    [22, 'off: [2027-01-01]', 'off: [2027-1-1]', 'years 第 1 项 off.0：应当是 2027-01-01 这样的日期'],
    [23, 'work: [2027-01-03]', 'work: [1月3日]', 'years 第 1 项 work.0：应当是 2027-01-01 这样的日期'],
    [23, 'work: [2027-01-03]', 'shifted: [2027-01-03]', 'years 第 1 项'],
  ] as const)('leaves the file out and names line %d and the item: %s → %s', (line, good, bad, place) => {
    expect(GOOD).toContain(good);
    const { faults, entries, offices, rules } = read(GOOD.replace(good, bad));
    expect(faults).toEqual([{ file: FILE, line, severity: 'error', message: expect.stringContaining(place) }]);
    expect(faults[0]?.message).not.toMatch(/expected|received|invalid|too (?:small|big)|unrecognized/i);
    expect([entries, offices, rules]).toEqual([[], undefined, undefined]);
  });

  it('names every wrong value at once', () => {
    const { faults } = read(GOOD.replace('kind: 调解', 'kind: 仲裁').replace('14:00', '25:00').replace('协调岗', '岗'));
    expect(faults.map(({ line }) => line)).toEqual([3, 11, 16]);
  });

  it.each([
    ['no hours at all', 1, 'hours: []'],
    ['hours that overlap', 1, 'hours: [08:30-12:00, 11:00-17:30]'],
    ['a day that does not exist', 3, 'years:\n  - year: 2027\n    off: [2027-02-30]'],
    ['a day of another year', 2, 'years:\n  - year: 2027\n    off: [2028-01-01]'],
    ['a year twice', 1, 'years:\n  - year: 2027\n    off: [2027-01-01]\n  - year: 2027\n    off: [2027-02-08]'],
    [
      'two limits for one kind',
      1,
      'limits:\n  - { first_response_hours: 4, answer_days: 3 }\n  - { first_response_hours: 8, answer_days: 6 }',
    ],
  ])('reports %s', (_, line, text) => {
    expect(read(text).faults).toEqual([expect.objectContaining({ line })]);
  });
});

describe('the rules where the folder has none', () => {
  it('are 08:30–12:00 and 14:00–17:30, four working hours and three working days, no office', () => {
    const { rules, offices } = new Knowledge([], [], []);
    expect(rules).toBe(DEFAULT_RULES);
    expect(offices).toEqual([]);
    expect(rules).toEqual({
      spans: [
        { from: 8 * 60 + 30, to: 12 * 60 },
        { from: 14 * 60, to: 17 * 60 + 30 },
      ],
      years: [],
      limits: [{ kind: null, firstResponseHours: 4, answerDays: 3 }],
    });
  });
});
