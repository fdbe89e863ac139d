import { type CourtCase, courtFee } from '../../calculation/court-fee.ts';
import { readYuan } from './read-yuan.ts';
import { RECKON_WORDING as WORDS } from './reckon-wording.ts';
import { found, type Reckoner } from './reckoning.ts';

const ASKS_FEE = /诉讼费|受理费|法院.{0,6}(?:收|交).{0,6}(?:多少|费)|打官司.{0,8}(?:多少钱|交多少|费用)|起诉费/;
const ASKS_AMOUNT = /多少|几块|几元|怎么算|怎么收|收费标准/;
/** Who bears it, and whether it is waived, the fee alone does not answer. */
const OTHERWISE = /谁|承担|负担|归我|归他|归对方|我出|退|免|缓|减半|预交|先交|第\d+条|第.{1,4}条/;

/** The fee of a court (案件受理费) for the case that the words name. */
export const reckonFee: Reckoner = (text) => {
  if (!ASKS_FEE.test(text) || !ASKS_AMOUNT.test(text) || OTHERWISE.test(text)) return null;
  const about = caseOf(text, readYuan(text));
  if (about === null) return null;
  const { lowest, highest, basis, working, notes } = courtFee(about, /简易程序|调解|撤诉/.test(text) ? ['简易程序'] : []);
  return found({ result: [WORDS.fee(lowest, highest)], rule: '', basis, working, notes });
};

function caseOf(text: string, amount: number | null): CourtCase | null {
  if (/离婚/.test(text)) return { kind: '离婚', property: amount ?? 0 };
  if (/劳动|工资|辞退|欠薪/.test(text)) return { kind: '劳动争议' };
  if (/行政|告政府|民告官|处罚/.test(text)) return { kind: '行政', field: '其他' };
  if (/名誉|肖像|隐私|人格/.test(text)) return { kind: '人格权', damages: amount ?? 0 };
  return amount === null ? null : { kind: '财产', amount };
}
