/** Items done in one go at most; what they keep busy meanwhile stays short. */
const MOST = 50;

interface Waiting<T, R> {
  readonly item: T;
  readonly done: (result: R) => void;
  readonly failed: (error: unknown) => void;
}

/** Does what comes within a moment, or while the database is busy, in one go: a statement for many costs little more than for one. */
export class Batch<T, R> {
  private waiting: Waiting<T, R>[] = [];
  private working = false;

  /**
   * @param work gives the results of all items, in their order
   * @param gatherMs how long the first of them waits for others; 0: only for what is ready at this moment
   */
  constructor(
    private readonly work: (items: readonly T[]) => Promise<readonly R[]>,
    private readonly gatherMs = 0,
  ) {}

  /** The result of this item; throws what doing it threw. */
  add(item: T): Promise<R> {
    const added = new Promise<R>((done, failed) => this.waiting.push({ item, done, failed }));
    if (!this.working) void this.run();
    return added;
  }

  private async run(): Promise<void> {
    this.working = true;
    while (this.waiting.length > 0) {
      await new Promise((resolve) => (this.gatherMs > 0 ? setTimeout(resolve, this.gatherMs) : setImmediate(resolve)));
      await this.settle(this.waiting.splice(0, MOST));
    }
    this.working = false;
  }

  /** One that cannot be done takes none of the others with it: each is then tried alone. */
  private async settle(batch: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.work(batch.map(({ item }) => item));
      for (const [place, { done }] of batch.entries()) done(results[place] as R);
    } catch (error) {
      if (batch.length === 1) batch[0]?.failed(error);
      else for (const one of batch) await this.settle([one]);
    }
  }
}
