import { readFileSync } from 'node:fs';
import { LPR_FILE, NO_LPR } from '../../../src/calculation/lpr-table.ts';
import { WorkdayCalendar } from '../../../src/calculation/workday-calendar.ts';
import { renderText } from '../../../src/channel/terminal/render-text.ts';
import { reckon } from '../../../src/conversation/reckon/reckon.ts';
import type { Facts } from '../../../src/conversation/reckon/reckoning.ts';
import { readLpr } from '../../../src/knowledge/read-lpr.ts';
import { normalizeText } from '../../../src/search/normalize.ts';

/** A Saturday. */
export const TODAY = '2026-11-28';
/** The table of the folder as it was read in November 2026, so that a new row changes no test. */
const lpr = readLpr(LPR_FILE, readFileSync(new URL('lpr-until-2025-10.yaml', import.meta.url), 'utf8')).lpr ?? NO_LPR;
const facts: Facts = { today: TODAY, calendar: new WorkdayCalendar(), lpr };

/** What is said to the messages of one conversation, one after the other; null where nothing is reckoned. */
export function converse(...messages: readonly string[]): (string | null)[] {
  let topic: string | null = null;
  return messages.map((message) => {
    const reckoned = reckon(normalizeText(message), topic, facts);
    topic = reckoned?.asked ?? topic;
    return reckoned && renderText(reckoned.reply);
  });
}

/** What is said to a message by itself; '' where nothing is reckoned. */
export function said(message: string): string {
  return converse(message)[0] ?? '';
}

/** What is said to the last message of a conversation; '' where nothing is reckoned. */
export function saidLast(...messages: readonly string[]): string {
  return converse(...messages).at(-1) ?? '';
}
