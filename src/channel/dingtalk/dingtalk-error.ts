/** How a call failed. */
export interface DingTalkFailure {
  /** HTTP status; null where no answer came. */
  readonly status: number | null;
  /** DingTalk's code (`staffId.notExisted`, an `errcode` as text), or ours: `timeout`, `network`, `answer.unreadable`; null without one. */
  readonly code: string | null;
  /** How long DingTalk wants us to wait, in milliseconds; null where it does not say. */
  readonly retryAfterMs: number | null;
}

/** A call to DingTalk that failed: which and how, never with a token, the secret, a webhook or what people wrote. */
export class DingTalkError extends Error implements DingTalkFailure {
  override readonly name = 'DingTalkError';
  readonly status: number | null;
  readonly code: string | null;
  readonly retryAfterMs: number | null;

  constructor(
    readonly what: string,
    { status, code, retryAfterMs }: DingTalkFailure,
  ) {
    super(`DingTalk ${what} failed: ${[status, code].filter((part) => part !== null).join(' ') || 'no reason given'}`);
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Our code where a chat that is reached by its webhook alone has none any more. */
export const SESSION_ENDED = 'session.ended';

/** Where access tokens are had. */
export const TOKEN_PATH = '/v1.0/oauth2/accessToken';

/** Whether the call failed because the access token is no longer good; v1.0 says it with 400 or 401, the old API with an errcode. */
export function isTokenRefused(error: unknown): boolean {
  if (!(error instanceof DingTalkError)) return false;
  return error.status === 401 || ['InvalidAuthentication', '40014', '42001'].includes(error.code ?? '');
}
