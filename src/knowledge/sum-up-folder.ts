import type { Fault } from './fault.ts';
import type { Knowledge } from './knowledge.ts';

/** What a knowledge folder holds, and how much is wrong with it. */
export interface FolderSummary {
  readonly entries: number;
  readonly digests: number;
  readonly guides: number;
  readonly officialTexts: number;
  /** Sample questions of all entries. */
  readonly questions: number;
  readonly errors: number;
  readonly warnings: number;
}

/** Counts a folder's entries by kind, and these faults by severity. */
export function sumUpFolder({ entries, digests, guides, officialTexts }: Knowledge, faults: readonly Fault[]): FolderSummary {
  const count = (severity: Fault['severity']) => faults.filter((fault) => fault.severity === severity).length;
  return {
    entries: entries.length,
    digests: digests.size,
    guides: guides.length,
    officialTexts: officialTexts.size,
    questions: entries.reduce((sum, entry) => sum + entry.questions.length, 0),
    errors: count('error'),
    warnings: count('warning'),
  };
}
