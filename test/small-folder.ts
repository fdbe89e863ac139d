import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LiveIndex, type LiveIndexOptions } from '../src/search/live-index.ts';

/** A statute file as staff write it, made of `第N条` blocks. */
export function statute(...articles: readonly string[]): string {
  return `---\nlaw: 中华人民共和国民法典\nshort: 民法典\nbook: 婚姻家庭编\nchapter: 第四章 离婚\nin-force: 2021-01-01\nchecked: 2026-11-24\n---\n\n${articles.join('\n\n')}\n`;
}

export const ARTICLE_1079 = `## 第1079条 起诉离婚怎样才判离

夫妻一方要离婚的，可以直接向法院起诉。感情确实破裂、调解无效的，应当准许离婚；因为感情不和分居满2年、调解无效的，应当准许离婚。

- 问：老公不同意离婚怎么办
- 问：分居多久可以起诉离婚
- 用语：诉讼离婚、感情确已破裂、分居
- 口语：打离婚官司、对方不肯离
- 另见：第1087条`;

export const ARTICLE_1087 = `## 第1087条 离婚时共同财产怎么分

离婚时，夫妻的共同财产由双方商量；商量不成的，由法院按照顾子女、女方和无过错方权益的原则来判。

- 问：离婚房子怎么分
- 问：老公出轨离婚财产怎么分
- 用语：夫妻共同财产、协议处理、无过错方
- 口语：分家产、分房子`;

export const GUIDE = `---
title: 离婚登记
audience: 居民
region: 全国
authority: 婚姻登记处
how: 两人一起到场
time-limit: 冷静期30天
fee: 免费
basis:
  - 民法典第1079条
questions:
  - 离婚登记要带什么材料
checked: 2026-11-24
sources:
  - 民法典
---

## 适用情形

夫妻两人都愿意离婚，可以到婚姻登记处办离婚登记。

## 准备材料

- 身份证
- 结婚证

## 办理步骤

1. 两人一起到登记处申请。
2. 冷静期满后一起去领证。

## 常见问题

### 一个人去行吗？
不行，两个人都要到场。

## 注意

- 冷静期里可以撤回。
`;

export const CATALOGUE = `laws:
  - short: 民法典
    name: 中华人民共和国民法典
    articles: 1260
  - short: 婚姻法
    name: 中华人民共和国婚姻法
    repealed: 2021-01-01
    successor: 民法典
    part: 婚姻家庭编
    today:
      32: [1079]
  - short: 劳动合同法
    name: 中华人民共和国劳动合同法
    articles: 98
  - short: 合同法
    name: 中华人民共和国合同法
    repealed: 2021-01-01
    successor: 民法典
    part: 合同编
`;

export const DESKS = `desks:
  - name: 12348 公共法律服务热线
    phone: 12348
    handles: 法律咨询，免费
    words: [押金, 房东]
`;

export const SMALL_FOLDER: Readonly<Record<string, string>> = {
  '民法典/婚姻家庭编/第四章离婚.md': statute(ARTICLE_1079, ARTICLE_1087),
  '办事指南/婚姻家庭/离婚登记.md': GUIDE,
  '词典/法律目录.yaml': CATALOGUE,
  '机构/热线.yaml': DESKS,
};

/** A temporary folder with these files. */
export async function writeFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<{ dir: string; remove: () => Promise<void> }> {
  const dir = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-knowledge-'));
  for (const [file, content] of Object.entries(files)) await put(dir, file, content);
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

export async function put(dir: string, file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(path.dirname(path.join(dir, file)), { recursive: true });
  await writeFile(path.join(dir, file), content);
}

/** The day all tests live on. */
export const TODAY = new Date('2026-11-24T04:00:00Z');

/** An index of a temporary folder, kept in memory alone unless `options` say otherwise. */
export async function openFolder(dir: string, options: Partial<LiveIndexOptions> = {}): Promise<LiveIndex> {
  return LiveIndex.open({ knowledgeDir: dir, snapshotDir: null, lawTextDir: null, embedder: null, now: () => TODAY, ...options });
}
