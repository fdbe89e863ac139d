import { randomUUID } from 'node:crypto';
import { type Answer, done, refused } from './dingtalk-answer.ts';

/** Access tokens: good for two hours, the same one for all who ask while it is, none for wrong credentials. */
export class DingTalkTokens {
  lifeMs = 7_200_000;
  /** How often a token was asked for. */
  asked = 0;
  /** All tokens that were given out. */
  readonly given: string[] = [];
  private current: { readonly token: string; readonly endsAt: number } | null = null;

  constructor(
    private readonly credentials: { readonly clientId: string; readonly clientSecret: string },
    private readonly now: () => number,
  ) {}

  answer({ appKey, appSecret }: Readonly<Record<string, unknown>>): Answer {
    this.asked++;
    if (appKey !== this.credentials.clientId || appSecret !== this.credentials.clientSecret) return refused(400, 'invalidClientIdOrSecret');
    if (this.current === null || this.current.endsAt - this.now() < 1_000) {
      this.current = { token: randomUUID().replaceAll('-', ''), endsAt: this.now() + this.lifeMs };
      this.given.push(this.current.token);
    }
    return done({ accessToken: this.current.token, expireIn: Math.floor((this.current.endsAt - this.now()) / 1000) });
  }

  isGood(token: unknown): boolean {
    return this.current !== null && token === this.current.token && this.now() < this.current.endsAt;
  }

  /** The token ends at once, as when the secret is changed. */
  revoke(): void {
    this.current = null;
  }
}
