import type { Claim, WeighedWord } from './read-claims.ts';
import { MOOD } from './thresholds.ts';

/** Modal words that leave no doubt; 要, 得 and 能 are said of much else. */
const SURE_MUST = /应当|应该|必须|务必|一律/;
const SURE_MAY = /可以|有权|允许|准许/;
/** What the other side does about a duty: 应当赔偿 and 可以要求赔偿 are one rule. */
const ASKS = /^(?:要求|找|让|向|去|起诉|追偿|投诉|申请|通知|报警|选择|拿|再|请)$/;
/** Verbs by which a rule without 应当 or 可以 says what happens. */
const PREDICATES = new Set(
  '有效 承担 赔偿 影响 适用 继承 丧失 保护 支持 算 属于 收费 处罚 放弃 归还 支付 限制 停止 补偿 登记 补办 离婚 赡养 撤销 解除 转让 公开 维修 保留 判决'.split(
    ' ',
  ),
);

/** Verbs that say what is the law; with 不 before any other a clause that others follow only says what somebody does. */
const RULING = /^(?:算|属于|承担|负|影响|有效|适用|成立|丧失|产生|看|查看|支持|保护)/;

export const denies = ({ mood }: Claim) => mood === 'not' || mood === 'free';

/** 不付, 不履行: what is not done, not what may not be done. 没付 says less. */
const deniesSoftly = ({ mood, marker }: Claim) => mood === 'fact' && marker.startsWith('不');

/** Claims of a text with what every comparison needs of them. */
export interface Claims {
  readonly all: readonly Claim[];
  /** Words of each unit and of each clause. */
  readonly units: ReadonlyMap<number, Bag>;
  readonly clauses: ReadonlyMap<number, Bag>;
  /** Clauses in which some word sets a mood. */
  readonly marked: ReadonlySet<number>;
}

type Bag = ReadonlyMap<string, number>;

export function groupClaims(all: readonly Claim[]): Claims {
  const bags = (key: (claim: Claim) => number) => {
    const map = new Map<number, Map<string, number>>();
    for (const claim of all) {
      const bag = map.get(key(claim)) ?? new Map<string, number>();
      for (const { word, weight } of claim.words) bag.set(word, weight);
      map.set(key(claim), bag);
    }
    return map;
  };
  const marked = new Set(all.filter(({ marker }) => marker !== '').map(({ clause }) => clause));
  return { all, units: bags(({ unit }) => unit), clauses: bags(({ clause }) => clause), marked };
}

/** The claims that say a rule: no conditions, no facts; of what has no modal word only the last of its unit. */
export function rulesOf({ all, marked }: Claims): Claim[] {
  const last = new Map(all.map(({ unit, clause }) => [unit, clause]));
  return all.filter((claim) => {
    if (claim.condition || claim.mood === 'fact' || (claim.mood === 'may' && claim.words[0]?.word === '证明')) return false;
    const isLast = last.get(claim.unit) === claim.clause;
    if (claim.marker === '') return !marked.has(claim.clause) && isLast;
    return claim.words.length > 0 && (claim.marker !== '不' || isLast || RULING.test(claim.words[0]?.word ?? ''));
  });
}

/**
 * By how much the nearest claim of the source with another mood is nearer than the nearest with the same, -1 to about 1: nearness is
 * words in common of the sentences, of the clauses and of what is done.
 */
export function turnedMargin(claim: Claim, said: Claims, stated: Claims): number {
  let same = 0;
  let other = 0;
  for (const rule of stated.all) {
    if (rule.condition || (rule.mood === 'fact' && !(denies(claim) && deniesSoftly(rule))) || isOtherException(rule, said, stated))
      continue;
    if (claim.marker !== '' && rule.marker === '' && stated.marked.has(rule.clause)) continue;
    const near =
      MOOD.unit * contained(said.units.get(claim.unit), stated.units.get(rule.unit)) +
      MOOD.clause * dice(said.clauses.get(claim.clause), stated.clauses.get(rule.clause)) +
      MOOD.head * headLikeness(claim, rule);
    const fits = compatibility(claim, rule);
    same = Math.max(same, near * fits);
    other = Math.max(other, near * (1 - fits));
  }
  return other - same - (claim.marker === '' ? MOOD.plainMargin : 0);
}

/**
 * What is done is said in the source always with another mood, never with this one: the rarity of the words of which that holds, less
 * that of those of which it does not.
 */
