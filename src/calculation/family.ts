import { wholeNumber } from './calculation-input-error.ts';

/** Most people of one kind; more is a slip of the keyboard. */
const MOST_PEOPLE = 50;

/** A child, or a child's child. Those who died earlier stand for their own children. */
export interface Descendant {
  readonly isAlive: boolean;
  readonly children: readonly Descendant[];
}

/**
 * Who was left when someone died (法定继承人, 民法典 1127–1129). Adopted children and stepchildren who were brought up count as
 * children, the same holds for parents, brothers and sisters. Those who gave up or lost their right (1124, 1125) are left out,
 * and nobody stands for them.
 */
export interface Family {
  readonly hasSpouse: boolean;
  readonly children: readonly Descendant[];
  /** Children not yet born, for whom a share is kept (1155). */
  readonly unborn: number;
  /** Parents alive. */
  readonly parents: number;
  /** Widowed children-in-law who mainly supported the one who died (1129). */
  readonly supportingInLaws: number;
  /** Brothers and sisters; of those who died earlier, how many children are alive. */
  readonly siblings: readonly { readonly isAlive: boolean; readonly livingChildren: number }[];
  /** Grandparents alive, of both sides. */
  readonly grandparents: number;
}

/** Throws CalculationInputError when a number of people is none. */
export function checkFamily(family: Family): void {
  wholeNumber(family.unborn, 'unborn', 0, MOST_PEOPLE);
  wholeNumber(family.parents, 'parents', 0, MOST_PEOPLE);
  wholeNumber(family.supportingInLaws, 'supportingInLaws', 0, MOST_PEOPLE);
  wholeNumber(family.grandparents, 'grandparents', 0, MOST_PEOPLE);
  for (const { livingChildren } of family.siblings) wholeNumber(livingChildren, 'livingChildren', 0, MOST_PEOPLE);
}

/** Whether someone of this branch is alive and inherits. */
export function hasHeir({ isAlive, children }: Descendant): boolean {
  return isAlive || children.some(hasHeir);
}
