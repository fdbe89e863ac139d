import { describe, expect, it } from 'vitest';
import { formatArticle } from '../../src/knowledge/article-number.ts';
import { Knowledge } from '../../src/knowledge/knowledge.ts';
import { readCatalogue } from '../../src/knowledge/read-catalogue.ts';
import { findReferences } from '../../src/search/find-references.ts';
import { CATALOGUE } from '../small-folder.ts';

const knowledge = new Knowledge([], readCatalogue('词典/a.yaml', CATALOGUE).laws ?? [], []);

function named(text: string): string[] {
  return findReferences(text, knowledge).articles.map(({ law, article, paragraph }) => {
    return `${law.short}${formatArticle(article)}${paragraph === null ? '' : `第${paragraph}款`}`;
  });
}

describe('findReferences', () => {
  it.each([
    ['民法典第一千零七十九条', ['民法典第1079条']],
    ['民法典1079条', ['民法典第1079条']],
    ['民法典1079', ['民法典第1079条']],
    ['中华人民共和国民法典第1079条是什么', ['民法典第1079条']],
    ['第1062、1063条', ['民法典第1062条', '民法典第1063条']],
    ['民法典第1062条和第1063条有什么区别', ['民法典第1062条', '民法典第1063条']],
    ['民法典第1062条至第1064条', ['民法典第1062条', '民法典第1063条', '民法典第1064条']],
    ['《民法典》一千零四十二条第一款', ['民法典第1042条第1款']],
    ['《民法典》第１０７９条', ['民法典第1079条']],
    ['婚姻法第32条', ['婚姻法第32条']],
    ['婚姻法第三十二条和民法典第1079条', ['民法典第1079条', '婚姻法第32条']],
    ['劳动合同法第38条', ['劳动合同法第38条']],
    ['民法典第120条之一', ['民法典第120条之一']],
    ['民法典第1300条', ['民法典第1300条']],
  ])('reads %s', (text, articles) => {
    expect(named(text).sort()).toEqual([...articles].sort());
  });

  it.each([
    '民法典2021年施行',
    '民法典第一编讲什么',
    '婚姻法一方出轨怎么办',
    '合同第5条写错了怎么办',
    '我家在三条巷',
    '离婚后孩子跟谁',
    '',
  ])('finds no article in %j', (text) => {
    expect(named(text)).toEqual([]);
  });

  it.each(['刑法第234条', '什么是刑法第二百三十四条', '《某某条例》第5条', '宪法的第33条'])(
    'never takes an article of an unknown law for the Civil Code’s: %s',
    (text) => {
      const { articles, ofUnknownLaw } = findReferences(text, knowledge);
      expect(articles).toEqual([]);
      expect(ofUnknownLaw).toHaveLength(1);
    },
  );

  it('reads 1,087 as one number', () => {
    expect(named('民法典第1,087条')).toEqual(['民法典第1087条']);
  });

  it('names the law without an article, and leaves the rest to be searched', () => {
    const { laws, rest } = findReferences('婚姻法里分居多久能离婚', knowledge);
    expect(laws.map((law) => law.short)).toEqual(['婚姻法']);
    expect(rest).toBe('里分居多久能离婚');
  });
});
