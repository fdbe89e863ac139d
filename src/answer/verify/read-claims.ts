import { plainText } from './plain-text.ts';
import { inStatuteWords, statuteWord } from './same-words.ts';

/** How a verb is said: 应当 (must), 可以 (may), 不得 (not), 无需 (free), 没有 (something did not happen: no rule), or plainly. */
type Mood = 'must' | 'may' | 'plain' | 'not' | 'free' | 'fact';

/** The words that one 应当, 可以, 不得 … governs, or those of a clause that none does. */
export interface Claim {
  /** Which sentence or part between semicolons it stands in, and which clause between commas. */
  readonly unit: number;
  readonly clause: number;
  readonly mood: Mood;
  /** The word that sets the mood, '' for none. */
  readonly marker: string;
  /** It says when a rule applies (……的, 如果……), not what it says. */
  readonly condition: boolean;
  /** It stands in an exception (但……除外): words of which the sentence must speak for it to count. */
  readonly exception: boolean;
  /** 也 stands before it: it is said in spite of something. */
  readonly also: boolean;
  /** In order: behind a marker the first says what is done. */
  readonly words: readonly WeighedWord[];
}

export interface WeighedWord {
  readonly word: string;
  readonly weight: number;
}

/** Cuts a text into the words that carry meaning, each with its rarity. */
export type WeighWords = (text: string) => readonly WeighedWord[];

/** Words with 不, 无, 没 … in them that deny nothing, or whose denial is no rule. */
const NO_DENIAL =
  /不动产|不当得利|不可抗力|无因管理|非婚生|未成年|没成年|不定期|无固定期限|无理由|无行为能力|无民事行为能力|没有民事行为能力|无偿|非法|未婚|不良|不仅|不但|不管|不论|无论|不然|不过(?!多)|不一定|非营利|非因工|不合格|不少于|不低于|不高于|不超过|不得超过|不能超过|不得低于|不能低于|不满|不到(?=[\d一二两三四五六七八九十半])|未满|没满|不足|不合理|不公平|不公正|不幸|不断|不久|不法|不同(?!意)|不明显?|不清楚?|没有?(?:说清|约定|约清|写清|讲明|说明)楚?|未约定|不成(?=[,，的。]|$)|不拢|不够|不下去|不起|不可能|不好意思|了不起|对不起|差不多|要不要|能不能|是不是|会不会|除非|没收|能力|可能|功能|性能|职能|不正当|不方便|[没无]权处分|无处分权|没有处分权|禁止(?=[^,，。应可]{1,6}的)|(?:不能|不得|不可以|不会)比[^,，。]{1,14}[低高少多差]/g;
const MARKERS: readonly (readonly [pattern: string, mood: Mood])[] = [
  ['可以不(?=[^可])|不用|不必|无需|无须|不需要|不需|不须|用不着|没必要|没有必要|没有?义务|不受(?=[^理到])', 'free'],
  ['不应当|不应该|不得|不能够?|不可以|不可|不许|不准|不应|不该|禁止|严禁|不允许|无权|没权|没有权利?|没资格|不让', 'not'],
  ['没有(?!权|义务|效力)|没(?!权|义务|收)|未(?!来)', 'fact'],
  [
    '不再|不会|不予|并非|并不|拒绝|停止(?=享受|发放|支付|履行)|免(?=收|除|于|交|缴|予)|不(?=授予|批准|许可|受理|登记|承担|负|算|属|影响|适用|有效|收|产生|发生|支持|保护|赔|一样|生效|成立|丧失|停止|准|考虑|核查|追究|处罚|推定|发|受|看|有|是)',
    'not',
  ],
  ['不给|不是(?=[^,，。]*[?？])|无法|没法|无|非|不|别(?=[再去让给想])', 'fact'],
  [
    '应当|应该|必须|务必|有义务|有责任|一律|只能|需要|须|应(?!用|付|急|收|缴|对|得)|得(?=先|按|提前|给|赔|把|经|负|自己|还|由|重新|通知|签|书面|年满)|(?<![主重必首想只索不需])要(?![求是么素点约件紧害闻])',
    'must',
  ],
  ['可以|有权|允许|能够|能|可(?![能怜靠])', 'may'],
];
const MARKER = new RegExp(MARKERS.map(([pattern], index) => `(?<m${index}>${pattern})`).join('|'), 'g');
/** Bare 不, 没, 未 … in a condition are facts, no rules. */
const RULE = /应|必须|务必|义务|责任|须|只能|可以|有权|无权|不得|不能|不可|不许|不准|禁止|严禁|不用|不必|无需|不需|允许|准许/;
/** Said as one word where denial is part of the word. */
const AS_DENIAL: readonly (readonly [pattern: RegExp, text: string])[] = [
  [/无效|作废|没有?效力|不(?:发生|产生)效力|失效|不算数|没用了/g, '不有效'],
  [/效力不受(?:这个|该)?[^,，。]{0,6}影响|不影响[^,，。]{0,6}效力/g, '有效'],
  [/有效力|照样有效|管用/g, '有效'],
  [/还回去|(?<=不用|不必|无需|应当|必须|可以|不|要|得)还(?=[给回])|(?<![归偿])还$/g, '归还'],
  [/无理由退/g, '退'],
  [/^(.{2,})是(?:允许|许可|合法|可以)的$/g, '允许$1'],
  [/(?:侵权|民事|赔偿|违约)责任|(?<=承担)(?:相应的?)?责任/g, '赔偿'],
  [/在[^,，]{1,14}?(?:之内|以内|内|之后|后|之前|前|期间)(?=[\u4e00-\u9fff])/g, ''],
  [/(?<=视为|当作?|算)接受/g, '不放弃'],
  [/免费|不收钱|不要钱/g, '不收费'],
  [/^(.{2,})(?:是|属于|都)(?:违法|犯法|不合法)的?$/g, '禁止$1'],
  [/(?<!承)担责(?!任)/g, '承担'],
];
const CONDITION_END = /(?:的|时|的时候|之前|以前|之后|以后|期间|情形|情况|后)$/;
const CONDITION_START = /^(?:如果|要是|只要|因为|由于|为了|凡是?|除了?|就算|即使|哪怕|倘若|假如|对|按|依照?|根据|遇到|碰到|当)/;

