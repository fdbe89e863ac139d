/** What went wrong on the Stream connection. */
export type StreamFaultReason =
  /** The platform said no: credentials, ticket, an answer that makes no sense. */
  | 'refused'
  /** The network, or nobody listening. */
  | 'unreachable'
  /** No connection within the time for it. */
  | 'timeout'
  /** Connections end before anything came. */
  | 'closed'
  /** A connection on which nothing comes and nobody answers. */
  | 'silent'
  /** A frame that cannot be read. */
  | 'malformed'
  /** A frame that our side could not keep. */
  | 'not-taken';

/** A fault of the Stream connection, for staff: it never holds the secret, a ticket, a token or what people wrote. */
export class StreamFault extends Error {
  override readonly name = 'StreamFault';

  constructor(
    readonly reason: StreamFaultReason,
    message: string,
  ) {
    super(message);
  }
}

/** An error as its kind, its code and where it was thrown; its words are left out, because they may be a person's. */
export function describeSafely(error: unknown): string {
  if (!(error instanceof Error)) return 'an error of no class';
  const code = codeOf(error);
  const told = `${error.name}: ${error.message}`;
  const place = error.stack?.startsWith(told) ? (error.stack.slice(told.length).split('\n')[1]?.trim() ?? '') : '';
  return [/^\w{1,50}$/.test(error.name) ? error.name : 'Error', code, place].filter((part) => part !== null && part !== '').join(' ');
}

/** The code of an error or of its cause, such as ECONNREFUSED; null without one. */
export function codeOf(error: unknown): string | null {
  for (let one = error, depth = 0; one instanceof Error && depth < 3; one = one.cause, depth++) {
    const { code } = one as { readonly code?: unknown };
    if (typeof code === 'string' && /^[\w.-]{1,80}$/.test(code)) return code;
  }
  return null;
}
