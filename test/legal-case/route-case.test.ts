import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CASE_KINDS, type CaseKind, type Office } from '../../src/knowledge/office.ts';
import { readCatalogue } from '../../src/knowledge/read-catalogue.ts';
import { backupFirm, mayOpen, type RoutedClient, routeCase } from '../../src/legal-case/route-case.ts';

const FILE = 'knowledge/机构/承办单位.yaml';
const OFFICES = readCatalogue(FILE, readFileSync(FILE, 'utf8')).offices ?? [];
const RESIDENT = null;

function clientOf(more: Partial<NonNullable<RoutedClient>> = {}): RoutedClient {
  return { kind: '企业', street: '示例一街道', industry: '住宿餐饮', firm: '甲律师事务所', ...more };
}
const route = (kind: CaseKind, client: RoutedClient, matter = '有件事') => routeCase(kind, client, matter, OFFICES);

function office(name: string, more: Partial<Office> = {}): Office {
  const unfilled = { aliases: [], duties: '', address: '', phone: '', open: '' };
  return { name, takes: ['调解'], coordinator: false, industries: [], words: [], streets: [], ...unfilled, ...more };
}

describe('routeCase with the offices of knowledge/', () => {
  it.each(['法律顾问咨询', '合同审查', '合法性审查', '人工咨询'] as const)('sends %s of a client to its own law firm', (kind) => {
    expect(route(kind, clientOf())).toBe('甲律师事务所');
    expect(route(kind, clientOf({ kind: '部门', firm: '乙律师事务所' }))).toBe('乙律师事务所');
  });

  it.each(['法律顾问咨询', '合同审查', '人工咨询'] as const)('sends %s to 值班律师 where no firm advises', (kind) => {
    expect(route(kind, RESIDENT)).toBe('值班律师');
    expect(route(kind, clientOf({ firm: null }))).toBe('值班律师');
  });

  it('sends the legality review of a department without a firm to 政府法律顾问联络岗', () => {
    expect(route('合法性审查', clientOf({ kind: '部门', firm: null }))).toBe('政府法律顾问联络岗');
  });

  it.each([
    ['公平竞争投诉', '公平竞争审查投诉受理岗'],
    ['知识产权', '知识产权综合服务中心'],
    ['复议引导', '行政复议机构'],
    ['法律援助', '法律援助中心'],
  ] as const)('sends %s to %s, with a firm and without', (kind, desk) => {
    expect(route(kind, RESIDENT)).toBe(desk);
    expect(route(kind, clientOf())).toBe(desk);
  });

  it.each([
    ['手术以后感染了，医院说误诊', '医疗纠纷人民调解委员会'],
    ['楼上漏水，物业不管', '物业纠纷人民调解委员会'],
    ['公司欠薪三个月，还要辞退我', '劳动争议人民调解委员会'],
    ['路口追尾，车祸赔偿', '道路交通事故人民调解委员会'],
    ['健身房关门，预付卡不退款', '消费纠纷人民调解委员会'],
    ['邻居的树挡住了我家的光', '矛盾纠纷调处化解中心'],
  ])('sends the dispute %j by its words to %s', (matter, desk) => {
    expect(route('调解', RESIDENT, matter)).toBe(desk);
    expect(route('调解', clientOf(), matter)).toBe(desk);
  });

  it('lets the office with the most of its words have a dispute', () => {
    expect(route('调解', RESIDENT, '在医院上班，加班工资没发，还辞退我')).toBe('劳动争议人民调解委员会');
    expect(route('调解', RESIDENT, '误诊以后又做手术，医院不赔，工资也停了')).toBe('医疗纠纷人民调解委员会');
  });

  it.each([
    ['卫生', '医疗纠纷人民调解委员会'],
    ['房地产', '物业纠纷人民调解委员会'],
    ['交通运输', '道路交通事故人民调解委员会'],
    ['住宿餐饮', '矛盾纠纷调处化解中心'],
    ['', '矛盾纠纷调处化解中心'],
  ])('sends a dispute without known words by the industry %j to %s', (industry, desk) => {
    expect(route('调解', clientOf({ industry }), '合作分红谈不拢')).toBe(desk);
  });

  it('prefers the words of a dispute to the industry', () => {
    expect(route('调解', clientOf({ industry: '房地产' }), '员工说加班费没给够')).toBe('劳动争议人民调解委员会');
  });

  it('has somebody for every kind that a requester may open', () => {
    const department = clientOf({ kind: '部门', firm: null });
    for (const client of [RESIDENT, clientOf({ firm: null }), department]) {
      for (const kind of CASE_KINDS.filter((one) => mayOpen(one, client))) {
        expect([kind, OFFICES.find(({ name }) => name === route(kind, client))?.takes.includes(kind)]).toEqual([kind, true]);
      }
    }
  });
});

