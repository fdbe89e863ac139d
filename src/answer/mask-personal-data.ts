/** What stands in the place of personal data. */
const MASKS = {
  id: '【身份证号】',
  phone: '【手机号】',
  card: '【银行卡号】',
  document: '【证件号】',
  mail: '【邮箱】',
  name: '【姓名】',
  address: '【住址】',
} as const;

const ID = /(?<!\d)[1-9]\d{5}[ -]?(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])[ -]?\d{3}[\dXx](?![\dA-Za-z])/g;
/** The form of before 1999, of 15 digits. */
const OLD_ID = /(?<!\d)[1-9]\d{7}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}(?!\d)/g;
const PHONE = /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)/g;
/** A landline with its area code; short hotlines have none. */
const LANDLINE = /(?<![\d-])0\d{2,3}-\d{7,8}(?!\d)/g;
const CARD = /(?<![\dA-Za-z])\d{4}(?:[- ]?\d{4}){3}(?:[- ]?\d{1,3})?(?![\dA-Za-z])/g;
/** A mobile telephone in Chinese numerals. */
const SPOKEN_PHONE =
  /(?<![零〇○一二三四五六七八九两幺])[一幺][三四五六七八九](?:[- ]?[零〇○一二三四五六七八九幺]){9}(?![零〇○一二三四五六七八九幺])/g;
/** Passports and the numbers that hospitals and insurers give a person. */
const DOCUMENT =
  /(?<=(?:护照|通行证|医保|社保|病历|门诊|住院|学籍|驾驶?证|军官证)(?:卡|证)?(?:号码?)?\s*(?:是|[:：])?\s*)[A-Za-z]{0,2}\d[\dA-Za-z]{5,17}(?![\dA-Za-z])/g;
const MAIL = /[\w.%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g;
const SURNAME =
  '[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗方俞任袁柳史唐薛雷贺倪汤滕罗毕郝邬安常于傅康伍余顾孟黄穆萧尹姚邵汪祁毛狄米贝明臧戴谈宋庞熊纪舒屈项祝董梁杜阮蓝闵席季贾江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万柯卢莫房解应丁宣邓洪包左石崔吉龚程邢裴陆荣翁荀甄封储靳段焦谷车侯全甘武符刘景龙叶司韶黎薄印宿白蒲邰赖卓池乔阴闻翟谭申冉桑桂牛边尚温庄晏柴瞿阎慕连习艾容向古易廖衡步耿满匡文寇欧师巩聂晁敖冷辛饶曾沙丰关查荆红游盖益桓公]';
const NAME = `${SURNAME}[\\u4e00-\\u9fff]{1,2}`;
/** At most three districts, one within the other, and what stands between them and the street; without an end to them, fifty times 区 would take seconds. */
const ADDRESS =
  '(?:[\\u4e00-\\u9fff]{2,7}(?:省|市|自治区|区|县|镇|乡|街道)){0,3}[\\u4e00-\\u9fff]{1,8}?(?:路|街|巷|弄|大道|大街|村|社区|小区|花园|公寓|新村|苑)[\\d一二三四五六七八九十号弄幢栋单元楼室组座-]*[\\d一二三四五六七八九十]+(?:号|室|幢|栋|楼|组|单元|座)(?:[\\d一二三四五六七八九十]+(?:号|室|幢|栋|楼|组|单元|座))*';
const INTRODUCED = new RegExp(
  `(?<=(?:我叫|本人叫?|姓名(?:是|[:：])?|名字(?:叫|是|[:：])?)\\s*)(?:${NAME})(?=[,，。、；;\\s]|住|家|现|电|手|身|今|$)`,
  'g',
);
/** Where somebody lives; the address of a company is no person's. */
const LIVES = new RegExp(`(?<=(?:住在?|住址(?:是|[:：])?|家(?:庭地址)?在|家住|我家在?|地址(?:是|[:：])\\s?)\\s*)(?!在)(?:${ADDRESS})`, 'g');
const NAME_AT = new RegExp(`(?<![\\u4e00-\\u9fff])(${NAME})([\\s,，]+)(?:${ADDRESS})`, 'g');
const NAME_OF = new RegExp(`(?:${ADDRESS})(的)(${NAME})(?=欠|借|打|骗|是|说|把|在|[,，。\\s]|$)`, 'g');

/**
 * Personal data made unreadable: ID numbers, mobile telephones, bank cards, passports, e-mail addresses, and names and addresses where they
 * tell of a person. A unified social credit code (USCC) is no personal data and stays. Pure.
 */
export function maskPersonalData(text: string): string {
  return text
    .replace(ID, MASKS.id)
    .replace(OLD_ID, MASKS.id)
    .replace(PHONE, MASKS.phone)
    .replace(LANDLINE, MASKS.phone)
    .replace(CARD, (found, at: number) => (isCard(found, text.slice(0, at)) ? MASKS.card : found))
    .replace(SPOKEN_PHONE, MASKS.phone)
    .replace(DOCUMENT, MASKS.document)
    .replace(MAIL, MASKS.mail)
    .replace(INTRODUCED, MASKS.name)
    .replace(NAME_AT, `${MASKS.name}$2${MASKS.address}`)
    .replace(NAME_OF, `${MASKS.address}$1${MASKS.name}`)
    .replace(LIVES, MASKS.address);
}

/** 16 to 19 digits that are called a card, or whose last digit fits (Luhn); behind 代码 stands an organisation's code. */
function isCard(found: string, before: string): boolean {
  if (/(?:代码|编号|单号|订单号?|案号)[:：是\s]*$/.test(before)) return false;
  if (/(?:卡|账号|账户|帐号)[^，。]{0,4}$/.test(before)) return true;
  const digits = [...found.replace(/\D/g, '')].reverse().map(Number);
  const sum = digits.reduce((total, digit, place) => total + (place % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)), 0);
  return sum % 10 === 0;
}
