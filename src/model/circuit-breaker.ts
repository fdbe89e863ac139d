/** Keeps a failing service from being asked: after some failures in a row none is let through for a while, then one that tries. */
export class CircuitBreaker {
  private failures = 0;
  private closedUntil = 0;
  private trying = false;

  constructor(
    private readonly most: number,
    private readonly pauseMs: number,
    private readonly now: () => number,
  ) {}

  /** Whether a call may be made; one that was let through must be reported by `succeeded` or `failed`. */
  admits(): boolean {
    if (this.failures < this.most) return true;
    if (this.trying || this.now() < this.closedUntil) return false;
    this.trying = true;
    return true;
  }

  succeeded(): void {
    this.failures = 0;
    this.trying = false;
  }

  failed(): void {
    this.failures += 1;
    this.trying = false;
    if (this.failures >= this.most) this.closedUntil = this.now() + this.pauseMs;
  }
}
