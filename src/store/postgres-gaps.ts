import { type Kysely, sql } from 'kysely';
import type { Miss } from '../report/knowledge-gaps.ts';
import type { Schema } from './schema.ts';
import { type Kept, opened } from './sealed.ts';

/** Questions since then that were declined for want of a source, or whose answer was called no use; the latest first. */
export async function readMisses(db: Kysely<Schema>, since: Date): Promise<Miss[]> {
  const { rows } = await sql<Omit<Miss, 'question' | 'words'> & Row>`
    select turn.question, case when outcome_kind = 'declined' then 'declined' else 'disliked' end as why, retrieved,
      reason, coalesce(words, '') as words
    from turn left join feedback on feedback.turn_id = turn.id
    where asked_at >= ${since} and turn.question <> '' and screen in ('none', 'pii', 'legal-advice-demand')
      and (outcome_kind = 'declined' or (outcome_kind = 'answered' and useful = false))
    order by asked_at desc`.execute(db);
  return rows.map((row) => ({ ...row, question: opened('turn.question', row.question), words: opened('feedback.words', row.words) }));
}

interface Row {
  readonly question: Kept<'turn.question', string>;
  readonly words: Kept<'feedback.words', string>;
}
