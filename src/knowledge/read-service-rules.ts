import { z } from 'zod';
import { CASE_KINDS, type LimitRule, type ServiceRules } from './office.ts';

const kind = z.enum(CASE_KINDS, `只能是 ${CASE_KINDS.join('、')}`);
const texts = z.array(z.string().min(1)).default([]);
const days = z.array(z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '应当是 2027-01-01 这样的日期')).default([]);

/** An office of `offices:`. */
export const officeSchema = z.strictObject({
  name: z.string().min(2).max(40),
  takes: z.array(kind).default([]),
  coordinator: z.boolean().default(false),
  industries: texts,
  words: texts,
  streets: texts,
});

/** A span of `hours:`, as 08:30-12:00. */
export const hoursSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, '应当像 08:30-12:00')
  .transform((text) => {
    const [from = 0, to = 0] = text.split('-').map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
    return { from, to };
  })
  .refine(({ from, to }) => from < to, '下班要比上班晚');

/** A rule of `limits:`; without `kind` it is the general one. */
export const limitSchema = z.strictObject({
  kind: kind.optional(),
  first_response_hours: z.number().positive().max(200),
  answer_days: z.number().positive().max(200),
});

/** A year of `years:`, the announced holidays and shifted days. */
export const yearSchema = z.strictObject({ year: z.int().min(2004).max(2100), off: days, work: days });

interface GivenRules {
  readonly hours?: readonly { readonly from: number; readonly to: number }[] | undefined;
  readonly limits?: readonly z.infer<typeof limitSchema>[] | undefined;
  readonly years?: readonly z.infer<typeof yearSchema>[] | undefined;
}

/** The rules that a file lays down, in the form the service uses. */
export function readServiceRules({ hours, limits, years }: GivenRules): Partial<ServiceRules> {
  return {
    ...(hours === undefined ? {} : { spans: [...hours].sort((a, b) => a.from - b.from) }),
    ...(years === undefined ? {} : { years }),
    ...(limits === undefined ? {} : { limits: limits.map(toLimit) }),
  };
}

function toLimit(given: z.infer<typeof limitSchema>): LimitRule {
  return { kind: given.kind ?? null, firstResponseHours: given.first_response_hours, answerDays: given.answer_days };
}
