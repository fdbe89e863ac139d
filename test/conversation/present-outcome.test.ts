import { describe, expect, it } from 'vitest';
import type { Answer, Citation, Outcome } from '../../src/answer/outcome.ts';
import { renderDingTalk } from '../../src/channel/dingtalk/render-dingtalk.ts';
import { renderTelegram } from '../../src/channel/telegram/render-telegram.ts';
import { renderText } from '../../src/channel/terminal/render-text.ts';
import { renderHtml } from '../../src/channel/web/render-html.ts';
import { presentHelp, presentOutcome, presentUnfinished } from '../../src/conversation/present-outcome.ts';
import type { Reply } from '../../src/conversation/reply.ts';
import { shownCitations } from '../../src/conversation/shown-citations.ts';
import type { Turn } from '../../src/conversation/turn-store.ts';
import { readTelegramHtml } from '../fakes/telegram-html.ts';

const ANSWER: Answer = {
  point: [{ text: '可以<离>&"婚"。', source: '民法典第1079条' }],
  citations: [
    { kind: 'digest', law: '民法典', article: 1079, label: '民法典第1079条', title: '起诉离婚', digest: '要旨甲', official: '原文乙' },
    { kind: 'reference', law: '公司法', article: 29, label: '公司法第29条', title: '', digest: null, official: null },
  ],
  guides: [
    {
      title: '离婚登记',
      authority: '登记处',
      how: '到场',
      timeLimit: '30天',
      fee: '免费',
      materials: ['身份证'],
      steps: ['申请。'],
      notes: ['别签空白的协议。'],
      checked: '2026-11-24',
    },
  ],
  related: ['还能问什么'],
  checked: '2026-11-24',
};
const OUTCOMES: Record<string, Outcome> = {
  answered: {
    kind: 'answered',
    notices: [{ kind: 'repealed', law: '婚姻法', on: '2021-01-01', successor: '民法典', asked: null, today: [] }],
    answer: ANSWER,
  },
  overview: {
    kind: 'answered',
    notices: [],
    answer: { ...ANSWER, choices: [{ label: '都同意', question: '两人都同意怎么离' }] },
  },
  'one side': { kind: 'answered', notices: [], answer: { ...ANSWER, citations: [], related: [], aside: 'time' } },
  'one of the 常见问题': { kind: 'answered', notices: [], answer: { ...ANSWER, aside: 'faq', faq: '一个人去行吗' } },
  'unknown side': { kind: 'declined', why: 'no-source', notices: [{ kind: 'side-unknown', side: 'where' }], desks: [] },
  'no-source': {
    kind: 'declined',
    why: 'no-source',
    notices: [],
    desks: [{ name: '12348 公共法律服务热线', phone: '12348', handles: '法律咨询' }],
  },
  'near article': {
    kind: 'declined',
    why: 'no-source',
    notices: [],
    desks: [{ name: '12348 公共法律服务热线', phone: '12348', handles: '法律咨询' }],
    near: { kind: 'article', citation: ANSWER.citations[0] as Citation },
  },
  'near guide': { kind: 'declined', why: 'no-source', notices: [], desks: [], near: { kind: 'guide', title: '离婚登记' } },
  'out-of-scope': { kind: 'declined', why: 'out-of-scope', notices: [], desks: [] },
  'no such article': {
    kind: 'declined',
    why: 'no-source',
    notices: [{ kind: 'no-such-article', label: '民法典第1300条', law: '民法典', last: 1260 }],
    desks: [],
  },
  empty: { kind: 'needs-detail', why: 'empty' },
  'too long': { kind: 'needs-detail', why: 'too-long' },
  failed: { kind: 'failed', why: 'internal' },
};

const plain = (text: string) => text.replace(/[\s·]|\d+\. |【|】/g, '');
/** What is read of a choice; what it sends is shown where it must be typed. */
const labelled = ({ blocks, rateable }: Reply): Reply => ({
  rateable,
  blocks: blocks.map((block) =>
    block.kind === 'choices' ? { ...block, choices: block.choices.map(({ label }) => ({ label, command: label })) } : block,
  ),
});
const htmlText = (html: string) => html.replace(/<[^>]*>/g, '').replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));

describe('presentUnfinished', () => {
  const unfinished = {
    notices: [{ kind: 'no-such-article', label: '民法典第1300条', law: '民法典', last: 1260 } as const],
    point: [
      { text: '可以离婚。', source: '民法典第1079条', alsoFrom: ['离婚登记'] },
      { text: '要带证件。', source: '离婚登记' },
    ],
  };

  it('says what has to be said first, what is verified, what that rests on, and that a model is still writing', () => {
    const lines = renderText(presentUnfinished(unfinished, { screen: 'none', script: 'simplified' })).split('\n\n');
    expect(lines).toEqual([
      expect.stringContaining('没有民法典第1300条'),
      '可以离婚。要带证件。',
      '依据：民法典第1079条、离婚登记',
      expect.stringContaining('人工智能正在写，没写完'),
    ]);
  });

  it('tells who asks for help with a wrong that it is one before anything else, and speaks in their characters', () => {
    const said = renderText(presentUnfinished(unfinished, { screen: 'illegal-help', script: 'traditional' }));
    expect(said).toMatch(/^這樣做違法/);
    expect(said).toContain('可以離婚。');
  });
});

