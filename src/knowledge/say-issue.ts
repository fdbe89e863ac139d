import type { z } from 'zod';

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];
const KINDS: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: 'true 或者 false',
  array: '列表，像 [甲, 乙]',
  object: '“名称: 内容”这样的几行',
  record: '“名称: 内容”这样的几行',
};
/** What a length or size is counted in. */
const UNITS: Readonly<Record<string, string>> = { string: ' 个字', array: ' 项' };

/**
 * What is wrong with a value, in Chinese for staff; the words of the schema itself go before it. For `safeParse(value, { error })`.
 */
export function sayIssue(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '没有写' : `应当是${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_union':
      return issue.input === undefined ? '没有写' : '应当是文字或者数字';
    case 'too_small':
      return issue.inclusive ? `最少 ${issue.minimum}${UNITS[issue.origin] ?? ''}` : `要大于 ${issue.minimum}`;
    case 'too_big':
      return `最多 ${issue.maximum}${UNITS[issue.origin] ?? ''}`;
    case 'unrecognized_keys':
      return `不认识的名称“${issue.keys.join('”“')}”，核对有没有写错`;
    case 'invalid_value':
      return `只能是 ${issue.values.join('、')}`;
    case 'invalid_key':
      return '这个名称的写法不对';
    default:
      return '写法不对';
  }
}
