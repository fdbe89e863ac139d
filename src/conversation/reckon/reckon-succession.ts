import type { Family } from '../../calculation/family.ts';
import { sayFraction } from '../../calculation/fraction.ts';
import { type Possessions, type Succession, successionShares } from '../../calculation/succession-shares.ts';
import { ASK_CHILDREN, ASK_PARENTS, ASK_SPOUSE, ASK_WHOSE } from './ask-family.ts';
import { readFamily } from './read-family.ts';
import { readSums } from './read-yuan.ts';
import { RECKON_WORDING } from './reckon-wording.ts';
import type { Finding, Reckoner, Reckoning } from './reckoning.ts';
import { sayMoney } from './say-money.ts';

const { succession: WORDS } = RECKON_WORDING;
const ABOUT = /去世|过世|病逝|逝世|离世|走了|没了|不在了|死|身故|病故|遗产|继承/;
/** Without a will is how it is reckoned. */
const NO_WILL = /没(?:有)?(?:留|立|写)?(?:下)?(?:任何)?遗嘱|无遗嘱/;
/** Heirs and sums for which there are other rules, or that words alone do not tell. */
const OTHERWISE =
  /遗嘱|遗赠|代位|孙|外甥|侄|继[子女父母]|后[妈爸]|养[子女父母]|收养|非婚|私生|离婚|再婚|二婚|改嫁|前[妻夫]|放弃|债|欠|贷|抚恤|工亡|赔偿|丧葬|赡养|不孝|不管|照顾|虐待|先(?:去世|走|死)|胎儿|怀|肚子|儿媳|女婿|失踪|公证|过户|保险/;
const ASKS_SUM = /怎么分|咋分|如何分|各(?:分|得|拿)?.{0,3}多少|分(?:到|得)?多少|(?:能|可以)分|每人|分几/;
const ASKS_SHARE = /各(?:占|分|得|有)?.{0,4}(?:多少|几)|几分之几|多少份|几成|占多少|份额(?:是|各)?多少/;

/**
 * Shares of an estate without a will (法定继承份额). Whether a sum was the couple's or the dead person's own is never assumed: where it
 * is not said, both are reckoned and asked for.
 */
export const reckonSuccession: Reckoner = (said) => {
  const text = said.replace(NO_WILL, '');
  if (!ABOUT.test(text) || OTHERWISE.test(text)) return null;
  const sums = readSums(text);
  if (sums.length > 1 || !(sums.length === 1 ? ASKS_SUM : ASKS_SHARE).test(text)) return null;
  const family = readFamily(text);
  // Who names nobody asks what the law says.
  if (family === null || (family.hasSpouse === null && family.children === null)) return null;
  const { hasSpouse, children, parents } = family;
  if (children === null) return { finding: null, ask: ASK_CHILDREN };
  if (hasSpouse === null) return { finding: null, ask: ASK_SPOUSE };
  if (children === 0 && parents === null) return { finding: null, ask: ASK_PARENTS };
  if (!hasSpouse && children === 0 && parents === 0) return null;
  const left = { ...NOBODY, hasSpouse, children: Array.from({ length: children }, () => CHILD), parents: parents ?? 0 };
  const notes = [WORDS.assumed, ...(parents === null ? [WORDS.noParents] : [])];
  return divideEstate(left, sums[0] ?? null, readWhose(text), notes);
};

function divideEstate(family: Family, sum: number | null, whose: 'common' | 'own' | null, notes: readonly string[]): Reckoning {
  const owned = family.hasSpouse ? whose : 'own';
  const settled = sum === null || owned !== null;
  const shares = successionShares(family, sum === null || owned === null ? null : possess(sum, owned));
  const finding: Finding = {
    result: sum === null ? sayShares(shares, family.hasSpouse) : owned === null ? sayBoth(family, sum) : [saySums(shares)],
    rule: WORDS.rule,
    basis: shares.basis,
    working: shares.working,
    notes: [...notes, ...shares.notes],
  };
  return { finding, ask: settled ? null : ASK_WHOSE };
}

/** The sum as all of it the dead person's own, and as all of it the couple's. */
function sayBoth(family: Family, sum: number): string[] {
  const own = successionShares(family, possess(sum, 'own'));
  const common = successionShares(family, possess(sum, 'common'));
  return [
    WORDS.ifOwn(sayMoney(sum), saySums(own)),
    WORDS.ifCommon(sayMoney(common.spouseHalf ?? 0), sayMoney(common.estate ?? 0), saySums(common)),
  ];
}

function saySums({ heirs }: Succession): string {
  const [first] = heirs;
  if (heirs.length === 1 && first) return WORDS.alone(first.who);
  const amounts = heirs.map(({ amount }) => amount ?? 0);
  const isEven = Math.min(...amounts) === Math.max(...amounts);
  return WORDS.each(heirs.length, `${isEven ? '' : '大约'}${sayMoney(Math.max(...amounts))}`);
}

function sayShares({ heirs }: Succession, hasSpouse: boolean): string[] {
  const [first] = heirs;
  const each = first && heirs.length > 1 ? WORDS.eachShare(heirs.length, sayFraction(first.share)) : WORDS.alone(first?.who ?? '');
  return [each, ...(hasSpouse ? [WORDS.halfFirst] : [])];
}

function possess(sum: number, whose: 'common' | 'own'): Possessions {
  return whose === 'common' ? { common: sum, own: 0 } : { common: 0, own: sum };
}

function readWhose(text: string): 'common' | 'own' | null {
  if (/不是(?:夫妻)?共同|个人财产|婚前|(?:他|她|老人|去世的人)(?:自己|个人)的/.test(text)) return 'own';
  return /共同(?:财产|存款|的)|夫妻(?:共有|共同|俩|两人)|婚后/.test(text) ? 'common' : null;
}

const CHILD = { isAlive: true, children: [] } as const;
const NOBODY: Family = { hasSpouse: false, children: [], unborn: 0, parents: 0, supportingInLaws: 0, siblings: [], grandparents: 0 };
