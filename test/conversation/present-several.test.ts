import { describe, expect, it } from 'vitest';
import { readChoice } from '../../src/answer/answer-topic.ts';
import type { Answer, Citation } from '../../src/answer/outcome.ts';
import { decodePress } from '../../src/channel/telegram/button-data.ts';
import { renderTelegram } from '../../src/channel/telegram/render-telegram.ts';
import { renderText } from '../../src/channel/terminal/render-text.ts';
import { presentOutcome } from '../../src/conversation/present-outcome.ts';
import { reckonAsk } from '../../src/conversation/reckon-ask.ts';
import { say } from '../../src/conversation/reply.ts';
import { SEVERAL_WORDING as WORDS } from '../../src/conversation/several-wording.ts';

const cite = (article: number): Citation => ({
  kind: 'digest',
  law: '民法典',
  article,
  label: `民法典第${article}条`,
  title: '某条',
  digest: '要旨',
  official: null,
});
const part = (ask: string, ...articles: number[]) => ({
  asks: [ask],
  point: [{ text: `${ask}的回答。`, source: `民法典第${articles[0]}条` }],
  citations: articles.map(cite),
});
const LONG_ASK = '他把车白送给了亲戚,我能不能让他把这辆车追回来';
const PARTS = [part('房子能分吗', 1087, 1062), part('孩子归谁', 1084)];
const ANSWER: Answer = {
  point: PARTS.flatMap(({ point }) => point),
  citations: PARTS.flatMap(({ citations }) => citations),
  guides: [],
  related: [],
  checked: null,
  several: { parts: PARTS, open: [{ label: LONG_ASK, question: `离婚,${LONG_ASK}` }], unanswered: ['股票怎么买'] },
};
const REPLY = presentOutcome({ kind: 'answered', notices: [], answer: ANSWER });

describe('an answer to several asks', () => {
  it('says each below its own words, counts the articles through, and names what is left', () => {
    const text = renderText(REPLY);
    const order = ['问：房子能分吗？', '房子能分吗的回答。', '2. 《民法典》第1062条', '问：孩子归谁？', '3. 《民法典》第1084条'];
    const places = order.map((words) => text.indexOf(words));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    expect(text).toContain(WORDS.open([LONG_ASK.replace(',', '，')]));
    expect(text).toContain(WORDS.unanswered(['股票怎么买']));
  });

  it('opens on Telegram the article that stands there, and asks what is tapped', () => {
    const buttons = renderTelegram(REPLY, '3f2c1a00-0000-4000-8000-000000000000').flatMap((message) => message.buttons.flat());
    const presses = buttons.flatMap(({ callback_data }) => decodePress(callback_data) ?? []);
    const opened = presses.flatMap((press) => (press.kind === 'open' ? [ANSWER.citations[press.citation]?.article] : []));
    expect(opened).toEqual([1087, 1062, 1084]);
    const [said] = presses.flatMap((press) => (press.kind === 'say' ? [press.command] : []));
    expect(readChoice(said ?? '', ANSWER.several?.open ?? [])?.question).toBe(`离婚,${LONG_ASK}`);
  });

  it('says what a model left open below its answer', () => {
    const { several } = ANSWER;
    const answer: Answer = { ...ANSWER, composedBy: 'model', ...(several ? { several: { ...several, parts: [] } } : {}) };
    const text = renderText(presentOutcome({ kind: 'answered', notices: [], answer }));
    expect(text).toContain('孩子归谁的回答。');
    expect(text).toContain(WORDS.unanswered(['股票怎么买']));
  });
});

describe('reckonAsk', () => {
  const asks = { story: ['干了四年', '月薪六千'], asks: ['社保没交怎么办', '赔我多少'] };

  it('reckons an ask by the figures of the story, and names below it what else is asked', () => {
    const reckoned = reckonAsk(asks, (question) =>
      question === '干了四年,月薪六千,赔我多少' ? { asked: question, reply: say('四个月工资。'), articles: [] } : null,
    );
    const text = renderText(reckoned?.reply ?? say(''));
    expect(text.startsWith('四个月工资。')).toBe(true);
    expect(text).toContain(WORDS.open(['社保没交怎么办']));
  });

  it('is null where the law counts nothing', () => {
    expect(reckonAsk(asks, () => null)).toBeNull();
  });
});