export function alwaysTurned(claim: Claim, said: Claims, stated: Claims): number {
  const rules = stated.all.filter(
    (rule) => (rule.mood !== 'fact' || (denies(claim) && deniesSoftly(rule))) && !isOtherException(rule, said, stated),
  );
  const heads = headsOf(claim).map(({ word, weight }, position) => {
    const uses = rules.flatMap((rule): Use[] => {
      const at = rule.words.findIndex((one) => one.word === word);
      return at < 0 ? [] : [{ rule, at }];
    });
    return { uses, position, value: weight < MOOD.common ? 0 : weight * MOOD.decay ** position };
  });
  const sum = (vote: (uses: readonly Use[], position: number) => number) =>
    heads.reduce((total, { uses, position, value }) => total + value * vote(uses, position), 0);
  const asks = ASKS.test(claim.words[0]?.word ?? '');
  return Math.max(
    sum((uses) => voteOnDenial(claim, uses)),
    sum((uses, position) => (asks && position > 0 ? 0 : voteOnDuty(claim, uses))),
  );
}

/** A word of the source, with its place behind the marker. */
interface Use {
  readonly rule: Claim;
  readonly at: number;
}

/** The words that say what is done. */
function headsOf({ mood, marker, words }: Claim): readonly WeighedWord[] {
  const sure = mood === 'not' || mood === 'free' || SURE_MUST.test(marker) || SURE_MAY.test(marker);
  return sure ? words.slice(0, MOOD.heads) : words.filter(({ word }) => PREDICATES.has(word)).slice(-1);
}

/** 1 where the source denies what is affirmed here, or the other way round, and nowhere says the same; -1 where it says the same; 0 where it says nothing. */
function voteOnDenial(claim: Claim, uses: readonly Use[]): number {
  const no = uses.some(({ rule, at }) => (denies(rule) || rule.mood === 'fact') && (denies(claim) || at < MOOD.near));
  const yes = uses.some(({ rule }) => !denies(rule) && rule.mood !== 'fact' && !rule.condition);
  if (no === yes) return no ? -1 : 0;
  return no === denies(claim) ? -1 : 1;
}

/** The same for 应当 and 可以. */
function voteOnDuty({ marker }: Claim, uses: readonly Use[]): number {
  const near = uses.filter(({ at }) => at < MOOD.near);
  const musts = near.some(({ rule }) => rule.mood === 'must' && SURE_MUST.test(rule.marker));
  const mays = near.some(({ rule }) => rule.mood === 'may');
  if (musts === mays) return 0;
  if (SURE_MUST.test(marker)) return mays ? 1 : -1;
  return SURE_MAY.test(marker) && !marker.endsWith('要') ? (musts ? 1 : -1) : 0;
}

/** An exception of whose conditions the sentence does not speak. */
function isOtherException(rule: Claim, said: Claims, stated: Claims): boolean {
  if (!rule.exception) return false;
  const conditions = stated.all.filter(({ unit, condition }) => unit === rule.unit && condition).flatMap(({ words }) => words);
  const spoken = new Set(said.all.flatMap(({ words }) => words.map(({ word }) => word)));
  return conditions.length > 0 && !conditions.some(({ word, weight }) => weight >= MOOD.rare && spoken.has(word));
}

/** 1 for the same mood, 0 for its contrary. */
function compatibility(said: Claim, stated: Claim): number {
  if (denies(said) && (stated.mood === 'fact' || (stated.exception && !denies(stated)))) return 1;
  if (denies(said) !== denies(stated)) return 0;
  if (said.mood === 'may' && stated.mood === 'must' && SURE_MUST.test(stated.marker)) {
    return ASKS.test(said.words[0]?.word ?? '') || said.marker.endsWith('要') ? 1 : 0.5;
  }
  if (said.mood === 'must' && stated.mood === 'may') return SURE_MUST.test(said.marker) ? 0.3 : 0.7;
  return 1;
}

/** Words in common of what is done, the nearest to the marker counting most. */
function headLikeness(claim: Claim, rule: Claim): number {
  const places = new Map(inOrder(rule).map(({ word }, index) => [word, index]));
  let common = 0;
  let total = 0;
  for (const [index, { word, weight }] of inOrder(claim).slice(0, 5).entries()) {
    const value = weight * MOOD.decay ** index;
    total += value;
    const place = places.get(word);
    if (place !== undefined) common += value * Math.max(0.4, 0.85 ** place);
  }
  return total === 0 ? 0 : common / total;
}

/** Behind a marker the verb stands first, without one last. */
function inOrder({ marker, words }: Claim): readonly WeighedWord[] {
  return marker === '' ? [...words].reverse() : words;
}

function contained(wanted: Bag = new Map(), given: Bag = new Map()): number {
  return common(wanted, given) / (total(wanted) || 1);
}

function dice(a: Bag = new Map(), b: Bag = new Map()): number {
  return (2 * common(a, b)) / (total(a) + total(b) || 1);
}

function common(a: Bag, b: Bag): number {
  return [...a].reduce((sum, [word, weight]) => (b.has(word) ? sum + weight : sum), 0);
}

function total(bag: Bag): number {
  return [...bag.values()].reduce((sum, weight) => sum + weight, 0);
}
