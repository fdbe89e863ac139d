import { Client, type ClientConfig, type QueryConfig } from 'pg';
import type { KeyRing } from './key-ring.ts';
import { Late, typesOf } from './sealed.ts';

/** Statements with more values than this are made for one occasion (a list written at once). */
const MOST_VALUES = 40;
/** Statements kept by name on a connection. */
const MOST_STATEMENTS = 400;

const names = new Map<string, string>();
/** Names of plans for tables of another form are not used again. */
let generation = 1;

/**
 * A connection that has each statement read and planned once (prepared statements): half of what a short statement costs. When the
 * tables are changed under it, as by a newer process, a statement fails once, and is read anew after that. What is to be sealed is sealed
 * here, and what was sealed can be opened when it has come through.
 */
class PreparingClient extends Client {
  constructor(
    config: ClientConfig | undefined,
    private readonly keys: KeyRing,
  ) {
    super({ ...config, types: typesOf(keys) });
  }

  // The signature of `pg` has many forms; all but that of a text with values are passed on as they are.
  // biome-ignore lint/suspicious/noExplicitAny: the forms of `pg` are its own
  override query(...given: any[]): any {
    const [text, plain, ...rest] = given;
    const values = Array.isArray(plain) ? plain.map((value: unknown) => (value instanceof Late ? value.bind(this.keys) : value)) : plain;
    const name = typeof text === 'string' && Array.isArray(values) ? nameOf(text, values.length) : null;
    if (name === null) return super.query(...([text, values, ...rest] as unknown as Parameters<Client['query']>));
    const config: QueryConfig = { name, text, values };
    return super.query(...([config, ...rest] as unknown as Parameters<Client['query']>));
  }
}

/** The kind of connection that a pool over a sealed database is made of. */
export function preparingClient(keys: KeyRing): new (config?: ClientConfig) => Client {
  return class extends PreparingClient {
    constructor(config?: ClientConfig) {
      super(config, keys);
    }
  };
}

/** Whether the error says that a statement was planned for tables that have another form now; all are read anew after that. */
export function isOutdatedPlan(error: unknown): boolean {
  const outdated = error instanceof Error && 'code' in error && error.code === '0A000' && error.message.includes('cached plan');
  if (outdated) {
    names.clear();
    generation += 1;
  }
  return outdated;
}

function nameOf(text: string, values: number): string | null {
  if (values === 0 || values > MOST_VALUES) return null;
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= MOST_STATEMENTS) return null;
  const name = `s${generation}_${names.size}`;
  names.set(text, name);
  return name;
}
