/** Words by which something is asked. */
export const QUESTION =
  /吗|呢$|怎么|怎样|咋|如何|能否|可否|是否|多少|多久|多长|多大|几[天年月个次倍成条种]|什么|啥|哪|谁|为何|凭什么|([\u4e00-\u9fff])不\1|可不可以|应不应该|合不合[法理]|有没有(?!签|给|交|打|写|去|说|拿|领|买)/;
/** The same words where they ask nothing (没几天, 什么都没有, 不知道怎么). */
export const TELLS =
  /[什么谁啥哪怎样里儿]{1,4}[^,]{0,4}(?:都|也)[^,]{0,6}|没.{0,3}(?:什么|啥|怎么|多久|多少|几[天年月个次])|不(?:怎么|管|论)|无论|好几|十几|几十|不知(?:道)?(?:怎么|为什么|什么时候|是谁|哪)|谁知道?|哪知道?|怎么回事就|动不动|要不[是然]|时不时|差不多|怎么劝|多少有点|(?:问.{0,3}|^)几[个件点句](?:小?事|问题|情况|方面)/g;
/** What others asked or said is part of the story. */
export const REPORTED =
  /^(?:我|我们)?(?:后来|当时|就|也|又|去|一)*(?:问|催|找|打电话问|发微信问)(?:了|过|着)?(?:他|她|它|他们|对方|老板|公司|房东|物业|医院|学校|领导|人事|卖家|客服|平台)|^(?:他|她|人家|对方|老板|公司|房东|物业|人事|客服|卖家|医院|学校|法院|律师|中介|警察|家里人?|婆婆|公公|亲戚|朋友|别人|有人)(?:们|还|就|却|又|也|都|一直|总|反)*(?:说|讲|问|告诉我|回复|解释|以为|觉得|怪)/;
/** What people put before a question (我现在就想问一下, 请问, 还有就是). */
export const LEAD =
  /^(?:(?:(?:那么?|还有(?:就是)?|另外|再(?:就是)?|以及|然后|最后|其次|首先|而且|所以|现在|就是|主要)*(?:我|我们|本人)?(?:现在|就|只|还|也|主要|特别|很|替(?:他|她|他们|家人|朋友)|帮(?:他|她|他们|家人|朋友))*(?:想|要|想要|需要)?(?:请问|请教|咨询|问问|问|知道|了解|搞清楚|弄清楚|搞明白|弄明白|确认)(?:一?下|一?句|您|你|大家|律师)*(?:的是|的问题是)?|麻烦(?:再)?问一?下|求问|想问|那么?|还有(?:就是|一点)?|另外|以及|再就是|然后|最后|其次|首先|而且)[,:: ]*)+/;
/** A condition belongs to what is asked of it. */
export const CONDITION = /^(?:如果|要是|假如|假设|万一|就算|即使|哪怕|倘若|若是?)/;
/** Questions without a subject are about what was said just before (能分吗, 是真的吗). */
export const NO_SUBJECT =
  /^(?:能|可以|可不可以|会|该|要|算|是不是|是否|怎么|咋|如何|应该|需要|多少|多久|合法|违法|合理|行不行|有没有|这|那|对吗|是真|属于)/;
/** Whole questions for help at large (我该怎么办), which any answer meets. */
export const AT_LARGE =
  /^(?:我们?|现在|到底|究竟|面对|接?下来|这[种样个件]?|那|情况|样|事情?|时候|一步|应?该|可以|能|要|的话|,|都|还|想|知道|有|没有|什么|啥|办法|好|建议|吗|呢|怎么(?:办|做|处理|解决|维权)(?:才好|好|呢|啊)?|咋办|如何(?:是好|处理|解决|维权)?|谁能帮.{0,3}|帮帮我|(?:是不是|是)真的吗?|对吗|合理吗|行吗|有用吗|急|在线等|谢谢)+$/;
/** Asks how something is gone about; what else is asked is told by the law before the guide. */
export const PROCEDURE =
  /哪里|哪儿|[去到在]哪|[找问]谁|哪个(?:部门|单位)|材料|手续|流程|步骤|怎么(?:办理|申请|登记|投诉|举报|报案|起诉|写)|带什么/;

const NUMBERS = '一二三四五六七八九';
const CIRCLED = '①②③④⑤⑥⑦⑧⑨';
/** Marks by which things are counted: 1. 1、 ① (一) 第一, 一是. */
const COUNTERS =
  /(?<![\d.第])([1-9])[.、．:)](?!\d)|([①-⑨])|[(（]([一二三四五六七八九1-9])[)）]|(?<=^|[,，。:：;；!?？\s]|问|是|下)(?:第|其)?([一二三四五六七八九])(?:是|[、,，:：](?!\d)|个?问题[是,，:：]?)/g;

/** The text with a full stop in the place of each number, where things are counted from one on. */
export function countOff(message: string): { readonly text: string; readonly counted: boolean } {
  const found = [...message.matchAll(COUNTERS)].map(([, ...groups]) => {
    const digit = groups.find((group) => group !== undefined) ?? '';
    return NUMBERS.indexOf(digit) + 1 || CIRCLED.indexOf(digit) + 1 || Number(digit);
  });
  const first = found.indexOf(1);
  if (first < 0 || !found.slice(first).includes(2)) return { text: message, counted: false };
  return { text: message.replace(COUNTERS, '。'), counted: true };
}
