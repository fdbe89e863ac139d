import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatArticle, formatNumeral } from '../../src/knowledge/article-number.ts';
import { readOfficialText, shortLawName } from '../../src/knowledge/read-official-text.ts';

const LAWS = path.resolve('../shared/laws');

const paragraph = fc
  .string({ unit: fc.constantFrom('应', '当', '的', '，', '第', '条', '一', '、', '（', '）'), minLength: 1, maxLength: 30 })
  .map((text) => `甲${text}。`);
const law = fc.record({
  numbers: fc.uniqueArray(fc.integer({ min: 1, max: 1500 }), { minLength: 1, maxLength: 20 }).map((list) => list.sort((a, b) => a - b)),
  paragraphs: fc.array(fc.array(paragraph, { minLength: 1, maxLength: 4 }), { minLength: 20, maxLength: 20 }),
  space: fc.constantFrom('　', ' ', '  ', '　　'),
  indent: fc.constantFrom('', '　　', '    '),
  end: fc.constantFrom('\n', '\r\n', '\n\n'),
  markdown: fc.boolean(),
});

describe('readOfficialText', () => {
  it('finds every article with all its paragraphs, whatever the layout', () => {
    fc.assert(
      fc.property(law, ({ numbers, paragraphs, space, indent, end, markdown }) => {
        const chapter = markdown ? '## 第一章　总则' : '第一章　总则';
        const body = numbers.flatMap((number, index) => {
          const [first = '', ...more] = paragraphs[index] ?? [];
          return [`${indent}第${formatNumeral(number)}条${space}${first}`, ...more.map((text) => indent + text)];
        });
        const text = ['中华人民共和国某某法', '目　录', '第一章　总则', '第二章　附则', '', chapter, ...body].join(end);
        const { entries } = readOfficialText('法律原文/a.txt', text);
        expect(entries.map((entry) => entry.kind === 'official' && entry.article.number)).toEqual(numbers);
        expect(entries.map((entry) => entry.kind === 'official' && entry.paragraphs)).toEqual(numbers.map((_, index) => paragraphs[index]));
      }),
    );
  });

  it('tells 第N条之一 from 第N条, and an article from a sentence that mentions one', () => {
    const text = '某法\n第十条 甲。\n第九条规定的情形除外。\n第十条之一 乙。\n第十一条规定的，从其规定。\n第十二条 丙。';
    const { entries, faults } = readOfficialText('法律原文/a.md', text);
    expect(entries.map((entry) => entry.id)).toEqual(['某法第10条·原文', '某法第10条之一·原文', '某法第12条·原文']);
    expect(entries[0]?.text).toBe('甲。\n第九条规定的情形除外。');
    expect(faults).toEqual([expect.objectContaining({ severity: 'warning', line: 6, message: expect.stringContaining('中间缺 1 条') })]);
  });

  it('reads name, day of effect and headings', () => {
    const text =
      '# 中华人民共和国某某法（2021年修正）\n\n2020年1月2日 通过\n2021年3月4日 起施行\n\n## 第一章 总则\n**第一条** 甲。\n（一）乙；\n';
    const [entry] = readOfficialText('法律原文/a.md', text).entries;
    expect(entry).toMatchObject({ law: '某某法', inForce: '2021-03-04', title: '第一章 总则', paragraphs: ['甲。', '（一）乙；'] });
  });

  it.each(['', '只是一句话', '{"a": 1}'])('says that %j is no law', (text) => {
    const { entries, faults } = readOfficialText('法律原文/a.md', text);
    expect(entries).toEqual([]);
    expect(faults).toHaveLength(1);
  });

  it('shortens names as people cite them', () => {
    expect(shortLawName('中华人民共和国民法典')).toBe('民法典');
    expect(shortLawName('最高人民法院关于适用《中华人民共和国民法典》婚姻家庭编的解释（一）')).toBe(
      '最高人民法院关于适用《民法典》婚姻家庭编的解释（一）',
    );
  });
});

describe.runIf(existsSync(LAWS))('readOfficialText on the reference texts', () => {
  const files = readdirSync(LAWS, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.md') && !name.endsWith('README.md'),
  );

  it('finds all 1,260 articles of the Civil Code, each once', () => {
    const numbers = files
      .filter((file) => file.startsWith('民法典/'))
      .flatMap((file) => readOfficialText(file, readFileSync(path.join(LAWS, file), 'utf8')).entries)
      .map((entry) => entry.kind === 'official' && formatArticle(entry.article));
    expect(new Set(numbers).size).toBe(1260);
    expect(numbers).toHaveLength(1260);
  });

  it.each(files)('finds every article of %s', (file) => {
    const text = readFileSync(path.join(LAWS, file), 'utf8');
    const { entries, faults } = readOfficialText(file, text);
    const starts = text.match(/^\s*第[零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?[\s　]/gm) ?? [];
    expect(entries).toHaveLength(starts.length);
    expect(faults).toEqual([]);
  });
});
