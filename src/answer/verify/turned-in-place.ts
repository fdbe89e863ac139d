/** Words that set a mood or deny, the longest first. */
const MARKS =
  /不应当|不应该|不可以|不需要|可以不|应当不|不得|不能|不必|不用|不会|无需|无须|无权|无效|应当|应该|必须|可以|(?<!所)有权|有效|禁止|允许|没有|不|无|未|没|只能|须|应|可|要|得|能/g;
/** Characters on either side by which the same place is recognised, and fewest of both together. */
const BESIDE = 4;
const LEAST = 5;
/** Longest word in the place of another, in characters. */
const LONGEST = 4;

type Kind = 'deny' | 'must' | 'may' | 'none';

/**
 * Whether a sentence that repeats its source word for word has another 应当, 可以, 不得 or 无效 in one place, or has lost or gained
 * one: what stands on both sides is the same.
 */
export function isTurnedInPlace(sentence: string, source: string): boolean {
  return differs(sentence, source) || differs(source, sentence);
}

function differs(text: string, other: string): boolean {
  return [...text.matchAll(MARKS)].some((match) => {
    const end = match.index + match[0].length;
    const left = text.slice(Math.max(0, match.index - BESIDE), match.index);
    const right = text.slice(end, end + BESIDE);
    if (left.length + right.length < LEAST) return false;
    if ((right.length < 2 && left.length < BESIDE) || (/^[,，。;；]/.test(right) && left.length < 3)) return false;
    const there = between(left, right, other);
    return there.length > 0 && there.every((word) => isContrary(match[0], word));
  });
}

/** What stands in a text between two pieces, where they are near each other. */
function between(left: string, right: string, text: string): string[] {
  const found: string[] = [];
  for (let at = text.indexOf(left); at >= 0; at = text.indexOf(left, at + 1)) {
    const start = at + left.length;
    if (left === '' && at > 0 && !/[,，。;；：:\n]/.test(text.charAt(at - 1))) continue;
    const end = text.indexOf(right, start);
    if (end >= 0 && end - start <= LONGEST) found.push(text.slice(start, end));
    if (left === '' && at > text.length) break;
  }
  return found;
}

function isContrary(one: string, other: string): boolean {
  const [a, b] = [kindOf(one), kindOf(other)];
  if (a === null || b === null || a === b) return false;
  return a === 'deny' || b === 'deny' || (a === 'must' && b === 'may') || (a === 'may' && b === 'must');
}

/** Null for words that set no mood. */
function kindOf(word: string): Kind | null {
  if (word === '' || word === '有效') return 'none';
  if (/^(?:应当|应该|可以)?[不无未没](?:应当|应该|可以|需要|得|能|必|用|会|需|须|权|效|有)?$|^禁止$/.test(word)) return 'deny';
  if (/^(?:应当|应该|必须|只能|须|应|要|得)$/.test(word)) return 'must';
  if (/^(?:可以|有权|允许|可|能)$/.test(word)) return 'may';
  return null;
}
