import { z } from 'zod';
import { FaultList } from './fault.ts';
import type { FileContent } from './file-content.ts';
import type { Desk, Law, LayWord } from './law.ts';
import type { Office, ServiceRules } from './office.ts';
import { hoursSchema, limitsSchema, officeSchema, readServiceRules, yearsSchema } from './read-service-rules.ts';
import { topicSchema } from './read-topic.ts';
import { readYaml } from './read-yaml.ts';
import { sayIssue } from './say-issue.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '应当是 2021-01-01 这样的日期');
const words = z.array(z.union([z.string(), z.number()]).transform(String)).default([]);

const lawSchema = z
  .strictObject({
    name: z.string().min(2),
    short: z.string().min(2),
    aliases: words,
    articles: z.int().positive().nullable().default(null),
    text: words,
    repealed: day.optional(),
    successor: z.string().optional(),
    part: z.string().default(''),
    today: z.record(z.string().regex(/^\d+$/), z.array(z.int().positive())).default({}),
  })
  .transform(
    ({ repealed, successor, part, today, ...law }): Law => ({
      ...law,
      repealed: repealed === undefined ? null : { on: repealed, successor: successor ?? '', part, today },
    }),
  )
  .refine((law) => law.repealed?.successor !== '', { message: '已废止的法律要写 successor（现在适用的法律）' });

const deskSchema = z.strictObject({
  name: z.string().min(2),
  phone: z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^\d{3,12}$/, '应当是电话号码')),
  handles: z.string().min(2),
  words,
  urgent: words,
});

const layWordSchema = z.strictObject({
  lay: z.string().min(2).max(12),
  terms: z.array(z.string().min(2)).min(1),
  domain: z.string().min(1),
});

const notCoveredSchema = z.strictObject({ name: z.string().min(2), words: z.array(z.string().min(1)).min(1), desks: words });

const catalogueSchema = z.strictObject({
  laws: z.array(lawSchema).default([]),
  desks: z.array(deskSchema).default([]),
  words: z.array(layWordSchema).default([]),
  offices: z.array(officeSchema).default([]),
  hours: hoursSchema.optional(),
  topics: z.array(topicSchema).default([]),
  not_covered: z.array(notCoveredSchema).default([]),
  limits: limitsSchema.optional(),
  years: yearsSchema.optional(),
});

/**
 * Reads a YAML file of `词典/` (laws: 法律目录, 废止法律; words: 口语; topics: 话题; not_covered: 不收) or `机构/` (desks, offices; hours,
 * limits and years of the service). A file with a fault is left out whole.
 */
export function readCatalogue(file: string, text: string): FileContent {
  const faults = new FaultList(file);
  const yaml = readYaml(text, 0, faults);
  if (!yaml) return { entries: [], faults: faults.faults };
  const result = catalogueSchema.safeParse(Object.fromEntries(yaml.values), { error: sayIssue });
  if (result.success) {
    const { laws, desks, offices, words: layWords, topics, not_covered: notCovered } = result.data;
    reportTwice(layWords, yaml.lines.get('words') ?? 1, faults);
    const rules: Partial<ServiceRules> = readServiceRules(result.data);
    return {
      entries: [],
      faults: faults.faults,
      laws: laws satisfies Law[],
      desks: desks satisfies Desk[],
      offices: offices satisfies Office[],
      layWords,
      topics,
      notCovered,
      rules,
    };
  }
  for (const issue of result.error.issues) {
    const [key, index, ...rest] = issue.path;
    const place = index === undefined ? String(key ?? '') : `${String(key)} 第 ${Number(index) + 1} 项 ${rest.join('.')}`;
    const strange = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    faults.error(yaml.lineOf([...issue.path, ...strange]), `${place.trim()}：${issue.message}`.replace(/^：/, ''));
  }
  return { entries: [], faults: faults.faults };
}

function reportTwice(layWords: readonly LayWord[], line: number, faults: FaultList): void {
  const seen = new Set<string>();
  for (const { lay } of layWords) {
    if (seen.has(lay)) faults.warning(line, `口语“${lay}”写了两遍`);
    seen.add(lay);
  }
}
