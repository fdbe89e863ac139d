import type { ColumnType, Generated } from 'kysely';
import type { Trail } from '../answer/trail.ts';
import type { Grant } from '../legal-case/binding.ts';
import type { Deadline } from '../legal-case/deadline.ts';
import type { IntakeAnswers } from '../legal-case/intake-fields.ts';
import type { Audience } from '../legal-case/service-record.ts';
import type { Kept, SealedColumn, Sealing } from './sealed.ts';

/** Set by the database or by us; read as a Date. */
type Time = ColumnType<Date, Date | undefined, Date>;
type OptionalTime = ColumnType<Date | null, Date | null | undefined, Date | null>;
/** Written as JSON text, read as a value. */
type Json<T> = ColumnType<T, string, string>;
/** Written by `sealed`, read by `opened`. */
type Secret<Column extends SealedColumn, T> = ColumnType<Kept<Column, T>, Sealing<Column>, Sealing<Column>>;
type OptionalSecret<Column extends SealedColumn, T> = ColumnType<
  Kept<Column, T> | null,
  Sealing<Column> | null | undefined,
  Sealing<Column> | null
>;
/** As `Secret`, with no words where none are given. */
type SecretWords<Column extends SealedColumn> = ColumnType<Kept<Column, string>, Sealing<Column> | undefined, Sealing<Column>>;

/** The tables, as Kysely sees them. Made by the migrations in `migrations.ts`. */
export interface Schema {
  person: {
    id: string;
    channel: string;
    external_id: string;
    created_at: Time;
    dialogue: OptionalSecret<'person.dialogue', unknown>;
    opted_out: Generated<boolean>;
    wrong_codes: Generated<number>;
    paused_until: OptionalTime;
    script: Generated<string>;
    blocked_at: OptionalTime;
  };
  conversation: { id: string; person_id: string; chat_id: string; started_at: Time; last_at: Time };
  inbound: {
    arrival: Generated<string>;
    channel: string;
    message_id: string;
    payload: Secret<'inbound.payload', unknown>;
    received_at: Time;
    done_at: OptionalTime;
    tries: Generated<number>;
    retry_at: Time;
    shown_as: string | null;
  };
  turn: {
    id: string;
    conversation_id: string;
    channel: string;
    message_id: string;
    question: Secret<'turn.question', string>;
    outcome: Secret<'turn.outcome', unknown>;
    outcome_kind: string;
    retrieved: Json<readonly string[]>;
    stages: Json<Readonly<Record<string, number>>>;
    asked_at: Time;
    help: string | null;
    script: Generated<string>;
    asked: SecretWords<'turn.asked'>;
    screen: Generated<string>;
    trail: Json<Trail> | null;
  };
  feedback: {
    turn_id: string;
    person_id: string;
    useful: boolean;
    given_at: Time;
    reason: string | null;
    words: SecretWords<'feedback.words'>;
  };
  outbox: {
    id: Generated<string>;
    channel: string;
    chat_id: string;
    payload: Secret<'outbox.payload', unknown>;
    created_at: Time;
    attempts: Generated<number>;
    next_at: Time;
    sent_at: OptionalTime;
    gave_up_at: OptionalTime;
    case_number: string | null;
    external_id: string | null;
    broadcast_id: string | null;
    priority: Generated<number>;
    card: Generated<boolean>;
    updates: Generated<boolean>;
    answers: string | null;
    failure: string | null;
  };
  case_topic: { channel: string; chat_id: string; case_number: string; thread_id: string };
  dingtalk_session: { chat_id: string; webhook: string; expires_at: Time };
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
  binding: {
    id: Generated<string>;
    person_id: string;
    uscc: string;
    proof: string;
    channel: string;
    chat_id: string;
    bound_at: Time;
    revoked_at: OptionalTime;
    revoked_by: string | null;
  };
  one_time_code: {
    hash: string;
    grants: Json<Grant>;
    issued_by: string | null;
    expires_at: Time;
    used_at: OptionalTime;
    used_by: string | null;
  };
  audit: { id: Generated<string>; what: string; by_person: string | null; subject: string; at: Time };
  desk_member: {
    id: Generated<string>;
    desk: string;
    person_id: string;
    role: string;
    channel: string;
    chat_id: string;
    joined_at: Time;
    left_at: OptionalTime;
  };
  desk_chat: { channel: string; chat_id: string; desk: string; topics: Generated<boolean> };
  legal_case: {
    id: Generated<string>;
    number: string;
    kind: string;
    status: string;
    requester: string;
    requester_channel: string;
    requester_chat: string;
    uscc: string | null;
    desk: string;
    handler: string | null;
    handler_channel: string | null;
    handler_chat: string | null;
    answers: Secret<'legal_case.answers', IntakeAnswers>;
    transcript: Secret<'legal_case.transcript', string>;
    deadlines: Json<readonly Deadline[]>;
    opened_at: Time;
    answered_at: OptionalTime;
    closed_at: OptionalTime;
    check_at: OptionalTime;
    rating: number | null;
    rating_words: SecretWords<'legal_case.rating_words'>;
    result: string | null;
    amount: string | null;
  };
  case_event: {
    id: Generated<string>;
    case_id: string;
    at: Time;
    by_person: string | null;
    side: string;
    action: string;
    from_status: string | null;
    to_status: string;
    desk: string;
    note: Secret<'case_event.note', string>;
  };
  case_file: {
    id: string;
    case_id: string | null;
    person_id: string;
    name: Secret<'case_file.name', string>;
    form: string;
    bytes: number;
    sha256: string;
    stored_at: Time;
  };
  case_message: {
    id: Generated<string>;
    case_id: string;
    side: string;
    by_person: string;
    desk: string;
    at: Time;
    text: Secret<'case_message.text', string>;
    file_id: string | null;
    edited: boolean;
    channel: string;
    chat_id: string;
    source_id: string | null;
  };
  service_record: {
    id: Generated<string>;
    kind: string;
    desk: string;
    by_person: string;
    uscc: string | null;
    note: Secret<'service_record.note', string>;
    reached: number;
    at: Time;
  };
  broadcast: {
    id: Generated<string>;
    by_person: string;
    desk: string;
    audience: Json<Audience>;
    text: Secret<'broadcast.text', string>;
    recipients: number;
    at: Time;
  };
  message_key: { id: string; first_used_at: Time };
}
