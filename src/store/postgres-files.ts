import type { Selectable, Transaction } from 'kysely';
import type { Files } from '../legal-case/case-unit.ts';
import type { StoredFile } from '../legal-case/stored-file.ts';
import type { Schema } from './schema.ts';
import { opened, sealed } from './sealed.ts';

/** What is known of the files of cases, in Postgres; their content lies on disk. */
export class PostgresFiles implements Files {
  constructor(private readonly tx: Transaction<Schema>) {}

  async stage({ id, name, form, bytes, sha256 }: StoredFile, personId: string): Promise<void> {
    await this.tx
      .insertInto('case_file')
      .values({ id, case_id: null, person_id: personId, name: sealed('case_file.name', name), form, bytes, sha256 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  async staged(ids: readonly string[], personId: string): Promise<readonly StoredFile[]> {
    if (ids.length === 0) return [];
    const rows = await this.tx
      .selectFrom('case_file')
      .selectAll()
      .where('id', 'in', ids)
      .where('person_id', '=', personId)
      .where('case_id', 'is', null)
      .execute();
    return rows.map(toFile);
  }

  async attach(ids: readonly string[], caseId: string, personId: string): Promise<void> {
    if (ids.length === 0) return;
    await this.tx
      .updateTable('case_file')
      .set({ case_id: caseId })
      .where('id', 'in', ids)
      .where('person_id', '=', personId)
      .where('case_id', 'is', null)
      .execute();
  }

  async ofCase(caseId: string): Promise<readonly StoredFile[]> {
    const rows = await this.tx.selectFrom('case_file').selectAll().where('case_id', '=', caseId).orderBy('stored_at').execute();
    return rows.map(toFile);
  }

  async find(id: string): Promise<{ file: StoredFile; caseNumber: string } | null> {
    if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null;
    const row = await this.tx
      .selectFrom('case_file')
      .innerJoin('legal_case', 'legal_case.id', 'case_file.case_id')
      .selectAll('case_file')
      .select('number')
      .where('case_file.id', '=', id)
      .executeTakeFirst();
    return row ? { file: toFile(row), caseNumber: row.number } : null;
  }
}

function toFile({ id, name, form, bytes, sha256 }: Selectable<Schema['case_file']>): StoredFile {
  return { id, name: opened('case_file.name', name), form: form as StoredFile['form'], bytes, sha256 };
}
