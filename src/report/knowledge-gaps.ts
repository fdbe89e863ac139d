import { REASONS, type Reason } from '../answer/feedback.ts';
import { UNWRITTEN } from '../knowledge/read-guide.ts';

/** A question that the folder did not answer, or whose answer was no use. */
export interface Miss {
  readonly question: string;
  readonly why: 'declined' | 'disliked';
  /** Entries that were found, the nearest first. */
  readonly retrieved: readonly string[];
  /** What was wrong with the answer; null where nobody said. */
  readonly reason: Reason | null;
  /** A line about it; '' for none. */
  readonly words: string;
}

/** Questions that want the same knowledge (知识缺口), the most wanted first. */
export interface Gap {
  /** The nearest entry, by its label or title; '' where nothing was near. */
  readonly nearest: string;
  readonly declined: number;
  readonly disliked: number;
  readonly questions: readonly string[];
  /** How often each reason was given; those that nobody gave are left out. */
  readonly reasons: Readonly<Partial<Record<Reason, number>>>;
  /** What people wrote about the answers. */
  readonly words: readonly string[];
}

/** Questions shown of a gap, and lines about its answers. */
const SHOWN_QUESTIONS = 5;
const SHOWN_LINES = 5;

/** Groups misses by the entry that was nearest; the same question counts each time, and is shown once. Pure. */
export function groupGaps(misses: readonly Miss[]): Gap[] {
  const groups = new Map<string, Miss[]>();
  for (const miss of misses) {
    const nearest = miss.retrieved[0] ?? '';
    groups.set(nearest, [...(groups.get(nearest) ?? []), miss]);
  }
  return [...groups]
    .map(([nearest, group]) => ({
      nearest,
      declined: group.filter(({ why }) => why === 'declined').length,
      disliked: group.filter(({ why }) => why === 'disliked').length,
      questions: [...new Set(group.map(({ question }) => question))].slice(0, SHOWN_QUESTIONS),
      reasons: countReasons(group),
      words: [...new Set(group.flatMap(({ words }) => (words === '' ? [] : [words])))].slice(0, SHOWN_LINES),
    }))
    .sort((a, b) => b.declined + b.disliked - (a.declined + a.disliked));
}

function countReasons(misses: readonly Miss[]): Gap['reasons'] {
  const counted = REASONS.map((reason) => [reason, misses.filter((miss) => miss.reason === reason).length] as const);
  return Object.fromEntries(counted.filter(([, count]) => count > 0));
}

/** A draft of an entry for staff to write: the questions of a gap in the form of a guide, with what it may be called. */
export function draftEntry({ nearest, questions }: Gap, today: string): { readonly name: string; readonly text: string } {
  const asked = questions.map((question) => `  - ${JSON.stringify(question)}`).join('\n');
  const near = nearest === '' ? '没有' : nearest;
  const text = `---
title: ${UNWRITTEN}
audience: 居民
region: 全国
authority: ${UNWRITTEN}
how: ${UNWRITTEN}
time-limit: ${UNWRITTEN}
fee: ${UNWRITTEN}
basis:
  - ${UNWRITTEN}
questions:
${asked}
terms: []
lay-words: []
checked: ${today}
sources:
  - ${UNWRITTEN}（最接近的是：${near}）
---

## 适用情形

## 准备材料

## 办理步骤

## 常见问题

## 注意
`;
  return { name: nearest === '' ? '没有接近的条目' : `接近${nearest}`, text };
}
