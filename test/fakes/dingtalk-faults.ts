/**
 * How a call goes wrong: answered with a status and a body, never answered, not answered for a while and then cut off, cut off in the
 * middle of the answer, or done and the answer lost.
 */
export type Fault =
  | { readonly status: number; readonly retryAfterSeconds?: number; readonly body?: object }
  | 'timeout'
  | 'slow'
  | 'cut'
  | 'lost';

/** Faults that wait for the next calls. */
export class DingTalkFaults {
  private readonly waiting: { readonly fault: Fault; readonly path: string; left: number }[] = [];

  /** Whether a call goes wrong that none of them waits for. */
  chance: (path: string) => Fault | null = () => null;

  /** Lets the next `count` calls whose path starts like this go wrong. */
  add(count: number, fault: Fault, path: string): void {
    this.waiting.push({ fault, path, left: count });
  }

  /** All is well again. */
  clear(): void {
    this.waiting.length = 0;
  }

  /** The fault of a call; null where it goes well. */
  take(path: string): Fault | null {
    const found = this.waiting.find((one) => one.left > 0 && path.startsWith(one.path));
    if (found === undefined) return this.chance(path);
    found.left--;
    return found.fault;
  }
}
