import type { MiddlewareHandler } from 'hono';
import { isForm } from './read-web-message.ts';

/** Files are read into memory; more at a time are asked to come again. */
const UPLOADS_AT_ONCE = 8;

/** Lets forms in as long as few are being dealt with; the page offers to send the others again. */
export function fewUploads(): MiddlewareHandler {
  let underWay = 0;
  return async (c, next) => {
    if (!isForm(c)) return next();
    if (underWay >= UPLOADS_AT_ONCE) return c.json({ error: 'busy' }, 503, { 'retry-after': '5' });
    underWay += 1;
    try {
      return await next();
    } finally {
      underWay -= 1;
    }
  };
}
