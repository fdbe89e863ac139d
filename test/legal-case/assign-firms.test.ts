import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClientWithFirm, planAssignment } from '../../src/legal-case/assign-firms.ts';
import type { LawFirm } from '../../src/legal-case/client.ts';

const firmsOf = (count: number, capacity = () => 4000): LawFirm[] =>
  Array.from({ length: count }, (_, index) => ({ name: `律所${String(index).padStart(2, '0')}`, capacity: capacity() }));
function clientsOf(count: number): ClientWithFirm[] {
  return Array.from({ length: count }, (_, index) => ({
    uscc: `C${String(index).padStart(6, '0')}`,
    street: `街道${index % 8}`,
    industry: `行业${(index * 7) % 20}`,
    firm: null,
    named: false,
  }));
}
function apply(clients: readonly ClientWithFirm[], firms: readonly LawFirm[]): ClientWithFirm[] {
  const { changes } = planAssignment(clients, firms);
  const moved = new Map(changes.map((change) => [change.uscc, change.firm]));
  return clients.map((client) => ({ ...client, firm: moved.get(client.uscc) ?? client.firm }));
}
const countOf = (clients: readonly ClientWithFirm[], firm: string, street?: string) =>
  clients.filter((client) => client.firm === firm && (street === undefined || client.street === street)).length;

describe('planAssignment', () => {
  const firms = firmsOf(12);
  const clients = apply(clientsOf(45_987), firms);

  it('gives everybody a firm, each its share to one client, in every street as well', () => {
    for (const { name } of firms) {
      expect(Math.abs(countOf(clients, name) - 45_987 / 12)).toBeLessThanOrEqual(1);
      for (let street = 0; street < 8; street += 1) {
        expect(Math.abs(countOf(clients, name, `街道${street}`) - 45_987 / 12 / 8)).toBeLessThan(45_987 / 12 / 8 / 20);
      }
    }
  });

  it('changes nothing when nothing changed', () => {
    expect(planAssignment(clients, firms).changes).toEqual([]);
  });

  it('moves to a firm that joins its share and no more than 1% beyond, and nothing between the others', () => {
    const { changes } = planAssignment(clients, firmsOf(13));
    expect(changes.length).toBeLessThanOrEqual((45_987 / 13) * 1.01);
    expect(new Set(changes.map((change) => change.firm))).toEqual(new Set(['律所12']));
    expect(new Set(changes.map((change) => change.reason))).toEqual(new Set(['调整']));
  });

  it('moves of a firm that leaves its own clients and no others', () => {
    const { changes, counts } = planAssignment(clients, firms.slice(1));
    expect(changes.length).toBe(countOf(clients, '律所00'));
    expect(new Set(changes.map((change) => change.from))).toEqual(new Set(['律所00']));
    for (const count of counts.values()) expect(Math.abs(count - 45_987 / 11)).toBeLessThanOrEqual(1);
  });

  it('shares by capacity', () => {
    const capacities = [1000, 2000, 3000];
    const unequal = firmsOf(3, () => capacities.shift() ?? 0);
    expect([...planAssignment(clientsOf(600), unequal).counts.values()]).toEqual([100, 200, 300]);
  });

  it('never moves a client whose firm the registry named, whatever joins or leaves', () => {
    const client = fc.record({ street: fc.nat(3), industry: fc.nat(3), firm: fc.option(fc.nat(4)), named: fc.boolean() });
    fc.assert(
      fc.property(fc.array(client, { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), (rows, count) => {
        const all = firmsOf(count);
        const given = rows.map((row, index) => {
          const firm = row.firm === null ? null : `律所0${row.firm}`;
          return {
            uscc: `C${index}`,
            street: `${row.street}`,
            industry: `${row.industry}`,
            firm,
            named: row.named && row.firm !== null && row.firm < count,
          };
        });
        const { changes, counts } = planAssignment(given, all);
        const namedOnes = new Set(given.filter((one) => one.named).map((one) => one.uscc));
        expect(changes.filter((change) => namedOnes.has(change.uscc))).toEqual([]);
        expect([...counts.values()].reduce((sum, value) => sum + value, 0)).toBe(given.length);
        expect(planAssignment(apply(given, all), all).changes).toEqual([]);
        expect(planAssignment([...given].reverse(), all)).toEqual(planAssignment(given, all));
      }),
    );
  });

  it('changes nothing without firms', () => {
    expect(planAssignment(clientsOf(3), []).changes).toEqual([]);
  });
});
