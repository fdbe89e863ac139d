import type { FaultList } from './fault.ts';
import { readYaml } from './read-yaml.ts';

/** Longest front matter read, in characters; more is a mistake or an attack. */
const MAX_LENGTH = 16_384;

/** The YAML head of a Markdown file and the lines below it. */
export interface FrontMatter {
  /** Plain values by key; dates stay text. */
  readonly values: ReadonlyMap<string, unknown>;
  /** Line of each key, from 1. */
  readonly lines: ReadonlyMap<string, number>;
  readonly body: readonly { readonly line: number; readonly text: string }[];
}

/**
 * Splits a Markdown file into its YAML head and its lines. Aliases are refused (a YAML bomb is made of them) and tags
 * never run code. Returns null, with the fault recorded, when the head is missing or broken.
 */
export function readFrontMatter(text: string, faults: FaultList): FrontMatter | null {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const end = lines[0]?.trim() === '---' ? lines.findIndex((line, index) => index > 0 && line.trim() === '---') : -1;
  if (end < 0) {
    faults.error(1, '开头缺少用两行“---”夹住的信息栏（front matter）');
    return null;
  }
  const head = lines.slice(1, end).join('\n');
  if (head.length > MAX_LENGTH) {
    faults.error(1, `信息栏太长（${head.length} 字，最多 ${MAX_LENGTH} 字）`);
    return null;
  }
  const read = readYaml(head, 1, faults);
  return read && { ...read, body: lines.slice(end + 1).map((line, index) => ({ line: end + 2 + index, text: line })) };
}

/** Takes required and optional values out of a front matter, recording a fault for each that is missing or malformed. */
export class FieldReader {
  constructor(
    private readonly matter: Pick<FrontMatter, 'values' | 'lines'>,
    private readonly faults: FaultList,
  ) {}

  lineOf(key: string): number {
    return this.matter.lines.get(key) ?? 1;
  }

  /** A required line of text; '' with a fault when missing. */
  text(key: string): string {
    const value = this.matter.values.get(key);
    if ((typeof value === 'string' || typeof value === 'number') && String(value).trim() !== '') return String(value).trim();
    this.faults.error(this.lineOf(key), `缺少“${key}”`);
    return '';
  }

  /** A required date YYYY-MM-DD; '' with a fault when missing or impossible. */
  date(key: string): string {
    const text = this.text(key);
    if (text === '' || isDate(text)) return text;
    this.faults.error(this.lineOf(key), `“${key}”应当是 2026-11-24 这样的日期`);
    return '';
  }

  /** A list of texts; a single text counts as a list of one. Missing: [] (with a fault if required). */
  list(key: string, required: boolean): string[] {
    const value = this.matter.values.get(key) ?? [];
    const items = (Array.isArray(value) ? value : [value]).filter((item) => item !== null && item !== '');
    if (!items.every((item) => typeof item === 'string' || typeof item === 'number')) {
      this.faults.error(this.lineOf(key), `“${key}”应当是一行一条的列表`);
      return [];
    }
    if (required && items.length === 0) this.faults.error(this.lineOf(key), `缺少“${key}”`);
    return items.map((item) => String(item).trim());
  }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
