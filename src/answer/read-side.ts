import type { Side } from './outcome.ts';

/** What people put before a short question about what was said last. */
const LEAD = '(?:那么?|还有|再|请问|问一?下|这个?|这个?事儿?|这件事|办(?:这个?|下来)?|一共|总共|大概|大约|一般|到底|[,，。\\s])*';
const END = '(?:呢|啊|呀|啦|吗|嘛|么|哦)?[?？。!！~～\\s]*$';

/** Whole messages that ask for one side; who says more asks something else. */
const ASKS: readonly (readonly [side: Side, words: string])[] = [
  [
    'time',
    '(?:都?(?:需?要|得|花))?等?(?:多久|多长时间|几天|多少天|几个月|多少个?工作日|什么时候(?=.*[办拿出]))(?:才?能)?(?:办(?:好|完|下来|成)?|拿到|出结果)?',
  ],
  [
    'fee',
    '(?:需?要|得)(?:[收交付花])?[费钱]|[收交付][费钱]|(?:[收要交]不[收要交]|要不要[收交付花]?)[费钱]|收多少[费钱]|费用(?:多少|怎么算|是多少)?|免费',
  ],
  [
    'materials',
    '(?:都?(?:需?要|得|该))?(?:带|准备|交|拿|提交)[些点]?(?:什么|啥|哪些)(?:材料|东西|证件|资料|证明)?|(?:需?要)?(?:什么|啥|哪些)?(?:材料|证件|资料)(?:有哪些)?',
  ],
  [
    'where',
    '(?:该|要|得|应该)?(?:(?:[去到上在找])?(?:哪里|哪儿|什么地方|哪个(?:部门|单位|地方))|[去到上在]哪|[找问]谁)[去能]?(?:办理?|申请|弄|交|找)?',
  ],
];
const PATTERNS = ASKS.map(([side, words]) => [side, new RegExp(`^${LEAD}(?:${words})${END}`)] as const);
/** How much: of what a procedure costs, or of what one may claim. */
const COSTS = new RegExp(`^${LEAD}(?:(?:需?要|得)(?:花|交|付)?|花|交|付)多少(?:钱|费用?)${END}`);
const AMOUNT = new RegExp(`^${LEAD}多少(?:钱|费用?)${END}`);

/**
 * The side of the last answer that a message asks for and nothing besides (那要多久, 收费吗, 要带什么, 去哪里办); null for any other.
 * @param about what the last answer was: a procedure, an article with one beside it, or neither; 多少钱 means the fee of a procedure
 */
export function readSide(message: string, about: 'procedure' | 'both' | 'law'): Side | null {
  if (AMOUNT.test(message)) return about === 'procedure' ? 'fee' : null;
  if (COSTS.test(message)) return about === 'law' ? null : 'fee';
  return PATTERNS.find(([, pattern]) => pattern.test(message))?.[0] ?? null;
}
