import { createCipheriv, createDecipheriv, createHash, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';

/** Bytes of a key; AES-256 takes no other. */
export const KEY_BYTES = 32;
/** What everything sealed begins with; before the id of its key. */
export const SEALED_PREFIX = 'sealed:v1:';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ID_LENGTH = 8;
const HEAD_LENGTH = SEALED_PREFIX.length + ID_LENGTH + 1;

/**
 * Something sealed cannot be opened: its key is not among ours, or it was changed, cut or moved since it was sealed. Says where it lies
 * and under which key, never what it holds.
 */
export class SealError extends Error {
  override readonly name = 'SealError';

  constructor(
    readonly place: string,
    readonly keyId: string,
    readonly why: 'no-key' | 'damaged',
    options?: ErrorOptions,
  ) {
    super(
      why === 'no-key'
        ? `${place} is sealed with key ${keyId}, which this process does not have; add it to MESSAGE_KEYS`
        : `${place}, sealed with key ${keyId}, was damaged or moved; restore it from a backup`,
      options,
    );
  }
}

/**
 * The keys that keep what people wrote from whoever sees the database or its files alone: AES-256-GCM, a fresh nonce for each value. The
 * first key seals, all of them open. A value opens only in the place for which it was sealed.
 */
export class KeyRing {
  private readonly keys: ReadonlyMap<string, KeyObject>;
  /** The id of the key that seals. */
  readonly first: string;
  private readonly sealing: KeyObject;

  /** @param keys 32 bytes each, at least one; TypeError otherwise */
  constructor(keys: readonly Uint8Array[]) {
    if (keys.some(({ length }) => length !== KEY_BYTES)) throw new TypeError(`a key has ${KEY_BYTES} bytes`);
    const named = keys.map((key): [string, KeyObject] => [idOf(key), createSecretKey(key)]);
    const [first] = named;
    if (first === undefined) throw new TypeError('at least one key is needed');
    this.keys = new Map(named);
    [this.first, this.sealing] = first;
  }

  /** Whether something sealed with the key of this id can be opened. */
  has(id: string): boolean {
    return this.keys.has(id);
  }

  /** The text, sealed for this place (`table.column`): `sealed:v1:KEY:BASE64`. */
  seal(place: string, clear: string): string {
    return `${SEALED_PREFIX}${this.first}:${this.encrypt(place, Buffer.from(clear)).toString('base64')}`;
  }

  /** The text that was sealed for this place; throws SealError. */
  open(place: string, sealed: string): string {
    return this.decrypt(place, keyIdOf(sealed), Buffer.from(sealed.slice(HEAD_LENGTH), 'base64')).toString();
  }

  /** As `seal`, of bytes: the same head, then the bytes as they are. */
  sealBytes(place: string, clear: Uint8Array): Buffer {
    return Buffer.concat([Buffer.from(`${SEALED_PREFIX}${this.first}:`), this.encrypt(place, clear)]);
  }

  /** The bytes that were sealed for this place; what was kept before there were keys is given back as it is. Throws SealError. */
  openBytes(place: string, kept: Buffer): Buffer {
    const head = kept.toString('latin1', 0, HEAD_LENGTH);
    return head.startsWith(SEALED_PREFIX) ? this.decrypt(place, keyIdOf(head), kept.subarray(HEAD_LENGTH)) : kept;
  }

  private encrypt(place: string, clear: Uint8Array): Buffer {
    const nonce = takeNonce();
    const cipher = createCipheriv(CIPHER, this.sealing, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(place));
    // One call: this cipher holds nothing back, so that its end is the tag alone.
    const body = cipher.update(clear);
    cipher.final();
    return Buffer.concat([nonce, body, cipher.getAuthTag()]);
  }

  private decrypt(place: string, keyId: string, kept: Buffer): Buffer {
    const key = this.keys.get(keyId);
    if (key === undefined) throw new SealError(place, keyId, 'no-key');
    try {
      const decipher = createDecipheriv(CIPHER, key, kept.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(place));
      decipher.setAuthTag(kept.subarray(Math.max(NONCE_BYTES, kept.length - TAG_BYTES)));
      const clear = decipher.update(kept.subarray(NONCE_BYTES, -TAG_BYTES));
      decipher.final();
      return clear;
    } catch (cause) {
      throw new SealError(place, keyId, 'damaged', { cause });
    }
  }
}

/** Nonces that are drawn at once: asking the system for each takes longer than sealing a short text. */
const NONCES_DRAWN = 256;
let drawn: Buffer = Buffer.alloc(0);

/** Random bytes that were never given before. */
function takeNonce(): Buffer {
  if (drawn.length === 0) drawn = randomBytes(NONCE_BYTES * NONCES_DRAWN);
  const nonce = drawn.subarray(0, NONCE_BYTES);
  drawn = drawn.subarray(NONCE_BYTES);
  return nonce;
}

/** The id of the key with which something was sealed, as far as it can be read. */
export function keyIdOf(sealed: string): string {
  return sealed.slice(SEALED_PREFIX.length, SEALED_PREFIX.length + ID_LENGTH);
}

/** Tells keys apart and says nothing of them. */
function idOf(key: Uint8Array): string {
  return createHash('sha256').update('fa-xiaoer message key').update(key).digest('hex').slice(0, ID_LENGTH);
}
