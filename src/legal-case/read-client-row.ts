import { plainPhone } from './binding.ts';
import { CLIENT_KINDS, type Client } from './client.ts';
import { isUscc, normalizeUscc } from './uscc.ts';

/** A row of a registry table: cells by the heading people gave the column. */
export type TableRow = Readonly<Record<string, string>>;

/** A client with the firm that the table names for it, or what is wrong with the row. */
export type ClientRow =
  | { readonly kind: 'client'; readonly client: Client; readonly firm: string | null }
  | { readonly kind: 'bad'; readonly problem: string };

/** Headings by which each column is known; the first one is ours. */
const COLUMNS = {
  uscc: ['统一社会信用代码', '信用代码', '社会信用代码'],
  name: ['名称', '企业名称', '单位名称', '市场主体名称'],
  kind: ['类型', '主体类型'],
  street: ['街道', '所属街道', '镇街'],
  industry: ['行业', '行业门类'],
  phone: ['联系电话', '电话', '手机'],
  firm: ['承办律所', '律师事务所', '律所'],
} as const;

/** Columns without which a table is no registry; [] when all are there. */
export function missingColumns(headings: readonly string[]): string[] {
  const required = [COLUMNS.uscc, COLUMNS.name, COLUMNS.kind, COLUMNS.street];
  return required.filter((names) => !names.some((name) => headings.includes(name))).map((names) => names[0]);
}

/** Reads one row. Problems never repeat what stands in the telephone column. */
export function readClientRow(row: TableRow, firms: ReadonlySet<string>): ClientRow {
  const cell = (names: readonly string[]) => (row[names.find((name) => row[name] !== undefined) ?? ''] ?? '').normalize('NFKC').trim();
  const uscc = normalizeUscc(cell(COLUMNS.uscc));
  const name = cell(COLUMNS.name);
  const kind = CLIENT_KINDS.find((known) => known === cell(COLUMNS.kind));
  const street = cell(COLUMNS.street);
  const phone = cell(COLUMNS.phone).replace(/[\s-]/g, '');
  const firm = cell(COLUMNS.firm);
  const problems = [
    uscc === '' ? '没有统一社会信用代码' : isUscc(uscc) ? '' : '统一社会信用代码的校验码不对',
    name === '' ? '没有名称' : name.length > 120 ? '名称太长' : '',
    kind ? '' : `类型只能是 ${CLIENT_KINDS.join('、')}`,
    street === '' ? '没有街道' : '',
    phone === '' || /^\+?\d{7,15}$/.test(phone) ? '' : '联系电话应当只有数字',
    firm === '' || firms.has(firm) ? '' : `没有登记这家律所：${firm.slice(0, 40)}`,
  ].filter((problem) => problem !== '');
  if (problems.length > 0 || !kind) return { kind: 'bad', problem: problems.join('；') };
  const client: Client = { uscc, name, kind, street, industry: cell(COLUMNS.industry), phone: phone === '' ? null : plainPhone(phone) };
  return { kind: 'client', client, firm: firm === '' ? null : firm };
}
