/** A token and how long it is good, in milliseconds from now. */
export interface FreshToken {
  readonly token: string;
  readonly lifeMs: number;
}

/** A token is renewed this long before it ends, or after four fifths of a short life; in milliseconds. */
const RENEW_EARLY_MS = 300_000;

/** The access token (访问凭证): kept, renewed before it ends, one renewal at a time for all who wait. */
export class AccessToken {
  private current: { readonly token: string; readonly renewAt: number } | null = null;
  private renewing: Promise<string> | null = null;

  constructor(
    private readonly fetchToken: () => Promise<FreshToken>,
    private readonly now: () => number = Date.now,
  ) {}

  /** A token that is good; throws what fetching it throws, and tries anew the next time. */
  get(): Promise<string> {
    if (this.current !== null && this.now() < this.current.renewAt) return Promise.resolve(this.current.token);
    this.renewing ??= this.renew().finally(() => {
      this.renewing = null;
    });
    return this.renewing;
  }

  /** Forgets a token that DingTalk refuses, unless another has taken its place. */
  discard(token: string): void {
    if (this.current?.token === token) this.current = null;
  }

  private async renew(): Promise<string> {
    const asked = this.now();
    const { token, lifeMs } = await this.fetchToken();
    this.current = { token, renewAt: asked + lifeMs - Math.min(RENEW_EARLY_MS, lifeMs / 5) };
    return token;
  }
}
