import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { PersonKey } from '../../legal-case/person.ts';
import type { StoredFile } from '../../legal-case/stored-file.ts';
import type { UnitOfWork } from '../unit-of-work.ts';
import { sideOf } from './find-case.ts';
import { rulesOf } from './scene.ts';

/** A file of a case that this person has a part in; null for any other, known or not. */
export function findOwnFile(id: string, person: PersonKey, units: UnitOfWork, knowledge: Knowledge): Promise<StoredFile | null> {
  return units.transact(async (unit) => {
    const found = await unit.files.find(id);
    const legalCase = found && (await unit.cases.take(found.caseNumber));
    if (!found || !legalCase) return null;
    const speaker = await unit.speaker(person);
    const side = await sideOf(legalCase, speaker, rulesOf(knowledge).coordinator, unit.people);
    return side === null ? null : found.file;
  });
}
