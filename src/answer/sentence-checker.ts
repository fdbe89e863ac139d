import type { DraftStatement, Verdict } from './verify-answer.ts';

/** Verifies the sentences of one answer, each once, while it is written and when it is done. */
export class SentenceChecker {
  private readonly verdicts = new Map<string, Promise<Verdict>>();
  private readonly kept: DraftStatement[] = [];
  private told: Promise<void> = Promise.resolve();

  /**
   * @param verify never told of the same sentence twice
   * @param onKept told of the sentences heard and kept so far, in the order of writing, each time there is one more
   */
  constructor(
    private readonly verify: (sentence: DraftStatement) => Promise<Verdict>,
    private readonly onKept: (kept: readonly DraftStatement[]) => void,
  ) {}

  /** Sentences that have just been written. */
  hear(sentences: readonly DraftStatement[]): void {
    for (const sentence of sentences) {
      this.told = Promise.all([this.verdictOf(sentence), this.told]).then(
        ([{ kept }]) => {
          if (!kept) return;
          this.kept.push(sentence);
          this.onKept([...this.kept]);
        },
        // A verification that failed is thrown where the answer is checked.
        () => {},
      );
    }
  }

  /** What becomes of each sentence of the whole answer, in its order. Throws what a verification threw. */
  check(sentences: readonly DraftStatement[]): Promise<Verdict[]> {
    return Promise.all(sentences.map((sentence) => this.verdictOf(sentence)));
  }

  private verdictOf(sentence: DraftStatement): Promise<Verdict> {
    const key = JSON.stringify([sentence.text, sentence.sources]);
    const verdict = this.verdicts.get(key) ?? this.verify(sentence);
    this.verdicts.set(key, verdict);
    return verdict;
  }
}
