import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifySignature } from '../../../src/channel/dingtalk/http-callback.ts';

const SECRET = 'this is a secret';
const TIMESTAMP = '1577262236757';
/** By: printf '1577262236757\nthis is a secret' | openssl dgst -sha256 -hmac 'this is a secret' -binary | base64 */
const SIGN = 'DJrE6qdyVGCQz9z5r2MDuNcNAhwYnuAkyj13cx169CA=';
/** The sign that anybody can make where no secret is configured. */
const SIGN_WITHOUT_SECRET = 'TlafHBgR8lNQpkgeXRAqPvWnKngpoVVfN3TigfmS5x8=';
const NOW = Number(TIMESTAMP);
const HOUR = 3_600_000;

describe('verifySignature', () => {
  it('takes what DingTalk signed', () => {
    expect(verifySignature({ timestamp: TIMESTAMP, sign: SIGN }, SECRET, NOW)).toBe(true);
  });

  it.each([-HOUR, HOUR])('takes a clock that is off by an hour: %i ms', (skew) => {
    expect(verifySignature({ timestamp: TIMESTAMP, sign: SIGN }, SECRET, NOW + skew)).toBe(true);
  });

  it.each([-HOUR - 1, HOUR + 1])('refuses a clock that is off by more: %i ms', (skew) => {
    expect(verifySignature({ timestamp: TIMESTAMP, sign: SIGN }, SECRET, NOW + skew)).toBe(false);
  });

  it.each([
    ['another secret', TIMESTAMP, SIGN, 'another'],
    ['no secret, signed with none', TIMESTAMP, SIGN_WITHOUT_SECRET, ''],
    ['another time', String(NOW + 1), SIGN, SECRET],
    ['a sign cut short', TIMESTAMP, SIGN.slice(0, -1), SECRET],
    ['a sign and more', TIMESTAMP, `${SIGN} `, SECRET],
    ['no sign', TIMESTAMP, undefined, SECRET],
    ['an empty sign', TIMESTAMP, '', SECRET],
    ['no time', undefined, SIGN, SECRET],
    ['a time that is none', 'NaN', SIGN, SECRET],
    ['a time and more', `${TIMESTAMP} `, SIGN, SECRET],
  ])('refuses %s', (_, timestamp, sign, secret) => {
    expect(verifySignature({ timestamp, sign }, secret, NOW)).toBe(false);
  });

  it('refuses every sign but the one', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ minLength: SIGN.length, maxLength: SIGN.length }), fc.string()), (sign) => {
        fc.pre(sign !== SIGN);
        expect(verifySignature({ timestamp: TIMESTAMP, sign }, SECRET, NOW)).toBe(false);
      }),
    );
  });
});
