import pg from 'pg';
import { type KeyRing, keyIdOf, SEALED_PREFIX, SealError } from './key-ring.ts';

/**
 * The columns that hold what people wrote, none of it masked for good: sealed when written, opened when read, by `sealed` and `opened`.
 * Words of no length stay as they are, so that SQL may ask whether there are any.
 */
const FORMS = {
  'inbound.payload': 'json',
  'outbox.payload': 'json',
  'person.dialogue': 'json',
  'turn.question': 'text',
  'turn.asked': 'text',
  'turn.outcome': 'json',
  'feedback.words': 'text',
  'legal_case.answers': 'json',
  'legal_case.transcript': 'text',
  'legal_case.rating_words': 'text',
  'case_event.note': 'text',
  'case_message.text': 'text',
  'case_file.name': 'text',
  'service_record.note': 'text',
  'broadcast.text': 'text',
} as const satisfies Readonly<Record<string, 'text' | 'json'>>;

/** A column that is kept sealed. */
export type SealedColumn = keyof typeof FORMS;

declare const KEPT: unique symbol;

/** What a sealed column gives when it is read; `opened` makes it the value. */
export interface Kept<Column extends SealedColumn, Value> {
  readonly [KEPT]: readonly [Column, Value];
}

/** A parameter that gets its final form only on the connection, which has the keys. */
export abstract class Late {
  /** What is sent to the database. */
  abstract bind(keys: KeyRing): string;

  /** Asked by `pg` for every value that is no longer to be changed. */
  toPostgres(): never {
    throw new TypeError('a value to be sealed was sent past the connection that seals it');
  }
}

/** A value on its way into its column; it cannot be read any more, only sealed. */
export class Sealing<Column extends SealedColumn> extends Late {
  readonly #clear: string;

  constructor(
    private readonly column: Column,
    clear: string,
  ) {
    super();
    this.#clear = clear;
  }

  bind(keys: KeyRing): string {
    return FORMS[this.column] === 'json' ? JSON.stringify(this.seal(keys)) : this.seal(keys);
  }

  /** The sealed text itself. */
  seal(keys: KeyRing): string {
    return this.#clear === '' ? '' : keys.seal(this.column, this.#clear);
  }
}

class SealingWithin extends Late {
  constructor(private readonly value: unknown) {
    super();
  }

  bind(keys: KeyRing): string {
    return JSON.stringify(this.value, (_, part: unknown) => (part instanceof Sealing ? part.seal(keys) : part));
  }
}

/** A parameter of a statement: the value, sealed for its column; JSON columns take any value, text columns words. */
export function sealed<Column extends SealedColumn>(
  column: Column,
  value: (typeof FORMS)[Column] extends 'text' ? string : unknown,
): Sealing<Column> {
  return new Sealing(column, FORMS[column] === 'json' ? JSON.stringify(value) : String(value));
}

/** A parameter of a statement: JSON in which values made by `sealed` may stand anywhere. */
export function jsonOf(value: unknown): Late {
  return new SealingWithin(value);
}

/** The value of a sealed column; also what was written before there were keys. Throws SealError. */
export function opened<Column extends SealedColumn, Value>(column: Column, kept: Kept<Column, Value>): Value;
export function opened<Column extends SealedColumn, Value>(column: Column, kept: Kept<Column, Value> | null): Value | null;
export function opened(column: SealedColumn, kept: unknown): unknown {
  if (kept instanceof Sealed) {
    const clear = kept.open(column);
    return FORMS[column] === 'json' ? JSON.parse(clear) : clear;
  }
  if (typeof kept === 'string' && kept.startsWith(SEALED_PREFIX)) throw new SealError(column, keyIdOf(kept), 'no-key');
  return kept;
}

/** The value, or null where it was damaged; where its key is missing SealError is thrown, since another process may have it. */
export function openedIfWhole<Column extends SealedColumn, Value>(
  column: Column,
  kept: Kept<Column, Value>,
): { readonly value: Value } | null {
  try {
    return { value: opened(column, kept) };
  } catch (error) {
    if (error instanceof SealError && error.why === 'damaged') return null;
    throw error;
  }
}

/** Something sealed, as it came from the database. */
class Sealed {
  readonly #keys: KeyRing;

  constructor(
    private readonly text: string,
    keys: KeyRing,
  ) {
    this.#keys = keys;
  }

  open(column: SealedColumn): string {
    return this.#keys.open(column, this.text);
  }

  /** Nothing sealed is passed on as if it were the value. */
  toJSON(): never {
    throw new TypeError('something sealed must be opened before it is used');
  }
}

const { builtins } = pg.types;

/**
 * How a connection reads what comes from the database: all as `pg` does, but what these keys sealed, also within JSON, can be opened. The
 * ids of keys are told to nobody, so that no words of a person pass for something sealed.
 */
export function typesOf(keys: KeyRing): pg.CustomTypesConfig {
  const isOurs = (text: string) => text.startsWith(SEALED_PREFIX) && keys.has(keyIdOf(text));
  const readText = (text: string) => (isOurs(text) ? new Sealed(text, keys) : text);
  const readJson = (text: string) =>
    text.includes(SEALED_PREFIX)
      ? JSON.parse(text, (_, part: unknown) => (typeof part === 'string' ? readText(part) : part))
      : JSON.parse(text);
  return {
    getTypeParser: (oid: number, format?: 'text' | 'binary') => {
      if (format !== 'binary' && oid === builtins.TEXT) return readText;
      if (format !== 'binary' && (oid === builtins.JSONB || oid === builtins.JSON)) return readJson;
      return pg.types.getTypeParser(oid, format as 'text');
    },
  } as pg.CustomTypesConfig;
}
