/** Writes what comes while the database is busy in one go: nothing waits longer than for the writing before it. */
export class Batch<T> {
  private waiting: { readonly item: T; readonly done: () => void; readonly failed: (error: unknown) => void }[] = [];
  private writing = false;

  constructor(private readonly write: (items: readonly T[]) => Promise<void>) {}

  /** Over when the item is written; throws what writing it, and those with it, threw. */
  add(item: T): Promise<void> {
    const added = new Promise<void>((done, failed) => this.waiting.push({ item, done, failed }));
    if (!this.writing) void this.run();
    return added;
  }

  private async run(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0);
      try {
        await this.write(batch.map(({ item }) => item));
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    this.writing = false;
  }
}
