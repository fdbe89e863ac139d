/** Runs work of the same key one after the other, of different keys beside each other. */
export class KeyedQueue {
  private readonly last = new Map<string, Promise<void>>();

  /** Runs the work after all that came before under its key; never throws for what the work before did. */
  run(key: string, work: () => Promise<void>): Promise<void> {
    const done = (this.last.get(key) ?? Promise.resolve()).then(work);
    const settled = done
      .catch(() => {})
      .finally(() => {
        if (this.last.get(key) === settled) this.last.delete(key);
      });
    this.last.set(key, settled);
    return done;
  }
}
