import { describe, expect, it } from 'vitest';
import { FaultList } from '../../src/knowledge/fault.ts';
import { FieldReader, readFrontMatter } from '../../src/knowledge/front-matter.ts';

function read(text: string) {
  const faults = new FaultList('a.md');
  return { matter: readFrontMatter(text, faults), faults: faults.faults };
}

describe('readFrontMatter', () => {
  it('splits head and lines, with their line numbers', () => {
    const { matter } = read('---\nlaw: 民法典\nchecked: 2026-11-24\n---\n正文\r\n');
    expect(matter?.values.get('checked')).toBe('2026-11-24');
    expect(matter?.lines.get('checked')).toBe(3);
    expect(matter?.body[0]).toEqual({ line: 5, text: '正文' });
  });

  it('refuses a YAML bomb in no time', () => {
    const levels = Array.from({ length: 12 }, (_, index) => `l${index + 1}: &l${index + 1} [${Array(9).fill(`*l${index}`).join(',')}]`);
    const started = performance.now();
    const { matter, faults } = read(`---\nl0: &l0 [哈]\n${levels.join('\n')}\n---\n`);
    expect(matter).toBeNull();
    expect(faults[0]?.message).toContain('YAML 引用');
    expect(performance.now() - started).toBeLessThan(500);
  });

  it.each([
    ['没有头', '没有信息栏'],
    ['---\nlaw: 民法典\n', '没有结束的信息栏'],
    ['---\n- 一\n- 二\n---\n', '应当是'],
    ['---\nlaw: [一\n---\n', 'YAML 格式不对'],
    [`---\nlaw: ${'长'.repeat(20_000)}\n---\n`, '太长'],
  ])('reports %j', (text) => {
    const { matter, faults } = read(text);
    expect(matter).toBeNull();
    expect(faults).toHaveLength(1);
  });

  it('does not run tags', () => {
    const { matter } = read('---\nlaw: !!js/function "function(){ throw 1 }"\n---\n');
    expect(matter?.values.get('law') ?? null).not.toBeTypeOf('function');
  });
});

describe('FieldReader', () => {
  it('names missing fields and impossible dates with their line', () => {
    const faults = new FaultList('a.md');
    const matter = readFrontMatter('---\nlaw: 民法典\nchecked: 2026-02-30\nlist: {a: 1}\n---\n', faults);
    const fields = new FieldReader(matter as NonNullable<typeof matter>, faults);
    expect(fields.text('law')).toBe('民法典');
    expect(fields.text('book')).toBe('');
    expect(fields.date('checked')).toBe('');
    expect(fields.list('list', true)).toEqual([]);
    expect(faults.faults.map(({ line, message }) => [line, message])).toEqual([
      [1, '缺少“book”'],
      [3, '“checked”应当是 2026-11-24 这样的日期'],
      [4, '“list”应当是一行一条的列表'],
    ]);
  });
});
