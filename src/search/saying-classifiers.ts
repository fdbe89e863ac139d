import type { Knowledge } from '../knowledge/knowledge.ts';
import { type Example, MessageClassifier, type Shares } from './message-classifier.ts';

/** The class of plain questions; the folder's own questions are of it too. */
const PLAIN_QUESTION = '正常提问';
/** Plain questions in words that danger, tricks and wrongs have too. */
const EASILY_MISTAKEN = '易混提问';
/** The files of this class tell its kinds apart: 危险-轻生, 危险-火险. */
const DANGER = '危险';
/** What is said to a question before it, and by itself hardly understood. */
const FOLLOW_UP = '接着说';
/** Classes of what is no matter of ours. */
const NO_MATTERS: readonly string[] = ['闲话', '不收的事', '问候', '道谢'];
/** Of the folder's questions as many are learned from, spread evenly. */
const OWN_QUESTIONS = 2_500;

/** What a message is, and which kind of case it would be, by the examples of the folder (`说法/`). */
export class SayingClassifiers {
  private constructor(
    private readonly messages: MessageClassifier | null,
    private readonly matters: MessageClassifier | null,
    private readonly dangers: MessageClassifier | null,
    private readonly followUps: MessageClassifier | null,
    private readonly kinds: MessageClassifier | null,
  ) {}

  /** Learned once for the same examples; a changed article needs no new learning. */
  static of({ sayings, entries }: Knowledge): SayingClassifiers {
    const key = JSON.stringify(sayings);
    if (remembered?.key === key) return remembered.classifiers;
    const own = entries.flatMap((entry) => entry.questions);
    const every = Math.max(1, Math.floor(own.length / OWN_QUESTIONS));
    const plain = own.filter((_, place) => place % every === 0).map((text) => ({ label: PLAIN_QUESTION, text }));
    const said = sayings.filter(({ who }) => who === '').map(({ kind, text }) => ({ label: kind, text }));
    const cases = sayings.filter(({ who }) => who !== '');
    const messages = [
      ...said.map(({ label, text }) => ({ label: classOf(label), text })),
      ...cases.map(({ text }) => ({ label: PLAIN_QUESTION, text })),
    ];
    // Apart, since what is dangerous or forbidden is told by other words than what is ours.
    const matters = said.filter(({ label }) => label === PLAIN_QUESTION || NO_MATTERS.includes(label));
    const dangers = said.filter(({ label }) => label.startsWith(`${DANGER}-`));
    const followUps = said.filter(({ label }) => label === PLAIN_QUESTION || label === FOLLOW_UP);
    const ofCases = cases.map(({ kind, who, text }) => ({ label: kind, text: `${who}：${text}` }));
    const learn = (examples: readonly Example[], more: readonly Example[] = []) =>
      examples.length === 0 ? null : MessageClassifier.train([...examples, ...more]);
    const classifiers = new SayingClassifiers(
      learn(messages, plain),
      learn(matters, plain),
      learn(dangers),
      learn(followUps, plain),
      learn(ofCases),
    );
    remembered = { key, classifiers };
    return classifiers;
  }

  /** How likely a message is of each class; [] where the folder has no examples. */
  message(text: string): Shares {
    return this.messages?.classify(text) ?? [];
  }

  /** The likeliest kind of a danger (轻生, 火险); null where the folder has no examples. */
  danger(text: string): string | null {
    const [likeliest] = this.dangers?.classify(text) ?? [];
    return likeliest?.label.slice(DANGER.length + 1) ?? null;
  }

  /** How likely a message is a matter of ours and no chat, no other office's affair, 0 to 1; a third where the folder has no examples. */
  matter(text: string): number {
    if (this.matters === null) return 1 / 3;
    return 1 - this.matters.classify(text).reduce((sum, { label, share }) => sum + (NO_MATTERS.includes(label) ? share : 0), 0);
  }

  /** How likely a message goes on with what was said before it and cannot stand alone, 0 to 1; a twentieth where the folder has no examples. */
  followUp(text: string): number {
    return this.followUps?.classify(text).find(({ label }) => label === FOLLOW_UP)?.share ?? 0.05;
  }

  /** How likely a message of this kind of person (居民, 企业) is about each kind of case; [] where the folder has no examples. */
  caseKind(text: string, who: string): Shares {
    return this.kinds?.classify(`${who}：${text}`) ?? [];
  }
}

/** The class by which messages are told apart, of the file that an example stands in. */
function classOf(label: string): string {
  if (label.startsWith(`${DANGER}-`)) return DANGER;
  // Whether chat is ours is another question; here it would draw every short cry to itself (割腕了, like 谢谢了).
  return label === EASILY_MISTAKEN || label === FOLLOW_UP || NO_MATTERS.includes(label) ? PLAIN_QUESTION : label;
}

let remembered: { readonly key: string; readonly classifiers: SayingClassifiers } | null = null;
