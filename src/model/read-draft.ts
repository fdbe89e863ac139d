import { z } from 'zod';
import type { Draft } from '../answer/language-model.ts';
import type { DraftStatement } from '../answer/verify-answer.ts';

/** More than this is no answer, in sentences and characters. */
export const MOST_STATEMENTS = 12;
const LONGEST_STATEMENT = 300;

const statementSchema = z.object({
  text: z.string().trim().min(1).max(LONGEST_STATEMENT),
  sources: z.union([z.array(z.string()), z.string().transform((one) => [one])]),
});
const draftSchema = z.object({
  statements: z.array(statementSchema).max(MOST_STATEMENTS),
  completeness: z.enum(['complete', 'partial', 'none']),
});

/** [S1], (S1), 【S2】 inside a sentence. */
const INLINE = /[[(（【]\s*(S\d{1,2}(?:\s*[,，、]\s*S\d{1,2})*)\s*[\])）】]/g;

/**
 * Reads a model's reply: the JSON object asked for, whether or not a code fence or thinking stands around it. Tokens written into a
 * sentence become its sources. Null for anything else.
 */
export function readDraft(reply: string): Draft | null {
  const text = reply.replace(/<think>[\s\S]*?<\/think>/g, '').replace(/```(?:json)?/g, '');
  const result = draftSchema.safeParse(parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)));
  if (!result.success) return null;
  const { statements, completeness } = result.data;
  return { kind: 'drafted', completeness, statements: statements.map(withoutTokens) };
}

/** Reads one statement of a reply; null for anything else. */
export function readStatement(value: unknown): DraftStatement | null {
  const result = statementSchema.safeParse(value);
  return result.success ? withoutTokens(result.data) : null;
}

function withoutTokens({ text: said, sources }: DraftStatement): DraftStatement {
  const written = [...said.matchAll(INLINE)].flatMap(([, tokens = '']) => tokens.split(/[,，、]/));
  const text = said.replace(INLINE, '').replace(/\*\*/g, '').replace(/\s+/g, ' ').trim();
  return { text, sources: [...new Set([...sources, ...written].map((token) => token.trim().replace(/^\[|\]$/g, '')))] };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