/** Inside a clause: what stands before is when the rule applies, what stands behind is the rule. */
const RULE_AFTER = /的(?=(?:都|也|就)?(?:应当|应该|必须|可以|不得|不能|不可|无权|有权|不用|无需|不必|要(?!求)))/g;
const RULE_BEFORE = /(?<=[^,，]{2})(?<![成造高])就(?![业是算])|(?<=[^,，]{2})(?<![人刚])才(?![能产])/g;
/** 没有依据的处罚: the fact ends with 的. */
const FACT_ENDS = /(?<=(?:^|[,，])[^,，]{0,3})(?:没有?|未)[^,，。的]{1,8}的(?=[^,，。])/g;
const EXCEPTION = /^(?:但是?|不过|除非)[,，]?.{0,6}证明|除外|例外|不在此限/;
const RULE_BEGINS = /^[就才]/;

/** Reads what a text claims, clause by clause. */
export function readClaims(text: string, weighWords: WeighWords): Claim[] {
  let clause = 0;
  return plainText(text)
    .split(/[。;!?；！？\n]|(?<=[,，])(?=但是?|不过|而|除非)/)
    .flatMap((unit, index) => {
      const clauses = unit
        .replace(/[(][^)]*第[^)]*条[^)]*[)]/g, '')
        .replace(RULE_AFTER, '$&,')
        .replace(FACT_ENDS, '$&,')
        .replace(RULE_BEFORE, ',$&')
        .split(/[,，:：]/)
        .filter((part) => part !== '');
      const lastCondition = clauses.findLastIndex((part, position) => position < clauses.length - 1 && CONDITION_END.test(part));
      return clauses.flatMap((part, position) => {
        const starts = CONDITION_START.test(part) || (/^(?:要(?!求)|想)/.test(part) && !RULE.test(part));
        const condition =
          position < clauses.length - 1 &&
          (RULE_BEGINS.test(clauses[position + 1] ?? '') || starts || (position <= lastCondition && !RULE.test(part)));
        clause += 1;
        return claimsOfClause(
          part,
          {
            unit: index,
            clause,
            exception: EXCEPTION.test(unit),
            condition: condition || (position <= lastCondition && CONDITION_END.test(part)),
          },
          weighWords,
        );
      });
    });
}

function claimsOfClause(raw: string, place: Pick<Claim, 'unit' | 'clause' | 'condition' | 'exception'>, weighWords: WeighWords): Claim[] {
  const denied = AS_DENIAL.reduce((said, [pattern, plain]) => said.replace(pattern, plain), raw);
  const text = inStatuteWords(denied.replace(NO_DENIAL, (word) => word.replace(/[不无没未非能可禁]/g, '□')));
  const claims: Claim[] = [];
  let start = 0;
  let current: { mood: Mood; marker: string } = { mood: 'plain', marker: '' };
  const close = (end: number) => {
    const words = weighWords(text.slice(start, end).replaceAll('□', '')).map(({ word, weight }) => ({ word: statuteWord(word), weight }));
    if (words.length > 0 || current.marker !== '')
      claims.push({
        ...place,
        ...current,
        also:
          /(?<![谁么哪])也[^,，]{0,2}$/.test(text.slice(0, start - current.marker.length)) ||
          (current.marker === '' && text.includes('也')),
        words,
      });
  };
  for (const match of text.matchAll(MARKER)) {
    close(match.index);
    const mood = MARKERS[MARKERS.findIndex((_, index) => match.groups?.[`m${index}`] !== undefined)]?.[1] ?? 'plain';
    const adjacent = match.index === start;
    current = { mood: joined(current, mood, adjacent), marker: adjacent ? current.marker + match[0] : match[0] };
    start = match.index + match[0].length;
  }
  close(text.length);
  return claims;
}

/** Markers side by side make one: 应当不 denies, 不得不 obliges. */
function joined(before: { readonly mood: Mood; readonly marker: string }, mood: Mood, adjacent: boolean): Mood {
  if (!adjacent || before.marker === '') return mood;
  const denies = (one: Mood) => one === 'not' || one === 'free';
  if (denies(before.mood) && denies(mood)) return 'must';
  if (denies(before.mood) || denies(mood)) return 'not';
  return before.mood === 'may' || mood === 'may' ? 'may' : mood;
}
