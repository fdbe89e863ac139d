/** Whom a law firm may be assigned to (服务对象). */
export const CLIENT_KINDS = ['企业', '个体工商户', '部门'] as const;
type ClientKind = (typeof CLIENT_KINDS)[number];

/** An enterprise, an individual business or a government department, as the registry has it. */
export interface Client {
  /** Unified social credit code; its name everywhere. */
  readonly uscc: string;
  readonly name: string;
  readonly kind: ClientKind;
  /** Street office area (街道). */
  readonly street: string;
  /** Industry (行业); '' where not given. */
  readonly industry: string;
  /** Registered telephone, digits only; null where none is given. Never logged, never shown. */
  readonly phone: string | null;
}

/** A law firm (律师事务所) that advises clients. */
export interface LawFirm {
  readonly name: string;
  /** How many clients it can take; shares are in proportion to it. */
  readonly capacity: number;
}

/** A firm's mandate for a client (服务关系): from a day to a day, with the reason it began. */
export interface Engagement {
  readonly uscc: string;
  readonly firm: string;
  readonly reason: EngagementReason;
}

/** 指定: the registry named the firm; 分配: assigned by street and industry; 调整: moved because firms joined or left. */
type EngagementReason = '指定' | '分配' | '调整';
