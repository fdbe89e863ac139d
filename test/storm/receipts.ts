/** What people asked by article, what they were shown for it, and how often a yes of the platform was lost. */
export class Receipts {
  private readonly people = new Map<string, Map<string, number>>();
  private lostAnswers = 0;
  /** What was shown to somebody who had not asked for it. */
  readonly strange: string[] = [];

  /** Somebody asks for an article; each person asks for each once. */
  expect(person: string, question: string): void {
    const asked = this.people.get(person) ?? new Map<string, number>();
    asked.set(question, 0);
    this.people.set(person, asked);
  }

  /** The next answer of a platform will be lost, though it takes what is sent. */
  lose(): void {
    this.lostAnswers += 1;
  }

  /** Somebody is shown an answer. */
  got(person: string, text: string, answerIsLost: boolean): void {
    if (answerIsLost) this.lose();
    const article = /第(\d+)条/.exec(text)?.[1];
    const question = `民法典第${article}条`;
    const times = this.people.get(person)?.get(question);
    if (times === undefined) this.strange.push(`${person} was shown ${text.slice(0, 60)}`);
    else this.people.get(person)?.set(question, times + 1);
  }

  missing(): string[] {
    const all = [...this.people].flatMap(([person, asked]) => [...asked].map(([question, times]) => ({ person, question, times })));
    return all.filter(({ times }) => times === 0).map(({ person, question }) => `${person} ${question}`);
  }

  count() {
    const times = [...this.people.values()].flatMap((asked) => [...asked.values()]);
    return {
      expected: times.length,
      answered: times.filter((one) => one > 0).length,
      twice: times.reduce((sum, one) => sum + Math.max(0, one - 1), 0),
      lostAnswers: this.lostAnswers,
    };
  }
}