describe('routeCase', () => {
  const general = office('总调委会');
  const first = office('示例一街道调委会', { streets: ['示例一街道'] });
  const second = office('示例二街道调委会', { streets: ['示例二街道'] });
  const property = office('物业调委会', { words: ['物业'] });
  const catering = office('餐饮调委会', { industries: ['住宿餐饮'] });
  const all = [general, second, first, property, catering];

  it.each([
    ['words', clientOf(), '物业不修电梯', '物业调委会'],
    ['industry', clientOf(), '分红', '餐饮调委会'],
    ['street', clientOf({ industry: '建筑' }), '分红', '示例一街道调委会'],
    ['street', clientOf({ industry: '建筑', street: '示例二街道' }), '分红', '示例二街道调委会'],
    ['nothing', clientOf({ industry: '建筑', street: '示例三街道' }), '分红', '总调委会'],
    ['nothing', RESIDENT, '分红', '总调委会'],
  ])('chooses by %s, whatever the order of the file', (_, client, matter, desk) => {
    for (const offices of [all, [...all].reverse()]) expect(routeCase('调解', client, matter, offices)).toBe(desk);
  });

  it('never sends a case to an office of another street', () => {
    const there = office('物业调委会二', { words: ['物业'], industries: ['住宿餐饮'], streets: ['示例二街道'] });
    expect(routeCase('调解', clientOf(), '物业不修电梯', [there])).toBeNull();
    expect(routeCase('调解', RESIDENT, '物业不修电梯', [there])).toBeNull();
    expect(routeCase('调解', clientOf({ street: '示例二街道' }), '物业不修电梯', [there])).toBe('物业调委会二');
  });

  it('does not send a dispute to an office of the street that has other words', () => {
    const there = office('示例一街道物业调委会', { words: ['物业'], streets: ['示例一街道'] });
    expect(routeCase('调解', clientOf({ industry: '建筑' }), '分红', [there, general])).toBe('总调委会');
  });

  it('is null when nobody takes it', () => {
    expect(routeCase('调解', RESIDENT, '分红', [])).toBeNull();
    expect(routeCase('知识产权', clientOf(), '分红', all)).toBeNull();
    expect(routeCase('调解', RESIDENT, '分红', [property, catering, first])).toBeNull();
    expect(routeCase('人工咨询', clientOf(), '分红', [])).toBe('甲律师事务所');
  });
});

describe('mayOpen', () => {
  it('keeps legality reviews to departments', () => {
    const allowed = (kind: CaseKind) =>
      [RESIDENT, clientOf(), clientOf({ kind: '个体工商户' }), clientOf({ kind: '部门' })].map((client) => mayOpen(kind, client));
    expect(allowed('合法性审查')).toEqual([false, false, false, true]);
    for (const kind of CASE_KINDS.filter((one) => one !== '合法性审查')) expect(allowed(kind)).toEqual([true, true, true, true]);
  });
});

describe('backupFirm', () => {
  const firms = ['丙所', '甲所', '乙所', '丁所'];

  it('is another firm that does not advise the counterparty, wherever one is left', () => {
    const firm = fc.constantFrom(...firms);
    fc.assert(
      fc.property(firm, fc.uniqueArray(firm), fc.uniqueArray(firm), (current, rest, conflicted) => {
        const left = rest.filter((one) => one !== current && !conflicted.includes(one));
        const backup = backupFirm(current, rest, conflicted);
        if (left.length === 0) expect(backup).toBeNull();
        else expect(left).toContain(backup);
      }),
    );
  });

  it('goes round the firms in order, so that not one of them has every recusal', () => {
    const order = [...firms].sort();
    expect(order.map((firm) => backupFirm(firm, firms, []))).toEqual([...order.slice(1), order[0]]);
    expect(backupFirm(order[0] ?? '', firms, [order[1] ?? ''])).toBe(order[2]);
  });

  it('is null without another firm', () => {
    expect(backupFirm('甲所', ['甲所'], [])).toBeNull();
    expect(backupFirm('甲所', ['甲所', '乙所'], ['乙所'])).toBeNull();
  });
});
