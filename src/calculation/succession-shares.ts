import { CalculationInputError } from './calculation-input-error.ts';
import { checkFamily, type Descendant, type Family, hasHeir } from './family.ts';
import { add, divide, type Fraction, fraction, sayFraction } from './fraction.ts';
import { cite, type LegalBasis } from './legal-basis.ts';
import { fenOf, sayYuan, yuanOf } from './money.ts';

const WHOLE = fraction(1, 1);
const HALF = fraction(1, 2);

/** What the couple and the one who died owned, in yuan, debts and taxes already taken off (民法典 1159). */
export interface Possessions {
  /** Common property of both spouses (夫妻共同财产). */
  readonly common: number;
  /** What belonged to the one who died alone. */
  readonly own: number;
}

/** Someone who inherits, and how much. */
interface Heir {
  /** In Chinese for people: 配偶, 第1个子女, 第2个子女的第1个孩子. */
  readonly who: string;
  /** Whether in place of someone who died earlier (代位继承, 1128). */
  readonly isRepresenting: boolean;
  /** Share of the estate. */
  readonly share: Fraction;
  /** What the heir has of the common property in the end: half of the share, and the spouse's own half; null without a spouse. */
  readonly ofCommon: Fraction | null;
  /** Yuan from the estate, without the spouse's own half; null when no possessions were named. */
  readonly amount: number | null;
}

/** How an estate goes without a will (法定继承). */
export interface Succession {
  /** Null when nobody inherits. */
  readonly order: '第一顺序' | '第二顺序' | null;
  /** Shares add up to 1 and amounts to the estate; empty when nobody inherits. */
  readonly heirs: readonly Heir[];
  /** Yuan that are the spouse's before anything is inherited; null when no possessions were named. */
  readonly spouseHalf: number | null;
  /** Yuan to be inherited; null when no possessions were named. */
  readonly estate: number | null;
  readonly basis: readonly LegalBasis[];
  readonly working: readonly string[];
  readonly notes: readonly string[];
}

type Share = Pick<Heir, 'who' | 'isRepresenting' | 'share'>;
/** Someone of an order, alive or represented: takes one equal part and hands it on. */
type Line = (share: Fraction) => readonly Share[];

/**
 * Shares without a will: the spouse's half of the common property comes off first (民法典 1153); then spouse, children, parents
 * and supporting widowed children-in-law in equal parts (1127, 1129, 1130), the children of a child who died earlier in its
 * place (1128); only where there is none of them brothers, sisters and grandparents, and the children of a brother or sister
 * who died earlier.
 * @param possessions null to get the shares alone
 * Throws CalculationInputError for numbers that are none and for common property without a spouse.
 */
export function successionShares(family: Family, possessions: Possessions | null): Succession {
  checkFamily(family);
  const values = possessions && valuesOf(possessions, family.hasSpouse);
  const first = firstOrder(family);
  const lines = first.length > 0 ? first : secondOrder(family);
  const order = lines.length === 0 ? null : first.length > 0 ? '第一顺序' : '第二顺序';
  const shares = lines.flatMap((line) => line(divide(WHOLE, lines.length)));
  const amounts = values && amountsOf(values.estate, shares);
  const heirs = shares.map((heir, index) => {
    const fen = amounts?.[index];
    const half = divide(heir.share, 2);
    const ofCommon = heir.who === '配偶' ? add(HALF, half) : half;
    return { ...heir, ofCommon: family.hasSpouse ? ofCommon : null, amount: fen === undefined ? null : yuanOf(fen) };
  });
  return {
    order,
    heirs,
    spouseHalf: values && yuanOf(values.spouseHalf),
    estate: values && yuanOf(values.estate),
    basis: [cite('民法典', 1127, 1128, 1129, 1130, 1153, ...(family.unborn > 0 ? [1155] : []), ...(order === null ? [1160] : []))],
    working: [
      ...(family.hasSpouse ? [sayHalf(values)] : []),
      order === null ? '没有法定继承人，归国家做公益；是集体组织成员的归集体' : `由${order}的人继承，${lines.length}份，每份一样多`,
      ...heirs.map(({ who, share, isRepresenting, amount }) => {
        const money = amount === null ? '' : `，${amount}元`;
        return `${who}${isRepresenting ? '（代位）' : ''}：${sayFraction(share)}${money}`;
      }),
    ],
    notes: [
      '有遗嘱、遗赠或者遗赠扶养协议的，先按那个。',
      '大家商量好的可以不均分；生活特别困难又干不了活的要照顾，尽了主要赡养义务或者一起生活的可以多分，能养不养的少分或者不分。',
      ...(family.unborn > 0 ? ['给胎儿留的那份，生下来不是活的，再由继承人分。'] : []),
    ],
  };
}

