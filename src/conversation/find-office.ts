import type { Office } from '../knowledge/office.ts';
import { type Reply, say } from './reply.ts';
import { WORDING } from './wording.ts';

/** Somebody wants to reach an office. */
const ASKS_WHERE = /在哪|哪里|哪儿|地址|怎么走|位置|电话|号码|怎么联系|联系方式|几点|上班时间|开门|干什么|做什么|管什么|负责什么|能办什么/;
const { office: WORDS } = WORDING;

/** Where an office of the district is and what it does, as far as staff have written it down; null where no office is asked for. */
export function findOffice(question: string, offices: readonly Office[]): Reply | null {
  if (!ASKS_WHERE.test(question)) return null;
  const named = offices
    .flatMap((office) => [office.name, ...office.aliases].map((name) => ({ office, name })))
    .filter(({ name }) => question.includes(name))
    .sort((a, b) => b.name.length - a.name.length)[0]?.office;
  if (!named) return null;
  const { name, duties, address, phone, open } = named;
  const known = [
    ...(address === '' ? [] : [WORDS.address(address)]),
    ...(phone === '' ? [] : [WORDS.phone(phone)]),
    ...(open === '' ? [] : [WORDS.open(open)]),
  ];
  const missing = address === '' || phone === '' ? [WORDS.missing] : [];
  return say([name, ...(duties === '' ? [] : [duties]), ...known, ...missing], [{ label: WORDS.ask, command: '找律师' }]);
}
