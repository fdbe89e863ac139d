import type { CaseKind } from '../knowledge/office.ts';

/** One thing the intake (登记) asks for. */
export type IntakeField = 'counterparty' | 'matter' | 'authority' | 'decided-on' | 'amount' | 'hardship' | 'file';

interface AskedField {
  readonly field: IntakeField;
  /** A person may pass over what is not required. */
  readonly required: boolean;
}

const MATTER: AskedField = { field: 'matter', required: true };
const FILE: AskedField = { field: 'file', required: false };

/** What each kind needs to begin, in the order in which it is asked; nothing else is asked. */
export const INTAKE_FIELDS: Readonly<Record<CaseKind, readonly AskedField[]>> = {
  法律顾问咨询: [MATTER, { field: 'counterparty', required: false }],
  合同审查: [MATTER, { field: 'counterparty', required: false }, FILE],
  合法性审查: [MATTER, FILE],
  调解: [{ field: 'counterparty', required: true }, MATTER, { field: 'amount', required: false }],
  公平竞争投诉: [{ field: 'authority', required: true }, MATTER, FILE],
  知识产权: [MATTER, { field: 'counterparty', required: false }],
  复议引导: [{ field: 'authority', required: true }, { field: 'decided-on', required: false }, MATTER],
  法律援助: [MATTER, { field: 'hardship', required: false }],
  人工咨询: [MATTER],
};

/** What the intake has heard so far, by field; '' for one passed over. */
export type IntakeAnswers = Readonly<Partial<Record<IntakeField, string>>>;
