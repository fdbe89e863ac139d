import { KeyRing } from '../../src/store/key-ring.ts';

/** The variable that gives processes of one database the same key. */
export const MESSAGE_KEYS = Buffer.alloc(32, 'k').toString('base64');

/** The same key, in this process. */
export const TEST_KEYS = new KeyRing([Buffer.from(MESSAGE_KEYS, 'base64')]);
