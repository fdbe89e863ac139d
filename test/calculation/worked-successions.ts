import type { Descendant, Family } from '../../src/calculation/family.ts';

const LIVING: Descendant = { isAlive: true, children: [] };

/** Nobody left; cases name only who is. */
export const NOBODY: Family = {
  hasSpouse: false,
  children: [],
  unborn: 0,
  parents: 0,
  supportingInLaws: 0,
  siblings: [],
  grandparents: 0,
};

export function living(count: number): Descendant[] {
  return Array.from({ length: count }, () => LIVING);
}

/** A child who died earlier and left these children. */
export function dead(...children: Descendant[]): Descendant {
  return { isAlive: false, children };
}

/** Shares by hand: what the case is, who is left, each share in the order of the heirs, article of the Civil Code. */
export const WORKED_SUCCESSIONS: readonly (readonly [string, Partial<Family>, readonly string[], string])[] = [
  ['a spouse and two children', { hasSpouse: true, children: living(2) }, ['1/3', '1/3', '1/3'], '第1127条'],
  ['a spouse, a child and both parents', { hasSpouse: true, children: living(1), parents: 2 }, ['1/4', '1/4', '1/4', '1/4'], '第1130条'],
  ['a spouse alone, brothers take nothing', { hasSpouse: true, siblings: [{ isAlive: true, livingChildren: 0 }] }, ['1/1'], '第1127条'],
  ['grandchildren in place of a dead child', { children: [...living(1), dead(...living(2))] }, ['1/2', '1/4', '1/4'], '第1128条'],
  ['a dead child without children', { children: [...living(2), dead()] }, ['1/2', '1/2'], '第1128条'],
  [
    'great-grandchildren two steps down',
    { children: [...living(1), dead(LIVING, dead(...living(3)))] },
    ['1/2', '1/4', '1/12', '1/12', '1/12'],
    '第1128条',
  ],
  ['only grandchildren, by stem', { children: [dead(...living(1)), dead(...living(3))] }, ['1/2', '1/6', '1/6', '1/6'], '第1128条'],
  ['a widowed daughter-in-law who cared', { parents: 1, supportingInLaws: 1 }, ['1/2', '1/2'], '第1129条'],
  ['she does not displace her child', { children: [dead(LIVING)], supportingInLaws: 1 }, ['1/2', '1/2'], '第1129条'],
  ['a child not yet born', { hasSpouse: true, children: living(1), unborn: 1 }, ['1/3', '1/3', '1/3'], '第1155条'],
  ['brothers and grandparents', { siblings: [{ isAlive: true, livingChildren: 2 }], grandparents: 2 }, ['1/3', '1/3', '1/3'], '第1127条'],
  [
    'nephews in place of a dead brother',
    {
      siblings: [
        { isAlive: false, livingChildren: 2 },
        { isAlive: true, livingChildren: 0 },
      ],
    },
    ['1/4', '1/4', '1/2'],
    '第1128条',
  ],
  ['nobody', {}, [], '第1160条'],
];
