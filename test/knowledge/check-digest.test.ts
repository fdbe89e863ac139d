import { describe, expect, it } from 'vitest';
import { checkDigest, checkDigests, compareWithOfficial } from '../../src/knowledge/check-digest.ts';
import type { Digest, OfficialArticle } from '../../src/knowledge/entry.ts';
import { Knowledge } from '../../src/knowledge/knowledge.ts';
import { readOfficialText } from '../../src/knowledge/read-official-text.ts';
import { readStatute } from '../../src/knowledge/read-statute.ts';
import { sharedRun } from '../../src/knowledge/shared-run.ts';
import { statute } from '../small-folder.ts';

const OFFICIAL = '中华人民共和国民法典\n第一千零七十七条 自登记机关收到申请之日起三十日内，任何一方不愿意的，可以向登记机关撤回申请。';
const questions = '- 问：一\n- 问：二\n- 问：三\n- 用语：撤回';

function digest(text: string, title = '冷静期和撤回'): Digest {
  return readStatute('民法典/a.md', statute(`## 第1077条 ${title}\n\n${text}\n\n${questions}`)).entries[0] as Digest;
}
const official = readOfficialText('法律原文/民法典.md', OFFICIAL).entries[0] as OfficialArticle;

describe('compareWithOfficial', () => {
  it('finds nothing wrong with the same figures in other words', () => {
    expect(compareWithOfficial(digest('交了申请还有30天可以反悔，夫妻中谁不想离了，都可以去撤回。'), official)).toEqual([]);
  });

  it.each([
    ['交了申请还可以反悔，夫妻中谁不想离了，都可以去撤回。', '漏了原文的数字 30日'],
    ['交了申请还有30天可以反悔，过了60天不行，谁不想离了，都可以去撤回。', '数字 60日 原文没有'],
    ['自登记机关收到申请之日起三十日内，谁不想离都能撤回。', '字相同'],
    ['30天内可撤回。', '要旨 8 字'],
  ])('objects to %j', (text, problem) => {
    expect(compareWithOfficial(digest(text), official).join()).toContain(problem);
  });

  it('accepts a missing figure that the entry explains', () => {
    const text = '交了申请还可以反悔，夫妻中谁不想离了，都可以去撤回。\n<!-- 数字：天数在别处 -->';
    expect(compareWithOfficial(digest(text), official)).toEqual([]);
  });

  it('holds the day of a coming law against nobody, but every other figure', () => {
    const coming = '2027年1月1日起施行修订后的民法典，届时以新法为准。';
    expect(compareWithOfficial(digest(`交了申请还有30天可以反悔，谁不想离了，都可以去撤回。\n${coming}`), official)).toEqual([]);
    const wrong = digest(`交了申请还有60天可以反悔，谁不想离了，都可以去撤回。\n${coming}`);
    expect(compareWithOfficial(wrong, official)).toEqual(['要旨漏了原文的数字 30日', '要旨里的数字 60日 原文没有']);
  });
});

describe('checkDigests', () => {
  it('wants a title, questions, terms, and no question twice; errors only when strict', () => {
    const poor = readStatute(
      '民法典/a.md',
      statute('## 第1条 短\n\n要旨。\n- 问：离婚要多久？', '## 第2条 也不长的标题\n\n要旨。\n- 问：离婚要多久\n- 用语：甲'),
    ).entries;
    expect(checkDigest(poor[0] as Digest)).toHaveLength(3);
    const knowledge = new Knowledge(poor, [], []);
    expect(checkDigests(knowledge, false).every((fault) => fault.severity === 'warning')).toBe(true);
    expect(checkDigests(knowledge, true).map((fault) => fault.message)).toContain('民法典第2条：“离婚要多久”在民法典第1条已经问过');
  });
});

describe('sharedRun', () => {
  it('finds the longest common run, white space aside', () => {
    expect(sharedRun('甲一二三四 五六七八九十乙', '丙一二三四五六七八九十丁', 8)).toBe('一二三四五六七八九十');
    expect(sharedRun('一二三四五六七', '一二三四五六七', 8)).toBeNull();
  });

  it('lets enumerations of fixed terms pass', () => {
    const relatives = '配偶、父母、子女、兄弟姐妹、祖父母、外祖父母';
    expect(sharedRun(`近亲属是${relatives}。`, `${relatives}为近亲属。`, 16)).toBeNull();
  });
});
