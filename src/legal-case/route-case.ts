import type { CaseKind, Office } from '../knowledge/office.ts';
import type { Client } from './client.ts';

/** Who asks: a client of the registry with the law firm that advises it today, or a resident (null). */
export type RoutedClient = (Pick<Client, 'kind' | 'street' | 'industry'> & { readonly firm: string | null }) | null;

/** Matters that a client's own law firm takes. */
const ADVISER_KINDS: readonly CaseKind[] = ['法律顾问咨询', '合同审查', '合法性审查', '人工咨询'];

/** Whether a requester may open this kind: legality reviews are for departments alone. */
export function mayOpen(kind: CaseKind, client: RoutedClient): boolean {
  return kind !== '合法性审查' || client?.kind === '部门';
}

/**
 * The desk a case goes to (转办), by name: a client's adviser matters to its law firm, disputes to the mediation committee of
 * the words, the industry or the street, everything else to the office that takes the kind. Null when nobody takes it: the
 * coordinator finds somebody.
 */
export function routeCase(kind: CaseKind, client: RoutedClient, matter: string, offices: readonly Office[]): string | null {
  if (client?.firm && ADVISER_KINDS.includes(kind)) return client.firm;
  const taking = offices.filter(
    (office) => office.takes.includes(kind) && (office.streets.length === 0 || (client !== null && office.streets.includes(client.street))),
  );
  const byWords = mostWords(taking, matter);
  const byIndustry = client === null ? undefined : taking.find((office) => office.industries.includes(client.industry));
  const unspecific = taking.filter((office) => office.words.length === 0 && office.industries.length === 0);
  const byStreet = unspecific.find((office) => office.streets.length > 0);
  const general = unspecific.find((office) => office.streets.length === 0);
  return (byWords ?? byIndustry ?? byStreet ?? general)?.name ?? null;
}

/** The desk that takes over when a desk recuses itself (回避): another firm that does not advise the counterparty. */
export function backupFirm(current: string, firms: readonly string[], conflicted: readonly string[]): string | null {
  const others = [...firms].sort();
  const after = [...others.filter((firm) => firm > current), ...others.filter((firm) => firm < current)];
  return after.find((firm) => !conflicted.includes(firm)) ?? null;
}

function mostWords(offices: readonly Office[], matter: string): Office | undefined {
  const counted = offices.map((office) => ({ office, count: office.words.filter((word) => matter.includes(word)).length }));
  return counted.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count)[0]?.office;
}
