import type { ColumnType, Generated } from 'kysely';

/** Set by the database or by us; read as a Date. */
type Time = ColumnType<Date, Date | undefined, Date>;
type OptionalTime = ColumnType<Date | null, Date | null | undefined, Date | null>;
/** Written as JSON text, read as a value. */
type Json<T> = ColumnType<T, string, string>;

/** The tables, as Kysely sees them. Made by the migrations in `migrations.ts`. */
export interface Schema {
  person: { id: string; channel: string; external_id: string; created_at: Time };
  conversation: { id: string; person_id: string; chat_id: string; started_at: Time; last_at: Time };
  inbound: {
    arrival: Generated<string>;
    channel: string;
    message_id: string;
    payload: Json<unknown>;
    received_at: Time;
    done_at: OptionalTime;
  };
  turn: {
    id: string;
    conversation_id: string;
    channel: string;
    message_id: string;
    question: string;
    outcome: Json<unknown>;
    outcome_kind: string;
    retrieved: Json<readonly string[]>;
    stages: Json<Readonly<Record<string, number>>>;
    asked_at: Time;
  };
  feedback: { turn_id: string; person_id: string; useful: boolean; given_at: Time };
  outbox: {
    id: Generated<string>;
    channel: string;
    chat_id: string;
    payload: Json<unknown>;
    created_at: Time;
    attempts: Generated<number>;
    next_at: Time;
    sent_at: OptionalTime;
    gave_up_at: OptionalTime;
  };
  law_firm: { name: string; capacity: number };
  client: {
    uscc: string;
    name: string;
    kind: string;
    street: string;
    industry: string;
    phone: string | null;
    registered_at: Time;
  };
  engagement: {
    id: Generated<string>;
    uscc: string;
    firm: string;
    reason: string;
    from_day: ColumnType<Date, string, string>;
    to_day: ColumnType<Date | null, string | null, string | null>;
  };
}
