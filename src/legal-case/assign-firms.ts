import { createHash } from 'node:crypto';
import type { Client, Engagement, LawFirm } from './client.ts';

/** A client with the firm it has now, if any, and whether the registry named that firm. */
export interface ClientWithFirm extends Pick<Client, 'uscc' | 'street' | 'industry'> {
  readonly firm: string | null;
  readonly named: boolean;
}

/** What an assignment changes; nobody else moves. */
export interface AssignmentPlan {
  readonly changes: readonly (Engagement & { readonly from: string | null })[];
  /** Clients of each firm after the changes. */
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * Which firm each client gets (分配律所). A firm the registry named stays. Every firm's share is in proportion to its capacity,
 * in all and, as near as that allows, in every street and industry. Who has a firm keeps it unless that firm left or has more
 * than its share, so that a firm which joins or leaves moves its share and no more. The same input gives the same plan.
 * Without firms nothing changes.
 */
export function planAssignment(clients: readonly ClientWithFirm[], firms: readonly LawFirm[]): AssignmentPlan {
  const active = [...firms].filter((firm) => firm.capacity > 0).sort((a, b) => (a.name < b.name ? -1 : 1));
  if (active.length === 0) return { changes: [], counts: new Map() };
  const board = new Board(clients, active);
  const ordered = [...clients].sort((a, b) => (orderOf(a.uscc) < orderOf(b.uscc) ? -1 : 1));
  const waiting = ordered.filter((client) => client.firm === null || !board.has(client.firm));
  for (const client of ordered) if (client.firm !== null && board.has(client.firm)) board.put(client, client.firm);
  const released = board.releaseSurplus(ordered);
  const changes = [...waiting, ...released].map((client) => {
    const firm = board.neediest(client);
    board.put(client, firm);
    const reason = client.firm === null ? ('分配' as const) : ('调整' as const);
    return { uscc: client.uscc, firm, reason, from: client.firm };
  });
  return { changes: changes.filter((change) => change.firm !== change.from), counts: board.counts };
}

/** Who has how many clients, in all and in each street and industry, against what each should have. */
class Board {
  readonly counts = new Map<string, number>();
  private readonly quotas = new Map<string, number>();
  private readonly shares = new Map<string, number>();
  private readonly cellSizes = new Map<string, number>();
  private readonly cellCounts = new Map<string, number>();

  constructor(
    clients: readonly ClientWithFirm[],
    private readonly firms: readonly LawFirm[],
  ) {
    const total = firms.reduce((sum, firm) => sum + firm.capacity, 0);
    for (const client of clients) this.cellSizes.set(cellOf(client), (this.cellSizes.get(cellOf(client)) ?? 0) + 1);
    for (const firm of firms) this.shares.set(firm.name, firm.capacity / total);
    for (const [name, quota] of quotasOf(clients, firms)) this.quotas.set(name, quota);
    for (const firm of firms) this.counts.set(firm.name, 0);
  }

  has(firm: string): boolean {
    return this.shares.has(firm);
  }

  put(client: ClientWithFirm, firm: string, by = 1): void {
    const key = `${firm}\n${cellOf(client)}`;
    this.counts.set(firm, (this.counts.get(firm) ?? 0) + by);
    this.cellCounts.set(key, (this.cellCounts.get(key) ?? 0) + by);
  }

  /** Takes from every firm what it has beyond its quota, first where it has most beyond its share of the street and industry. */
  releaseSurplus(clients: readonly ClientWithFirm[]): ClientWithFirm[] {
    const released: ClientWithFirm[] = [];
    for (const { name } of this.firms) {
      let surplus = (this.counts.get(name) ?? 0) - (this.quotas.get(name) ?? 0);
      if (surplus <= 0) continue;
      const movable = groupByCell(clients.filter((client) => client.firm === name && !client.named));
      for (; surplus > 0; surplus -= 1) {
        const cell = largest([...movable.keys()], (key) => -this.need(name, key));
        const client = cell === null ? undefined : movable.get(cell)?.pop();
        if (cell === null || !client) break;
        if (movable.get(cell)?.length === 0) movable.delete(cell);
        this.put(client, name, -1);
        released.push(client);
      }
    }
    return released;
  }

  /** The firm below its quota that lacks most in this client's street and industry. */
  neediest(client: ClientWithFirm): string {
    const open = this.firms.filter(({ name }) => (this.counts.get(name) ?? 0) < (this.quotas.get(name) ?? 0));
    const names = (open.length > 0 ? open : this.firms).map((firm) => firm.name);
    return largest(names, (name) => this.need(name, cellOf(client))) ?? '';
  }

  private need(firm: string, cell: string): number {
    return (this.shares.get(firm) ?? 0) * (this.cellSizes.get(cell) ?? 0) - (this.cellCounts.get(`${firm}\n${cell}`) ?? 0);
  }
}

/**
 * Clients each firm should have: in proportion to capacity, whole numbers by largest remainders. Clients the registry named count;
 * a firm that was named for more than its share keeps them, and the others share the rest.
 */
function quotasOf(clients: readonly ClientWithFirm[], firms: readonly LawFirm[]): Map<string, number> {
  const named = new Map<string, number>();
  for (const client of clients) if (client.named && client.firm !== null) named.set(client.firm, (named.get(client.firm) ?? 0) + 1);
  let sharing = [...firms];
  let left = clients.length;
  const quotas = new Map<string, number>();
  for (;;) {
    const total = sharing.reduce((sum, firm) => sum + firm.capacity, 0);
    const full = sharing.filter((firm) => (named.get(firm.name) ?? 0) > Math.ceil((left * firm.capacity) / total));
    if (full.length === 0) break;
    for (const firm of full) quotas.set(firm.name, named.get(firm.name) ?? 0);
    left -= full.reduce((sum, firm) => sum + (named.get(firm.name) ?? 0), 0);
    sharing = sharing.filter((firm) => !full.includes(firm));
    if (sharing.length === 0) return quotas;
  }
  const total = sharing.reduce((sum, firm) => sum + firm.capacity, 0);
  const exact = sharing.map((firm) => ({ name: firm.name, share: (left * firm.capacity) / total }));
  let missing = left - exact.reduce((sum, { share }) => sum + Math.floor(share), 0);
  for (const { name, share } of exact.sort((a, b) => (b.share % 1) - (a.share % 1) || (a.name < b.name ? -1 : 1))) {
    quotas.set(name, Math.floor(share) + (missing > 0 ? 1 : 0));
    missing -= 1;
  }
  return quotas;
}

function groupByCell(clients: readonly ClientWithFirm[]): Map<string, ClientWithFirm[]> {
  const groups = new Map<string, ClientWithFirm[]>();
  for (const client of clients) {
    const group = groups.get(cellOf(client));
    if (group) group.push(client);
    else groups.set(cellOf(client), [client]);
  }
  return groups;
}

function cellOf({ street, industry }: ClientWithFirm): string {
  return `${street}\n${industry}`;
}

/** An order that has nothing to do with who registered first. */
function orderOf(uscc: string): string {
  return createHash('sha256').update(uscc).digest('hex');
}

/** The item with the largest value; the first of equals; null for none. */
function largest<T>(items: readonly T[], value: (item: T) => number): T | null {
  let best: T | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const item of items) {
    if (value(item) > most) {
      best = item;
      most = value(item);
    }
  }
  return best;
}
