/** Who was left behind, as far as a text in digits tells: null for what it does not say. */
export interface SaidFamily {
  readonly hasSpouse: boolean | null;
  readonly children: number | null;
  /** Parents of the one who died, alive. */
  readonly parents: number | null;
}

const DIED = '(?:去世|过世|病逝|逝世|离世|走了|没了|不在了|不在世|死了?|身故|病故)';
/** Somebody else's death before: 妈妈也早不在了. */
const GONE = `(?:[^,。;]{0,4}(?:也|早|都|先|已经?|之?前)[^,。;]{0,3}(?:${DIED}|不在)|不在了?|没了)`;
const FATHER = '(?:爸爸?|父亲|老爸|爹|公公|岳父|丈人)';
const MOTHER = '(?:妈妈?|母亲|老妈|娘|婆婆|岳母|丈母娘)';
const PARTNER = '(?:老公|丈夫|先生|老婆|妻子|太太|媳妇|爱人|老伴)';
/** Those whose heirs are told from another place: grandparents, brothers and sisters, children, uncles. */
const OTHERS = /(?:爷爷|奶奶|外公|外婆|姥姥|姥爷|哥哥?|姐姐?|弟弟?|妹妹?|儿子|女儿|孩子|叔叔?|伯伯?|舅舅?|姑姑?|阿?姨)[^,。;]{0,4}/;
const ELDER = `(?:老人|老人家|亲人|死者|被继承人|父母|爸妈|爹妈|二老|他|她|有人|${FATHER}|${MOTHER})`;

type Whose = 'partner' | 'father' | 'mother' | 'both parents' | 'elder';

/** Reads who died and who was left; null where it cannot be told who died, or two deaths make two estates of it. */
export function readFamily(text: string): SaidFamily | null {
  const rest = withoutGone(text);
  const isOne = [...rest.matchAll(new RegExp(DIED, 'g'))].length <= 1;
  const whose = isOne && !new RegExp(OTHERS.source + DIED).test(rest) ? whoDied(text) : null;
  if (whose === null) return null;
  return { hasSpouse: spouseOf(whose, text), children: childrenOf(text), parents: parentsOf(whose, text) };
}

/** The text without a spouse and parents who had gone before. */
function withoutGone(text: string): string {
  const who = `(?:老伴|配偶|爷爷奶奶|外公外婆|姥姥姥爷|爷爷|奶奶|外公|外婆|姥姥|姥爷|公婆|父母|爸妈|${FATHER}|${MOTHER})`;
  return text.replace(new RegExp(who + GONE, 'g'), '');
}

function whoDied(text: string): Whose | null {
  const died = (who: string) => new RegExp(`${who}[^,。;]{0,6}?${DIED}`).test(text);
  if (died('(?:父母|爸妈|爹妈|二老)')) return 'both parents';
  if (died(PARTNER)) return /(?:老人|爸|妈|父亲|母亲)[^,。;]{0,6}?(?:去世|过世|走了|死了?|没了)/.test(text) ? null : 'partner';
  const father = firstDeath(FATHER, text);
  const mother = firstDeath(MOTHER, text);
  if (father >= 0 && mother >= 0) return father < mother ? 'father' : 'mother';
  if (father >= 0) return 'father';
  if (mother >= 0) return 'mother';
  return new RegExp(`${ELDER}[^,。;]{0,8}${DIED}`).test(text) || /遗产|遗留|留下/.test(text) ? 'elder' : null;
}

function firstDeath(who: string, text: string): number {
  return text.search(new RegExp(`${who}[^,。;]{0,6}?${DIED}`));
}

function spouseOf(whose: Whose, text: string): boolean | null {
  if (/没有?(?:老伴|配偶)|单身|离异/.test(text)) return false;
  if (whose === 'partner' || /配偶还在/.test(text)) return true;
  if (whose === 'both parents') return false;
  const partner = whose === 'father' ? MOTHER : whose === 'mother' ? FATHER : '(?!)';
  const named = new RegExp(`${partner}|老伴|配偶|${whose === 'elder' ? '妻子|老婆|丈夫|老公|爱人|媳妇' : '(?!)'}`);
  if (!named.test(text)) return null;
  return !new RegExp(`(?:${named.source})${GONE}`).test(text);
}

const CHILD = /(\d{1,2})\s*(?:个|名|位)?\s*(?:亲生)?(孩子|子女|儿女|小孩|娃|后代|儿子|女儿|闺女|儿|女|子)(?!媳|婿|朋|人|士)/g;
const SIBLING = '(?:哥哥?|姐姐?|弟弟?|妹妹?|兄弟姐妹|兄弟|姐妹|兄妹|姐弟)';
const SIBLINGS =
  /(?:兄弟姐妹|兄妹|姐弟|姐妹|兄弟|弟兄)(?:们)?(?:一共|总共|共)?\s*(\d{1,2})\s*(?:个|人|名)|我们\s*(\d{1,2})\s*(?:个|人)|(\d{1,2})\s*(?:个)?(?:兄弟姐妹|兄妹|姐妹|姐弟|弟兄|兄弟)/;

function childrenOf(text: string): number | null {
  if (/没有?(?:孩子|子女|儿女|小孩|后代)|无子女/.test(text)) return 0;
  const besidesMe = `(\\d{1,2})\\s*个?${SIBLING}`;
  if (new RegExp(`我(?:还|只)?(?:有|和|跟)\\s*${besidesMe}`).test(text)) {
    return 1 + [...text.matchAll(new RegExp(besidesMe, 'g'))].reduce((sum, [, count]) => sum + Number(count), 0);
  }
  const counts = [...text.matchAll(CHILD)].map(([, count, who]) => ({
    count: Number(count),
    isAll: !/^(?:儿子?|女儿?|闺女|子)$/.test(who ?? ''),
  }));
  const all = counts.find(({ isAll }) => isAll);
  if (all) return all.count;
  if (counts.length > 0) return counts.reduce((sum, { count }) => sum + count, 0);
  const [, one, two, three] = SIBLINGS.exec(text) ?? [];
  const siblings = one ?? two ?? three;
  if (siblings !== undefined) return Number(siblings);
  if (new RegExp(`我(?:和|跟)我?${SIBLING}(?![、和跟姐妹弟哥])`).test(text)) return 2;
  return /独生|(?:只有|就)我(?:1个)?(?:孩子|子女|和|,|。|$)/.test(text) ? 1 : null;
}

function parentsOf(whose: Whose, text: string): number | null {
  const [, said] = /父母还在(\d)位/.exec(text) ?? [];
  if (said !== undefined) return Number(said);
  const both =
    whose === 'partner'
      ? '公婆|公公婆婆|岳父岳?母|[他她]的?(?:父母|爸妈)|父母|爸妈'
      : whose === 'elder'
        ? '父母|爸妈'
        : '爷爷奶奶|外公外婆|姥姥姥爷';
  const one =
    whose === 'partner' ? `${FATHER}|${MOTHER}` : whose === 'elder' ? '老?母亲|老?父亲|老妈|老爸' : '爷爷|奶奶|外公|外婆|姥姥|姥爷';
  for (const [who, count] of [
    [both, 2],
    [one, 1],
  ] as const) {
    if (new RegExp(who).test(text)) return new RegExp(`(?:${who})${GONE}`).test(text) ? 0 : count;
  }
  return null;
}
