import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderText } from '../../src/channel/terminal/render-text.ts';
import { findOffice } from '../../src/conversation/find-office.ts';
import { WORDING } from '../../src/conversation/wording.ts';
import { readCatalogue } from '../../src/knowledge/read-catalogue.ts';
import { routeCase } from '../../src/legal-case/route-case.ts';

const FOLDER = 'knowledge/机构';
const OFFICES = readdirSync(FOLDER).flatMap((file) => readCatalogue(file, readFileSync(`${FOLDER}/${file}`, 'utf8')).offices ?? []);

describe('the offices of knowledge/机构', () => {
  it.each([
    ['公共法律服务中心在哪里', '公共法律服务中心'],
    ['矛调中心电话多少', '矛盾纠纷调处化解中心'],
    ['知识产权服务中心能办什么', '知识产权综合服务中心'],
    ['公平竞争办公室在哪儿', '公平竞争审查投诉受理岗'],
    ['行政复议局地址', '行政复议机构'],
    ['司法所在哪', '街道司法所'],
    ['示例三街道司法所在哪', '示例三街道司法所'],
    ['我的律所电话多少', '企业法律顾问律所'],
  ])('%s', (question, name) => {
    const reply = findOffice(question, OFFICES);
    expect(reply && renderText(reply)).toMatch(new RegExp(`^${name}\n`));
    expect(reply && renderText(reply)).toContain(WORDING.office.missing);
  });

  it('are eight streets and five committees, all with duties, none with an address or telephone of our making', () => {
    expect(OFFICES.filter(({ name }) => /^示例.街道司法所$/.test(name))).toHaveLength(8);
    expect(OFFICES.filter(({ name }) => name.endsWith('人民调解委员会'))).toHaveLength(5);
    expect(OFFICES.filter(({ duties, address, phone }) => duties === '' || address !== '' || phone !== '')).toEqual([]);
    expect(new Set(OFFICES.map(({ name }) => name)).size).toBe(OFFICES.length);
  });

  it('leave a dispute of a client to the centre', () => {
    const client = { kind: '企业', street: '示例三街道', industry: '制造', firm: null } as const;
    expect(routeCase('调解', client, '有件事', OFFICES)).toBe('矛盾纠纷调处化解中心');
  });
});
