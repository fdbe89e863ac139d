import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { WorkdayCalendar } from '../../../src/calculation/workday-calendar.ts';
import { reckon } from '../../../src/conversation/reckon/reckon.ts';
import { RECKON_WORDING as WORDS } from '../../../src/conversation/reckon/reckon-wording.ts';
import { parseArticle } from '../../../src/knowledge/article-number.ts';
import { KnowledgeFolder } from '../../../src/knowledge/knowledge-folder.ts';
import { normalizeText } from '../../../src/search/normalize.ts';
import { TODAY } from './say-reckoned.ts';

describe('what is reckoned, on the folder knowledge/', () => {
  const folder = new KnowledgeFolder(path.resolve('knowledge'), null, () => new Date(TODAY));
  beforeAll(() => folder.load(new Map()), 60_000);

  it.each(WORDS.examples)('rests on articles of laws in force that the folder knows: %s', (example) => {
    const { knowledge } = folder;
    const facts = { today: TODAY, calendar: new WorkdayCalendar(knowledge.rules.years), lpr: knowledge.lpr };
    const articles = reckon(normalizeText(example), null, facts)?.articles ?? [];
    expect(articles.length).toBeGreaterThan(0);
    for (const named of articles) {
      const [, law = '', label = ''] = /^(.+?)(第\d+条)$/.exec(named) ?? [];
      const article = parseArticle(label);
      expect([named, knowledge.law(law)?.repealed]).toEqual([named, null]);
      expect([named, article && knowledge.existence({ law, article })]).toEqual([named, 'exists']);
    }
  });
});
