import { alwaysTurned, denies, groupClaims, rulesOf, turnedMargin } from './compare-claims.ts';
import { type Passage, textOf } from './passage.ts';
import { plainText } from './plain-text.ts';
import { readClaims, type WeighWords } from './read-claims.ts';
import { MOOD } from './thresholds.ts';
import { isTurnedInPlace } from './turned-in-place.ts';

/** 可签可不签, 也可以不: leaves open what the source may not. */
const OPEN =
  /也可以不(?!超|少|低)|可([\u4e00-\u9fff]{1,2})可不\1|可以[^,，。]{1,6}也可以[^,，。]{0,2}不|不[\u4e00-\u9fff]{1,3}也(?:行|可以)/;
const SURE = /必须|务必|一律/;
const SURE_CLAIM = /可以|有权|应当|必须|允许/;
const ANY_MUST = /应|必须|务必|须|要|得|才|只|不能|禁止|有义务/;
/** 可以超过 where the source says 不得超过. */
const OVER_LIMIT = /(?<!不)(?:可以|能)(?:超过|低于|高于|多于|少于)/;
const LIMIT = /(?:不得|不能|不可以|不应当)(?:超过|低于|高于|多于|少于)/;
/** 除了……，也可以: goes beyond what the source allows alone. */
const BEYOND = /除了?[^,，]{2,24}[,，][^,，不]{0,8}(?:也|还)?(?:可以|能)/;
const ONLY = /只能|仅限|只有/;
/** 一律 where the source has an exception. */
const WITHOUT_EXCEPTION = /一律|无一例外|任何情况下/;
const HAS_EXCEPTION = /但是|除外|例外|除了/;
const OPPOSITES: readonly (readonly [string, string])[] = [
  ['口头', '书面'],
  ['有偿', '无偿'],
];
const ANY_DENIAL = /[不无未没非]|禁止|严禁|除外|例外|拒绝|免/;

/**
 * Whether a sentence denies, forbids, allows and demands what its sources do: what stands behind 不得 there must not stand behind 可以
 * here. Claims are compared with the nearest ones of the source.
 */
export function checkMood(sentence: string, cited: readonly Passage[], weighWords: WeighWords): boolean {
  const source = plainText(cited.map(textOf).join('\n'));
  const text = plainText(sentence);
  if (isVerbatim(text, source)) return true;
  if (OPEN.test(text) && !OPEN.test(source)) return false;
  if (SURE.test(text) && !ANY_MUST.test(source)) return false;
  if (BEYOND.test(text) && ONLY.test(source) && !BEYOND.test(source)) return false;
  if (WITHOUT_EXCEPTION.test(text) && HAS_EXCEPTION.test(source) && !WITHOUT_EXCEPTION.test(source)) return false;
  if (OPPOSITES.some((pair) => isOpposite(pair, text, source) || isOpposite([pair[1], pair[0]], text, source))) return false;
  if (OVER_LIMIT.test(text) && LIMIT.test(source)) return false;
  if (isTurnedInPlace(text, source)) return false;
  const said = groupClaims(readClaims(text, weighWords));
  const stated = groupClaims(readClaims(source, weighWords));
  const rules = rulesOf(said);
  if (rules.some(denies) && !ANY_DENIAL.test(source)) return false;
  const sure = rulesOf(stated).filter((claim) => denies(claim) || SURE_CLAIM.test(claim.marker));
  if (rules.some(({ marker }) => /允许|可以/.test(marker)) && sure.length >= MOOD.onlyDenials && sure.every(denies)) return false;
  return rules.every(
    (claim) =>
      turnedMargin(claim, said, stated) <= (claim.also ? MOOD.alsoMargin : MOOD.margin) && alwaysTurned(claim, said, stated) <= MOOD.always,
  );
}

/** One word of the pair is said and not in the source, which has the other. */
function isOpposite([one, other]: readonly [string, string], text: string, source: string): boolean {
  return text.includes(one) && !text.includes(other) && source.includes(other) && !source.includes(one);
}

/** Whole sentences of the source, unchanged. */
function isVerbatim(text: string, source: string): boolean {
  const at = source.indexOf(text);
  return at === 0 || (at > 0 && /[。！？!?\n]/.test(source.charAt(at - 1)));
}
