import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { PersonKey } from '../../legal-case/person.ts';

const COOKIE = 'faxiaoer';
const COOKIE_DAYS = 180;

/** The person behind the cookie; a first visit gets one. */
export function personOf(c: Context): PersonKey {
  const known = knownPerson(c);
  if (known) return known;
  const personId = randomBytes(16).toString('hex');
  setCookie(c, COOKIE, personId, {
    httpOnly: true,
    sameSite: 'Strict',
    path: '/',
    maxAge: COOKIE_DAYS * 86_400,
    secure: c.req.header('x-forwarded-proto') === 'https',
  });
  return { channel: 'web', personId };
}

/** The person behind the cookie; null on a first visit. */
export function knownPerson(c: Context): PersonKey | null {
  const personId = getCookie(c, COOKIE);
  return personId !== undefined && /^[0-9a-f]{32}$/.test(personId) ? { channel: 'web', personId } : null;
}
