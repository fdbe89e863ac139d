/** What a law firm does for its clients beside cases (服务记录). */
export const SERVICE_KINDS = ['走访', '讲座', '法治体检', '风险提示', '资料'] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];

/** One service, as the firm recorded it. */
export interface ServiceRecord {
  readonly kind: ServiceKind;
  readonly desk: string;
  readonly by: string;
  /** The client served; null for a service to many. */
  readonly uscc: string | null;
  readonly note: string;
  /** How many clients or people took part; 1 for a single client. */
  readonly reached: number;
  readonly at: Date;
}

/** Whom a risk warning (风险提示) goes to: clients of an industry or street; of one firm only when a firm sends it. */
export interface Audience {
  readonly industry: string | null;
  readonly street: string | null;
  readonly firm: string | null;
}

/** A risk warning to the representatives of many clients. */
export interface Broadcast {
  readonly by: string;
  readonly desk: string;
  readonly audience: Audience;
  readonly text: string;
  readonly at: Date;
}

/** What became of a warning. */
export interface BroadcastReport {
  readonly recipients: number;
  readonly sent: number;
  readonly waiting: number;
  /** Blocked, chat gone, or given up after many tries. */
  readonly failed: number;
}
