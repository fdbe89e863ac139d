import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StoredFile, takeFile } from '../../src/legal-case/stored-file.ts';
import { DiskFiles } from '../../src/store/disk-files.ts';
import { PostgresInbox } from '../../src/store/postgres-inbox.ts';
import { PostgresMailbox } from '../../src/store/postgres-mailbox.ts';
import { pdfFile } from '../channel/sample-files.ts';
import { FIRMS, newcomer, Stage } from '../conversation/case/stage.ts';
import { TEST_DATABASES } from './open-stores.ts';

/** Where what is written lies; each begins with the word by which it is found. */
const PLACES = {
  怎么分: ['legal_case', 'outbox', 'turn'],
  评语: ['feedback', 'turn'],
  没交完的: ['person', 'turn'],
  文件名: ['case_file', 'outbox', 'turn'],
  事情: ['legal_case', 'outbox', 'turn'],
  律师的: ['case_message', 'outbox', 'turn'],
  回话: ['case_message', 'outbox', 'turn'],
  要补的: ['case_event', 'case_message', 'outbox', 'turn'],
  补来的: ['case_message', 'outbox', 'turn'],
  打分时的: ['legal_case', 'turn'],
  走访: ['service_record', 'turn'],
  提示: ['broadcast', 'outbox', 'turn'],
  没处理的: ['inbound'],
};

/** What people write, each in its own place; with it a name and a telephone as nobody says them who wants to be masked. */
const PHONE = '13912345678';
const NAME = '欧阳暗语';
const IN_THE_CLEAR = /暗语|13912345678|%PDF/;
const marked = (where: string) => `${where}暗语，${NAME}的电话${PHONE}`;

describe.each(TEST_DATABASES)('what people write, on $name', ({ open }) => {
  const [client, asker, waiting, lawyer, other] = [newcomer('web'), newcomer(), newcomer('web'), newcomer(), newcomer()];
  let stage: Stage;
  let files: DiskFiles;
  let filesDir: string;
  let number: string;

  /** Every way in which words come in, by the services themselves. */
  beforeAll(async () => {
    stage = await Stage.open(open);
    const { db, keys } = stage.database;
    filesDir = await mkdtemp(path.join(tmpdir(), 'fa-xiaoer-sealed-'));
    files = new DiskFiles(filesDir, keys);
    const { uscc } = await stage.client(1, FIRMS[0]);
    await stage.representative(client, uscc);
    await stage.member(lawyer, FIRMS[0]);
    await stage.member(other, FIRMS[0]);
    await stage.say(asker, marked('离婚房子怎么分'));
    await stage.say(asker, '离婚房子怎么分');
    await stage.say(asker, '没用');
    await stage.say(asker, '写一句');
    await stage.say(asker, marked('评语'));
    await stage.say(waiting, '办理 人工咨询');
    await stage.say(waiting, '办理 合同审查');
    await stage.say(waiting, marked('没交完的'));
    await stage.say(client, marked('离婚房子怎么分'));
    const { reply } = await stage.say(client, '老公出轨离婚财产怎么分');
    for (const text of [/转人工 [0-9a-f-]{36}/.exec(reply)?.[0] ?? '', '一起转', '跳过', '确认提交']) await stage.say(client, text);
    const file = await takeFile(Buffer.concat([pdfFile(), Buffer.from(marked('文件里的'))]), `${marked('文件名')}.pdf`, files);
    expect(file).toMatchObject({ form: 'pdf' });
    await stage.say(client, '办理 合同审查');
    for (const text of [marked('事情'), '某某公司']) await stage.say(client, text);
    await stage.say(client, '', { file: file as StoredFile });
    number = /#(20\d{8})/.exec((await stage.say(client, '就这些').then(() => stage.say(client, '确认提交'))).reply)?.[1] ?? '';
    await stage.say(lawyer, `受理 #${number}`);
    await stage.say(lawyer, `#${number} ${marked('律师的')}`);
    await stage.say(client, `#${number} ${marked('回话')}`);
    await stage.say(lawyer, `退回 #${number} ${marked('要补的')}`);
    await stage.say(client, `#${number} ${marked('补来的')}`);
    await stage.say(lawyer, `办结 #${number}`);
    await stage.say(client, `确认办结 #${number}`);
    await stage.say(client, `评分 #${number} 2`);
    await stage.say(client, marked('打分时的'));
    await stage.say(lawyer, `记录 走访 ${uscc} ${marked('走访')}`);
    await stage.say(lawyer, `风险提示 行业=住宿餐饮 内容：${marked('提示')}`);
    await stage.say(lawyer, '确认发送');
    await new PostgresMailbox(db).fetch(client.personId, '0', 100);
    await new PostgresInbox(db).accept([{ channel: 'telegram', messageId: 'waits', payload: { text: marked('没处理的') } }]);
    expect(stage.failures).toEqual([]);
  }, 180_000);
  afterAll(async () => {
    await stage.close();
    await rm(filesDir, { recursive: true, force: true });
  });

  it('lies in no table and no file as it was written', async () => {
    const { rows } = await stage.database.execute('select tablename from pg_tables where schemaname = current_schema()');
    const tables = (rows as { tablename: string }[]).map(({ tablename }) => tablename);
    const found: string[] = [];
    for (const table of tables) {
      const dump = await stage.database.execute(`select row_to_json(t)::text as row from "${table}" as t`);
      found.push(...(dump.rows as { row: string }[]).filter(({ row }) => IN_THE_CLEAR.test(row)).map(({ row }) => `${table} ${row}`));
    }
    for (const name of await readdir(filesDir)) if (IN_THE_CLEAR.test(await readFile(path.join(filesDir, name), 'utf8'))) found.push(name);
    expect(found).toEqual([]);
  });

  it('is there, each in its place, for who has the key', async () => {
    const kept = await stage.everyRow();
    const tablesOf = (place: string) => [
      ...new Set(kept.filter((row) => row.includes(`${place}暗语`)).map((row) => row.slice(0, row.indexOf(' ')))),
    ];
    const found = Object.fromEntries(Object.keys(PLACES).map((place) => [place, tablesOf(place).sort()]));
    expect(found).toEqual(PLACES);
    const [id = ''] = await readdir(filesDir);
    expect(Buffer.from(await files.read(id)).toString()).toContain('文件里的暗语');
  });
});
