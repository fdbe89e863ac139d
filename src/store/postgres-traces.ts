import { type Kysely, type Selectable, sql } from 'kysely';
import type { TracedTurn, TracedTurns, TurnsWanted } from '../conversation/traced-turn.ts';
import { isTurnId, toTurn } from './postgres-turn-store.ts';
import type { Schema } from './schema.ts';

/** Turns for staff, in Postgres. */
export class PostgresTraces implements TracedTurns {
  constructor(private readonly db: Kysely<Schema>) {}

  async latest({ limit, before, outcome }: TurnsWanted): Promise<readonly TracedTurn[]> {
    const all = this.questions();
    const earlier = before === null ? all : all.where('asked_at', '<', before);
    const those = outcome === null ? earlier : earlier.where('outcome_kind', '=', outcome);
    return (await those.orderBy('asked_at', 'desc').limit(limit).execute()).map(toTraced);
  }

  async find(id: string): Promise<TracedTurn | null> {
    if (!isTurnId(id)) return null;
    const row = await this.questions().where('id', '=', id).executeTakeFirst();
    return row ? toTraced(row) : null;
  }

  /** Steps of a case or a binding have no stages; small talk and what was reckoned were screened. */
  private questions() {
    return this.db
      .selectFrom('turn')
      .leftJoin('feedback', 'feedback.turn_id', 'turn.id')
      .selectAll('turn')
      .select('useful')
      .where(sql<boolean>`(outcome_kind <> 'conversed' or stages <> '{}'::jsonb)`);
  }
}

function toTraced(row: Selectable<Schema['turn']> & { readonly useful: boolean | null }): TracedTurn {
  const { help, script, ...turn } = toTurn(row);
  return { ...turn, useful: row.useful };
}