function sayHalf(values: { readonly spouseHalf: bigint; readonly estate: bigint } | null): string {
  if (values === null) return '夫妻共同的财产，先分一半给配偶，另一半才是遗产';
  return values.spouseHalf === 0n
    ? `没有夫妻共同的财产，${sayYuan(values.estate)}全是遗产`
    : `共同财产先分一半给配偶：${sayYuan(values.spouseHalf)}，剩下的${sayYuan(values.estate)}是遗产`;
}

function firstOrder(family: Family): Line[] {
  return [
    ...(family.hasSpouse ? [person('配偶')] : []),
    ...family.children.flatMap((child, index) => (hasHeir(child) ? [branch(child, `第${index + 1}个子女`, false)] : [])),
    ...people('胎儿', family.unborn),
    ...people('父母', family.parents),
    ...people('尽了主要赡养义务的丧偶儿媳、女婿', family.supportingInLaws),
  ];
}

function secondOrder({ siblings, grandparents }: Family): Line[] {
  const lines = siblings.flatMap(({ isAlive, livingChildren }, index) => {
    const who = `第${index + 1}个兄弟姐妹`;
    if (isAlive) return [person(who)];
    const nephews = Array.from({ length: livingChildren }, () => ({ isAlive: true, children: [] }));
    return livingChildren > 0 ? [branch({ isAlive: false, children: nephews }, who, false)] : [];
  });
  return [...lines, ...people('祖父母、外祖父母', grandparents)];
}

function person(who: string): Line {
  return (share) => [{ who, isRepresenting: false, share }];
}

function people(who: string, count: number): Line[] {
  return Array.from({ length: count }, (_, index) => person(count === 1 ? who : `${who}（第${index + 1}位）`));
}

/** By stem: the part of one who died earlier goes in equal parts to the children alive or represented in their turn. */
function branch({ isAlive, children }: Descendant, who: string, isRepresenting: boolean): Line {
  if (isAlive) return (share) => [{ who, isRepresenting, share }];
  const lines = children.flatMap((child, index) => (hasHeir(child) ? [branch(child, `${who}的第${index + 1}个孩子`, true)] : []));
  return (share) => lines.flatMap((line) => line(divide(share, lines.length)));
}

function valuesOf({ common, own }: Possessions, hasSpouse: boolean): { spouseHalf: bigint; estate: bigint } {
  const both = fenOf(common, 'common');
  if (!hasSpouse && both > 0n) throw new CalculationInputError('common', '0 where there is no spouse');
  // An odd fen stays with the spouse.
  const spouseHalf = (both + 1n) / 2n;
  return { spouseHalf, estate: both - spouseHalf + fenOf(own, 'own') };
}

/** Whole fen for each share that add up to the estate: what is cut off goes, fen by fen, to those who lost most. */
function amountsOf(estate: bigint, shares: readonly Share[]): bigint[] {
  const exact = shares.map(({ share }, index) => {
    const parts = estate * BigInt(share.numerator);
    const denominator = BigInt(share.denominator);
    return { index, fen: parts / denominator, lost: Number(parts % denominator) / share.denominator };
  });
  const left = Number(estate - exact.reduce((sum, { fen }) => sum + fen, 0n));
  const favoured = new Set(
    [...exact]
      .sort((a, b) => b.lost - a.lost)
      .map(({ index }) => index)
      .slice(0, shares.length === 0 ? 0 : left),
  );
  return exact.map(({ index, fen }) => (favoured.has(index) ? fen + 1n : fen));
}
