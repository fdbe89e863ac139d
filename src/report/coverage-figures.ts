import { CLIENT_KINDS } from '../legal-case/client.ts';
import { percentOf } from './rate.ts';
import type { CoverageCount, FirmCount } from './report-source.ts';

/** Clients, those with an adviser (法律顾问) and their share in per cent; null where there are no clients. */
interface CoverageFigure {
  readonly clients: number;
  readonly advised: number;
  readonly rate: number | null;
}

/** How much of the district is served (覆盖). */
export interface CoverageFigures {
  readonly total: CoverageFigure;
  readonly byKind: readonly (CoverageFigure & { readonly kind: string })[];
  readonly firms: readonly FirmCount[];
}

/** Every kind of client is there, also one with none; firms stand in Chinese order. */
export function coverageFigures(counts: readonly CoverageCount[], firms: readonly FirmCount[]): CoverageFigures {
  const ofKind = (kind: string) => counts.filter((count) => count.kind === kind);
  return {
    total: add(counts),
    byKind: CLIENT_KINDS.map((kind) => ({ kind, ...add(ofKind(kind)) })),
    firms: [...firms].sort((a, b) => a.firm.localeCompare(b.firm, 'zh')),
  };
}

function add(counts: readonly CoverageCount[]): CoverageFigure {
  const clients = counts.reduce((sum, count) => sum + count.clients, 0);
  const advised = counts.reduce((sum, count) => sum + count.advised, 0);
  return { clients, advised, rate: percentOf(advised, clients) };
}
