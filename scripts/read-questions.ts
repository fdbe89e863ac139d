import { promises as fs } from 'node:fs';
import { z } from 'zod';
import { UsageError } from './run-script.ts';

const questionSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  question: z.string().min(1),
  articles: z.array(z.int().positive()).min(1),
});

/** A question with the Civil Code articles that answer it. */
export type LabelledQuestion = z.infer<typeof questionSchema>;

/** Reads JSON Lines of `{id, question, articles:[n]}`; throws UsageError that names every bad line. */
export function readQuestions(file: string): Promise<LabelledQuestion[]> {
  return readLines(file, questionSchema, '{"id": …, "question": …, "articles": [条号]}');
}

/** Reads the questions of JSON Lines `{id, question, …}`. Throws UsageError that names every bad line. */
export async function readPlainQuestions(file: string): Promise<string[]> {
  const lines = await readLines(file, z.object({ question: z.string().min(1) }), '{"id": …, "question": …}');
  return lines.map(({ question }) => question);
}

/** Reads JSON Lines of a form; throws UsageError that names every bad line. */
export async function readLines<T>(file: string, schema: z.ZodType<T>, form: string): Promise<T[]> {
  const text = await fs.readFile(file, 'utf8').catch(() => {
    throw new UsageError(`读不到问题文件 ${file}`);
  });
  const values: T[] = [];
  const bad: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const result = schema.safeParse(parseJson(line));
    if (result.success) values.push(result.data);
    else bad.push(index + 1);
  }
  if (bad.length > 0) throw new UsageError(`${file} 第 ${bad.join('、')} 行应当是 ${form}`);
  if (values.length === 0) throw new UsageError(`${file} 里没有问题`);
  return values;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
