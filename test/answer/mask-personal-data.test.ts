import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskPersonalData } from '../../src/answer/mask-personal-data.ts';

describe('maskPersonalData', () => {
  it.each([
    ['我的身份证是11010519491231002X，能查吗', '我的身份证是【身份证号】，能查吗'],
    ['身份证110105 19491231 0021', '身份证【身份证号】'],
    ['老证号130503670401001', '老证号【身份证号】'],
    ['打13800138000找我', '打【手机号】找我'],
    ['电话+86 138-0013-8000。', '电话【手机号】。'],
    ['卡号6222 0212 3456 7890 123被冻结', '卡号【银行卡号】被冻结'],
    ['卡号4000123412341234', '卡号【银行卡号】'],
    ['发到zhang.san@example.com.cn可以', '发到【邮箱】可以'],
    ['我叫张三，住在杭州市西湖区文三路12号3单元401室，房东不退押金', '我叫【姓名】，住在【住址】，房东不退押金'],
    ['我叫张三，住在浙江省杭州市西湖区某某街道文三路12号3单元401室，房东不退押金', '我叫【姓名】，住在【住址】，房东不退押金'],
    ['李小红 北京市海淀区中关村大街5号', '【姓名】 【住址】'],
    ['朝阳区建国路88号2栋1201室的王建国欠我钱', '【住址】的【姓名】欠我钱'],
    ['手机 一三八零零一三八零零零，骗我', '手机 【手机号】，骗我'],
    ['座机0571-80000246找我', '座机【手机号】找我'],
    ['护照E00000417，能离婚吗', '护照【证件号】，能离婚吗'],
    ['病历号2300417，开错药', '病历号【证件号】，开错药'],
    ['住清塘路88弄3号602室，要离婚', '住【住址】，要离婚'],
    ['13800138000和13900139000', '【手机号】和【手机号】'],
  ])('masks in %j what is personal', (text, masked) => {
    expect(maskPersonalData(text)).toBe(masked);
  });

  it.each([
    '统一社会信用代码91330106MA2H0ABC1X',
    '统一社会信用代码911101085620876543',
    '社会团体代码513301067735123456',
    '民法典第1079条怎么说',
    '拨打12348或者110',
    '我家在西湖区，楼上漏水怎么办',
    '公司地址在文三路12号，欠薪怎么投诉',
    '一三五单号限行要罚款吗',
    '病历丢了3年怎么办',
    '社保断缴2019年到2020年怎么补',
    '欠款123456789012元',
    '2021年1月1日施行',
    '离婚后孩子归谁',
    '合同编号20230515001234',
  ])('leaves %j as it is', (text) => {
    expect(maskPersonalData(text)).toBe(text);
  });

  it('finds a mobile number between any Chinese words, and masks nothing twice', () => {
    const words = fc
      .array(fc.constantFrom('我', '老板', '欠钱', '，', '。', '离婚', '的'), { maxLength: 8 })
      .map((parts) => parts.join(''));
    const number = fc.tuple(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 0, max: 999_999_999 }));
    fc.assert(
      fc.property(words, number, words, (before, [second, rest], after) => {
        const mobile = `1${second}${String(rest).padStart(9, '0')}`;
        const masked = maskPersonalData(`${before}${mobile}${after}`);
        expect(masked).toBe(`${before}【手机号】${after}`);
        expect(maskPersonalData(masked)).toBe(masked);
      }),
    );
  });

  it.each(['区', '省市', '王小明 市', '住在县', '路一号', '镇的王'])(
    'takes little time for a question that says nothing but %s',
    (word) => {
      const started = performance.now();
      maskPersonalData(word.repeat(Math.ceil(500 / word.length)));
      expect(performance.now() - started).toBeLessThan(1_000);
    },
  );

  it('takes little time for long texts of digits and names', () => {
    const started = performance.now();
    maskPersonalData(`${'1 2-3'.repeat(2_000)}${'王小明住'.repeat(1_000)}${'路街号'.repeat(1_000)}`);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
