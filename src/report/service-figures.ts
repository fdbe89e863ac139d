import { SERVICE_KINDS, type ServiceKind } from '../legal-case/service-record.ts';
import type { ServiceCount, WarningCounts } from './report-source.ts';

/** Services of one kind: how often, how many they reached, and by which desks. */
interface ServiceFigure {
  readonly kind: ServiceKind;
  readonly count: number;
  readonly reached: number;
  /** In Chinese order; [] for a kind that nobody recorded. */
  readonly byDesk: readonly { readonly desk: string; readonly count: number; readonly reached: number }[];
}

/** What desks did beside cases (服务), and warnings to many (群发提示). */
export interface ServiceFigures {
  readonly count: number;
  readonly reached: number;
  readonly byKind: readonly ServiceFigure[];
  readonly warnings: WarningCounts;
}

/** Adds the services up; every kind is there, also one with none. */
export function serviceFigures(counts: readonly ServiceCount[], warnings: WarningCounts): ServiceFigures {
  const byKind = SERVICE_KINDS.map((kind) => {
    const ofKind = counts.filter((count) => count.kind === kind).sort((a, b) => a.desk.localeCompare(b.desk, 'zh'));
    const byDesk = ofKind.map(({ desk, count, reached }) => ({ desk, count, reached }));
    return { kind, ...add(ofKind), byDesk };
  });
  return { ...add(counts), byKind, warnings };
}

function add(counts: readonly ServiceCount[]): { count: number; reached: number } {
  return {
    count: counts.reduce((sum, { count }) => sum + count, 0),
    reached: counts.reduce((sum, { reached }) => sum + reached, 0),
  };
}
