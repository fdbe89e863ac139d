import { createHmac, timingSafeEqual } from 'node:crypto';

/** A request of another time than this is refused, in milliseconds to either side. */
const MAX_SKEW_MS = 3_600_000;

/** The two headers of a message that DingTalk sends over HTTP; undefined where missing. */
export interface SignatureHeaders {
  /** When it was signed, in milliseconds since 1970. */
  readonly timestamp: string | undefined;
  readonly sign: string | undefined;
}

/**
 * Whether DingTalk signed the request within the last hour: Base64 of HMAC-SHA256 over the timestamp, a line feed and the
 * application's secret. The body is not signed; only HTTPS protects it.
 * @param now in milliseconds since 1970
 */
export function verifySignature({ timestamp, sign }: SignatureHeaders, appSecret: string, now: number): boolean {
  if (timestamp === undefined || sign === undefined || appSecret === '' || !/^\d{1,15}$/.test(timestamp)) return false;
  if (Math.abs(now - Number(timestamp)) > MAX_SKEW_MS) return false;
  const expected = Buffer.from(createHmac('sha256', appSecret).update(`${timestamp}\n${appSecret}`).digest('base64'));
  const given = Buffer.from(sign);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
