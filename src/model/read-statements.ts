import { JSONParser } from '@streamparser/json';
import type { DraftStatement } from '../answer/verify-answer.ts';
import { MOST_STATEMENTS, readStatement } from './read-draft.ts';

/**
 * Reads a reply while it comes and tells of each statement once it is whole. What `readDraft` makes of the whole reply is what counts:
 * this one says nothing more after the first thing that is not as it was asked for.
 */
export class StatementReader {
  /** What came before the object, until it begins; null from then on. */
  private before: string | null = '';
  private count = 0;
  private over = false;
  private readonly parser = new JSONParser({ paths: ['$.statements.*'], keepStack: false });

  constructor(private readonly onStatement: (statement: DraftStatement) => void) {
    this.parser.onValue = ({ value }) => this.take(value);
    this.parser.onError = () => this.stop();
    this.parser.onEnd = () => this.stop();
  }

  /** The next piece of the reply. */
  read(piece: string): void {
    if (this.over) return;
    this.parser.write(this.before === null ? piece : this.begin(this.before + piece));
  }

  /** What there is of the object; '' before it begins. Thinking may have braces of its own. */
  private begin(text: string): string {
    const said = text.replace(/<think>[\s\S]*?<\/think>/g, '');
    const start = said.indexOf('{');
    const begun = start >= 0 && !said.includes('<think>');
    this.before = begun ? null : said;
    return begun ? said.slice(start) : '';
  }

  private take(value: unknown): void {
    const statement = this.over ? null : readStatement(value);
    this.count += 1;
    if (statement === null || this.count > MOST_STATEMENTS) this.stop();
    else this.onStatement(statement);
  }

  private stop(): void {
    this.over = true;
  }
}
