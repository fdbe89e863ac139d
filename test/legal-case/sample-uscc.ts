import { checkCharacter } from '../../src/legal-case/uscc.ts';

/** A valid code of a made-up client. */
export function usccOf(serial: number): string {
  const body = `91000000F${String(serial).padStart(8, '0')}`;
  return body + checkCharacter(body);
}
