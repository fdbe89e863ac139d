import { z } from 'zod';
import type { ArticleReference } from './entry.ts';
import type { TopicChoice } from './law.ts';
import { readReference } from './read-reference.ts';

/** What is tapped, and what is asked then: the longest that fit behind a button of Telegram, 64 bytes with its signature. */
const MAX_LABEL = 10;
const MAX_QUESTION = 18;

const basisSchema = z.string().transform((text, context): ArticleReference => {
  const reference = readReference(text);
  if (reference) return reference;
  context.addIssue({ code: 'custom', message: `依据“${text.slice(0, 30)}”应当写成“民法典第1076条”` });
  return z.NEVER;
});

const choiceSchema = z
  .strictObject({
    label: z.string().min(2).max(MAX_LABEL),
    question: z.string().min(2).max(MAX_QUESTION),
    says: z.string().min(2),
    basis: z.array(basisSchema).default([]),
    guide: z.string().nullable().default(null),
  })
  .refine(({ basis, guide }) => basis.length > 0 || guide !== null, {
    message: 'says 要有出处：写 basis 或者 guide',
  }) satisfies z.ZodType<TopicChoice>;

/** A topic of `词典/话题.yaml`. */
export const topicSchema = z.strictObject({
  words: z.array(z.string().min(1)).min(1),
  questions: z.array(z.string().min(2)).min(1).max(6),
  choices: z.array(choiceSchema).max(4).default([]),
});