describe('presentOutcome', () => {
  it.each(Object.keys(OUTCOMES))('says the same in the terminal, in Telegram and on the web: %s', (name) => {
    const reply = labelled(presentOutcome(OUTCOMES[name] as Outcome));
    const text = plain(renderText(reply));
    const telegram = renderTelegram(reply, '00000000-0000-4000-8000-000000000000');
    const telegramText = telegram.map((message) => readTelegramHtml(message.text)).join('\n');
    const buttons = telegram.flatMap((message) => message.buttons.flat().map((button) => button.text)).join('\n');
    const web = plain(htmlText(renderHtml(reply)));
    expect(text).not.toBe('');
    for (const line of renderText(reply)
      .split('\n')
      .map(plain)
      .filter((part) => part !== '')) {
      expect(plain(telegramText + buttons), `Telegram says ${line}`).toContain(line);
      expect(web, `the web says ${line}`).toContain(line);
    }
  });

  it('ends an answer with the disclaimer, the day of the check and 12348', () => {
    expect(renderText(presentOutcome(OUTCOMES.answered as Outcome))).toMatch(/不是律师意见（2026-11-24 核对）。拿不准就打 12348，免费。$/);
  });

  it('escapes what the folder says, and makes the hotline a tap away', () => {
    const html = renderHtml(presentOutcome(OUTCOMES.answered as Outcome));
    expect(html).toContain('可以&#60;离&#62;&#38;&#34;婚&#34;。');
    expect(html).toContain('<a href="tel:12348">12348</a>');
  });

  it('asks to rate answers, and nothing else', () => {
    expect(
      Object.entries(OUTCOMES)
        .filter(([, outcome]) => presentOutcome(outcome).rateable)
        .map(([name]) => name),
    ).toEqual(['answered', 'overview', 'one side', 'one of the 常见问题']);
    expect(presentHelp().rateable).toBe(false);
    const dingtalk = (name: string) => renderDingTalk(presentOutcome(OUTCOMES[name] as Outcome)).at(-1);
    expect(dingtalk('answered')?.text).toMatch(/\[有用\]\(dtmd:[^)]*\) \| \[没用\]\(dtmd:[^)]*\)$/);
    expect(dingtalk('failed')?.text).not.toContain('有用');
  });

  it('shows of a guide what to beware of, and of one side nothing but that side', () => {
    expect(renderText(presentOutcome(OUTCOMES.answered as Outcome))).toContain('注意\n· 别签空白的协议。');
    const side = renderText(presentOutcome(OUTCOMES['one side'] as Outcome));
    expect(side).toMatch(/^离婚登记\n多久：30天\n\n出自办事指南“离婚登记”。/);
    expect(side).not.toContain('身份证');
    expect(side).toContain('· 收费吗');
  });

  it('gives an overview with its sources and its choices, and no guide yet', () => {
    const overview = renderText(presentOutcome(OUTCOMES.overview as Outcome));
    expect(overview).toContain('· 都同意：两人都同意怎么离');
    expect(overview).toContain('《民法典》第1079条');
    expect(overview).not.toContain('身份证');
  });

  it('names what is near with its button, and does not tell it', () => {
    const reply = presentOutcome(OUTCOMES['near article'] as Outcome);
    expect(renderText(reply)).toContain('没找到专门讲您这件事的规定');
    expect(renderText(reply)).not.toContain('要旨甲');
    const buttons = renderTelegram(reply, '00000000-0000-4000-8000-000000000000').flatMap((message) => message.buttons.flat());
    expect(buttons.map(({ text }) => text)).toEqual(['原文 第1079条']);
    expect(shownCitations({ outcome: OUTCOMES['near article'] as Outcome } as Turn)).toEqual([ANSWER.citations[0]]);
    expect(renderText(presentOutcome(OUTCOMES['near guide'] as Outcome))).toContain('· 离婚登记：办事指南 离婚登记');
  });

  it('opens nothing where an article is only named', () => {
    const buttons = renderTelegram(presentOutcome(OUTCOMES.answered as Outcome), '00000000-0000-4000-8000-000000000000').flatMap(
      (message) => message.buttons.flat(),
    );
    expect(buttons.map((button) => button.text)).toEqual(['原文 第1079条', '还能问什么', '👍 有用', '👎 没用']);
  });
});
