import { z } from 'zod';
import { CASE_KINDS, type LimitRule, type ServiceRules } from './office.ts';

const kind = z.enum(CASE_KINDS, `只能是 ${CASE_KINDS.join('、')}`);
const texts = z.array(z.string().min(1)).default([]);
const days = z.array(z.iso.date('应当是 2027-01-01 这样的日期，而且有这一天')).default([]);

/** An office of `offices:`. */
export const officeSchema = z.strictObject({
  name: z.string().min(2).max(40),
  takes: z.array(kind).default([]),
  coordinator: z.boolean().default(false),
  industries: texts,
  words: texts,
  streets: texts,
  aliases: texts,
  duties: z.string().max(200).default(''),
  address: z.string().max(100).default(''),
  phone: z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^[\d -]{0,20}$/, '应当是电话号码'))
    .default(''),
  open: z.string().max(60).default(''),
});

/** A span of the day, as 08:30-12:00. */
const spanSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, '应当像 08:30-12:00')
  .transform((text) => {
    const [from = 0, to = 0] = text.split('-').map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
    return { from, to };
  })
  .refine(({ from, to }) => from < to, '下班要比上班晚');

/** `hours:`, the spans of a working day; at least one, none over another. */
export const hoursSchema = z
  .array(spanSchema)
  .min(1, '至少写一段上班时间')
  .transform((spans) => [...spans].sort((a, b) => a.from - b.from))
  .refine((spans) => spans.every((span, index) => span.from >= (spans[index - 1]?.to ?? 0)), '几段上班时间重叠了');

/** A rule of `limits:`; without `kind` it is the general one. */
const limitSchema = z.strictObject({
  kind: kind.optional(),
  first_response_hours: z.number().positive().max(200),
  answer_days: z.number().positive().max(200),
});

/** `limits:`, each kind once. */
export const limitsSchema = z
  .array(limitSchema)
  .refine((limits) => new Set(limits.map(({ kind }) => kind)).size === limits.length, '同一类案件的时限写了两遍');

/** A year of `years:`, the announced holidays and shifted days. */
const yearSchema = z
  .strictObject({ year: z.int().min(2004).max(2100), off: days, work: days })
  .refine(({ year, off, work }) => [...off, ...work].every((day) => day.startsWith(`${year}-`)), {
    error: '有不是这一年的日子',
    when: ({ issues }) => issues.length === 0,
  });

/** `years:`, each year once. */
export const yearsSchema = z
  .array(yearSchema)
  .refine((years) => new Set(years.map(({ year }) => year)).size === years.length, '同一年写了两遍');

interface GivenRules {
  readonly hours?: z.infer<typeof hoursSchema> | undefined;
  readonly limits?: z.infer<typeof limitsSchema> | undefined;
  readonly years?: z.infer<typeof yearsSchema> | undefined;
}

/** The rules that a file lays down, in the form the service uses. */
export function readServiceRules({ hours, limits, years }: GivenRules): Partial<ServiceRules> {
  return {
    ...(hours === undefined ? {} : { spans: hours }),
    ...(years === undefined ? {} : { years }),
    ...(limits === undefined ? {} : { limits: limits.map(toLimit) }),
  };
}

function toLimit(given: z.infer<typeof limitSchema>): LimitRule {
  return { kind: given.kind ?? null, firstResponseHours: given.first_response_hours, answerDays: given.answer_days };
}
