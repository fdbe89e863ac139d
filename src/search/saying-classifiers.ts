import type { Knowledge } from '../knowledge/knowledge.ts';
import { MessageClassifier, type Shares } from './message-classifier.ts';

/** The class of plain questions; the folder's own questions are of it too. */
const PLAIN_QUESTION = '正常提问';
/** Classes of what is no matter of ours. */
const NO_MATTERS: ReadonlySet<string> = new Set(['闲话', '不收的事', '问候', '道谢', '骂人', '套话']);
/** Of the folder's questions as many are learned from, spread evenly. */
const OWN_QUESTIONS = 2_500;

/** What a message is, and which kind of case it would be, by the examples of the folder (`说法/`). */
export class SayingClassifiers {
  private constructor(
    private readonly messages: MessageClassifier | null,
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
    const ofCases = sayings.filter(({ who }) => who !== '').map(({ kind, who, text }) => ({ label: kind, text: `${who}：${text}` }));
    const classifiers = new SayingClassifiers(
      said.length === 0 ? null : MessageClassifier.train([...said, ...plain]),
      ofCases.length === 0 ? null : MessageClassifier.train(ofCases),
    );
    remembered = { key, classifiers };
    return classifiers;
  }

  /** How likely a message is of each class; [] where the folder has no examples. */
  message(text: string): Shares {
    return this.messages?.classify(text) ?? [];
  }

  /** How likely a message is a matter of ours and no chat, no other office's affair, 0 to 1; 0.5 where the folder has no examples. */
  matter(text: string): number {
    const shares = this.message(text);
    if (shares.length === 0) return 0.5;
    return 1 - shares.reduce((sum, { label, share }) => sum + (NO_MATTERS.has(label) ? share : 0), 0);
  }

  /** How likely a message of this kind of person (居民, 企业) is about each kind of case; [] where the folder has no examples. */
  caseKind(text: string, who: string): Shares {
    return this.kinds?.classify(`${who}：${text}`) ?? [];
  }
}

let remembered: { readonly key: string; readonly classifiers: SayingClassifiers } | null = null;
