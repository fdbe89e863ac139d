import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { ChatUsage } from './stream-chat.ts';

/** Price of a million tokens, in yuan. */
export interface TokenPrices {
  readonly prompt: number;
  readonly completion: number;
}

/** What a model used on one day (Beijing time). */
export interface DayUsage {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly calls: number;
  readonly prompt: number;
  readonly completion: number;
  /** Null where no prices are known. */
  readonly yuan: number | null;
}

const dayOf = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });
const savedSchema = z.object({ day: z.string(), calls: z.number(), prompt: z.number(), completion: z.number() });
type Counted = z.infer<typeof savedSchema>;

/**
 * Counts the tokens of a day and says when they are used up. Kept in a file so that a restart does not begin the day anew; replicas with
 * data folders of their own count each for itself.
 */
export class TokenBudget {
  private today: Counted;
  /** Tokens of calls under way. */
  private reserved = 0;

  /**
   * @param perDay tokens a day
   * @param file where the day is kept; null: only in memory
   */
  constructor(
    private readonly perDay: number,
    private readonly prices: TokenPrices | null,
    private readonly file: string | null,
    private readonly now: () => Date,
  ) {
    this.today = (file === null ? null : readSaved(file)) ?? this.newDay();
    this.turnDay();
  }

  /** Sets tokens aside for a call; false when the day has not so many left. Ends with `settle` or `release`. */
  reserve(tokens: number): boolean {
    this.turnDay();
    if (this.today.prompt + this.today.completion + this.reserved + tokens > this.perDay) return false;
    this.reserved += tokens;
    return true;
  }

  /** Gives back what was set aside for a call that was not made. */
  release(reserved: number): void {
    this.reserved -= reserved;
  }

  /** Gives back what was set aside and counts what was used. */
  settle(reserved: number, used: ChatUsage): void {
    this.turnDay();
    this.reserved -= reserved;
    const { day, calls, prompt, completion } = this.today;
    this.today = { day, calls: calls + 1, prompt: prompt + used.prompt, completion: completion + used.completion };
    if (this.file !== null) save(this.file, this.today);
  }

  usage(): DayUsage {
    this.turnDay();
    const { prompt, completion } = this.today;
    const yuan = this.prices && (prompt * this.prices.prompt + completion * this.prices.completion) / 1_000_000;
    return { ...this.today, yuan };
  }

  private turnDay(): void {
    if (this.today.day !== dayOf.format(this.now())) this.today = this.newDay();
  }

  private newDay(): Counted {
    return { day: dayOf.format(this.now()), calls: 0, prompt: 0, completion: 0 };
  }
}

function readSaved(file: string): Counted | null {
  try {
    return savedSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** A day that cannot be kept is still counted until the next restart. */
function save(file: string, counted: Counted): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(counted));
    renameSync(`${file}.new`, file);
  } catch {
    return;
  }
}
