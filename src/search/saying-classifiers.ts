import { createHash } from 'node:crypto';
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

/** What is told apart. */
export const CLASSIFIERS = ['messages', 'matters', 'dangers', 'followUps', 'kinds'] as const;

/** Each by what it tells apart; null where the folder has no examples. */
export type Classifiers = Readonly<Record<(typeof CLASSIFIERS)[number], MessageClassifier | null>>;

/** By what examples classifiers were learned (SHA-256, hex): those of the folder, and these with the questions of its entries. */
export interface Origin {
  readonly sayings: string;
  readonly all: string;
}

/** What a message is, and which kind of case it would be, by the examples of the folder (`说法/`). */
export class SayingClassifiers {
  constructor(
    readonly classifiers: Classifiers,
    readonly origin: Origin,
  ) {}

  /** Those of `before` where the examples are the same; a changed article needs no new learning where it must be quick. */
  static of({ sayings, entries }: Knowledge, before: SayingClassifiers | null, quick: boolean): SayingClassifiers {
    const own = entries.flatMap((entry) => entry.questions);
    const every = Math.max(1, Math.floor(own.length / OWN_QUESTIONS));
    const plain = own.filter((_, place) => place % every === 0).map((text) => ({ label: PLAIN_QUESTION, text }));
    const origin = { sayings: hash(sayings), all: hash([sayings, plain]) };
    if (before && (quick ? before.origin.sayings === origin.sayings : before.origin.all === origin.all)) return before;
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
    const classifiers = {
      messages: learn(messages, plain),
      matters: learn(matters, plain),
      dangers: learn(dangers),
      followUps: learn(followUps, plain),
      kinds: learn(ofCases),
    };
    return new SayingClassifiers(classifiers, origin);
  }

  /** How likely a message is of each class; [] where the folder has no examples. */
  message(text: string): Shares {
    return this.classifiers.messages?.classify(text) ?? [];
  }

  /** The likeliest kind of a danger (轻生, 火险); null where the folder has no examples. */
  danger(text: string): string | null {
    const [likeliest] = this.classifiers.dangers?.classify(text) ?? [];
    return likeliest?.label.slice(DANGER.length + 1) ?? null;
  }

  /** How likely a message is a matter of ours and no chat, no other office's affair, 0 to 1; a third where the folder has no examples. */
  matter(text: string): number {
    const { matters } = this.classifiers;
    if (matters === null) return 1 / 3;
    return 1 - matters.classify(text).reduce((sum, { label, share }) => sum + (NO_MATTERS.includes(label) ? share : 0), 0);
  }

  /** How likely a message goes on with what was said before it and cannot stand alone, 0 to 1; a twentieth where the folder has no examples. */
  followUp(text: string): number {
    return this.classifiers.followUps?.classify(text).find(({ label }) => label === FOLLOW_UP)?.share ?? 0.05;
  }

  /** How likely a message of this kind of person (居民, 企业) is about each kind of case; [] where the folder has no examples. */
  caseKind(text: string, who: string): Shares {
    return this.classifiers.kinds?.classify(`${who}：${text}`) ?? [];
  }
}

/** The class by which messages are told apart, of the file that an example stands in. */
function classOf(label: string): string {
  if (label.startsWith(`${DANGER}-`)) return DANGER;
  // Whether chat is ours is another question; here it would draw every short cry to itself (割腕了, like 谢谢了).
  return label === EASILY_MISTAKEN || label === FOLLOW_UP || NO_MATTERS.includes(label) ? PLAIN_QUESTION : label;
}

function hash(examples: unknown): string {
  return createHash('sha256').update(JSON.stringify(examples)).digest('hex');
}
