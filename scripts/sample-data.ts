import { promises as fs } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { stringify } from 'csv-stringify/sync';
import { checkCharacter } from '../src/legal-case/uscc.ts';
import { runScript } from './run-script.ts';

/** The sizes of the 2020 report of 下城区. */
const SIZES = { 企业: 34_611, 个体工商户: 11_376, 部门: 53, firms: 12, streets: 8 } as const;
const INDUSTRIES = [
  '批发零售',
  '住宿餐饮',
  '信息技术',
  '商务服务',
  '科研技术',
  '文体娱乐',
  '建筑',
  '制造',
  '居民服务',
  '房地产',
  '教育',
  '卫生',
  '金融',
  '交通运输',
];
const NUMERALS = '零一二三四五六七八九';
/** Organisation code check weights (GB 11714-1997). */
const BODY_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

const command = new Command('sample-data')
  .description(
    '生成示例名册：规模同 2020 年报告（34,611 家企业、11,376 家个体户、53 个部门、12 家律所、8 个街道）。名称一看就是编的，代码能通过校验。',
  )
  .requiredOption('--out <dir>', '写到哪个文件夹')
  .addHelpText(
    'after',
    '\n例：\n  npm run sample-data -- --out sample\n  npm run import:firms -- sample/firms.csv\n  npm run import:enterprises -- sample/enterprises.csv',
  )
  .action(async ({ out }: { out: string }) => {
    await fs.mkdir(out, { recursive: true });
    const heading = ['统一社会信用代码', '名称', '类型', '街道', '行业', '联系电话', '承办律所'];
    const enterprises = [...rowsOf('企业', '91', 0), ...rowsOf('个体工商户', '92', SIZES.企业)];
    const departments = Array.from({ length: SIZES.部门 }, (_, index) => {
      const firm = firmName(index % SIZES.firms);
      return [
        code('11', SIZES.企业 + SIZES.个体工商户 + index),
        `示例部门${spell(index + 1, 2)}`,
        '部门',
        streetName(index % SIZES.streets),
        '',
        '',
        firm,
      ];
    });
    const firms = Array.from({ length: SIZES.firms }, (_, index) => [firmName(index), index < 4 ? 6000 : 3500]);
    await fs.writeFile(path.join(out, 'enterprises.csv'), stringify([heading, ...enterprises]));
    await fs.writeFile(path.join(out, 'departments.csv'), stringify([heading, ...departments]));
    await fs.writeFile(path.join(out, 'firms.csv'), stringify([['名称', '容量'], ...firms]));
    process.stdout.write(
      `${out}：enterprises.csv ${enterprises.length} 行，departments.csv ${departments.length} 行，firms.csv ${firms.length} 行\n`,
    );
  });

/** Two in three rows have a telephone, of a number range that is not given out; streets and industries are of unequal size. */
function rowsOf(kind: '企业' | '个体工商户', start: string, first: number): string[][] {
  return Array.from({ length: SIZES[kind] }, (_, index) => {
    const serial = first + index;
    const street = streetName(Math.floor(((serial * 37) % 100) ** 2 / 1250));
    const industry = INDUSTRIES[Math.floor(((serial * 53) % 1000) ** 2 / (1_000_000 / INDUSTRIES.length))] ?? '';
    const name = kind === '企业' ? `示例${spell(serial, 5)}有限公司` : `示例${spell(serial, 5)}号小店`;
    const phone = serial % 3 === 0 ? '' : `100${String(serial).padStart(8, '0')}`;
    return [code(start, serial), name, kind, street, industry, phone, ''];
  });
}

function streetName(index: number): string {
  return `示例${NUMERALS[index + 1]}街道`;
}

function firmName(index: number): string {
  return `示例${spell(index + 1, 2)}律师事务所`;
}

function spell(value: number, digits: number): string {
  return [...String(value).padStart(digits, '0')].map((digit) => NUMERALS[Number(digit)]).join('');
}

/** A valid code: kind of body, an area code that no place has, a numbered organisation code, both check characters. */
function code(start: string, serial: number): string {
  const body = `F${String(serial).padStart(7, '0')}`;
  const sum = [...body].reduce((total, character, index) => total + Number.parseInt(character, 36) * (BODY_WEIGHTS[index] ?? 0), 0);
  const check = 11 - (sum % 11);
  const first17 = `${start}999999${body}${check === 10 ? 'X' : check === 11 ? '0' : check}`;
  return first17 + checkCharacter(first17);
}

await runScript(command);
