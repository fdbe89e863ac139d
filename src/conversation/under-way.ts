/** Work by the name of what it is done for: what comes again meanwhile is not begun a second time. */
export class UnderWay {
  private readonly work = new Map<string, Promise<void>>();

  /** Begins it, or gives what was begun; `begin` never throws. */
  run(name: string, begin: () => Promise<void>): Promise<void> {
    const known = this.work.get(name);
    if (known) return known;
    const done = begin().finally(() => this.work.delete(name));
    this.work.set(name, done);
    return done;
  }

  /** Resolves when all that was begun is done. */
  async idle(): Promise<void> {
    while (this.work.size > 0) await Promise.all(this.work.values());
  }
}
