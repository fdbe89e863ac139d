import { vi } from 'vitest';

/** Looks again until there is something to be seen; the machine may be busy. */
export function until<T>(look: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(look, { timeout: 20_000, interval: 20 });
}
