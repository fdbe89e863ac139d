import type { ClientWithFirm } from './assign-firms.ts';
import type { Client, Engagement, LawFirm } from './client.ts';

/** A client to keep, with the firm that the registry names for it; null leaves the firm to the assignment. */
export interface Registration {
  readonly client: Client;
  readonly firm: string | null;
}

/** How many rows were new, changed what was there, and changed nothing. */
export interface RegisteredCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** Where clients, law firms and who advises whom are kept. */
export interface Registry {
  /** Firms by name, those that left included with capacity 0. */
  firms(): Promise<readonly LawFirm[]>;
  /** Keeps firms; a firm there before gets the new capacity. */
  registerFirms(firms: readonly LawFirm[]): Promise<RegisteredCounts>;
  /** Keeps clients and the firms named for them, all or none. */
  registerClients(registrations: readonly Registration[], today: string): Promise<RegisteredCounts>;
  /** Every client with the firm that advises it today. */
  clientsWithFirms(): Promise<readonly ClientWithFirm[]>;
  /** Ends the clients' mandates and begins these, all or none; `today` is the last day of the old and the first of the new. */
  engage(engagements: readonly Engagement[], today: string): Promise<void>;
}
