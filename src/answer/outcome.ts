import type { Desk } from '../knowledge/law.ts';

/**
 * An article an answer rests on (依据), with what a reader opens. A `reference` is an article that a guide names as its basis
 * and that the folder does not hold: it is named, there is nothing to open, and its title is ''.
 */
export interface Citation {
  readonly kind: 'digest' | 'official' | 'reference';
  /** Short name of the law (民法典). */
  readonly law: string;
  /** 1079, or 120之一 for an article between two. */
  readonly article: number | string;
  /** 民法典第1079条. */
  readonly label: string;
  readonly title: string;
  /** Our plain words (要旨); null where the folder has only the official text. */
  readonly digest: string | null;
  /** The statute's own paragraphs (原文); null until staff import them. */
  readonly official: string | null;
}

/** One sentence of an answer and the article or guide it is taken from. */
export interface Statement {
  readonly text: string;
  /** 民法典第1079条, or the guide's title. */
  readonly source: string;
  /** Further ones where the sentence rests on more than one. */
  readonly alsoFrom?: readonly string[];
}

/** A procedure in brief (怎么办). */
export interface GuideBrief {
  readonly title: string;
  readonly authority: string;
  readonly how: string;
  readonly timeLimit: string;
  readonly fee: string;
  readonly materials: readonly string[];
  readonly steps: readonly string[];
  /** What to beware of (注意), the most important first. Absent in turns kept before they were shown. */
  readonly notes?: readonly string[];
  readonly checked: string;
}

/** What a person asks about a procedure when they do not want all of it. */
export type Side = 'time' | 'fee' | 'materials' | 'where';

/** Something to be said before the answer: who helps in danger, and what became of the law a person named. */
export type Notice =
  | { readonly kind: 'urgent'; readonly desks: readonly Pick<Desk, 'name' | 'handles'>[] }
  | {
      readonly kind: 'repealed';
      readonly law: string;
      readonly on: string;
      readonly successor: string;
      readonly asked: string | null;
      readonly today: readonly string[];
    }
  | { readonly kind: 'no-such-article'; readonly label: string; readonly law: string; readonly last: number | null }
  | { readonly kind: 'not-covered'; readonly label: string }
  /** What was answered before says nothing of this side of it. */
  | { readonly kind: 'side-unknown'; readonly side: Side };

/** One way in which a bare topic may be meant (两个人都同意): what is tapped, and what is asked then. */
export interface AnswerChoice {
  readonly label: string;
  readonly question: string;
}

/** One or more of the things asked in a story, with what answers them. */
export interface AnswerPart {
  /** In the person's own words; more than one where the same article answers them. */
  readonly asks: readonly string[];
  readonly point: readonly Statement[];
  readonly citations: readonly Citation[];
}

/** A message that asked several things: what became of each. */
export interface SeveralAsks {
  /** In the order of asking, at most 3; the answer's point and citations are theirs together. Empty where a model wrote of all at once. */
  readonly parts: readonly AnswerPart[];
  /** Not answered here for want of room: to be tapped; the label is the ask in the person's own words. */
  readonly open: readonly AnswerChoice[];
  /** Asked, and nothing was found. */
  readonly unanswered: readonly string[];
}

/** An answer made of the folder's own sentences, or of a model's that were verified against them. */
export interface Answer {
  readonly point: readonly Statement[];
  /** At most 4, the most fitting first; where a model wrote, there are choices or several asks, all that is said rests on, at most 6. */
  readonly citations: readonly Citation[];
  /** At most 1; where a model wrote, there are choices or several asks, all that is said rests on. */
  readonly guides: readonly GuideBrief[];
  /** Questions of neighbouring entries, to tap. */
  readonly related: readonly string[];
  /** The oldest day on which a cited entry was checked, YYYY-MM-DD; null where only official texts are cited. */
  readonly checked: string | null;
  /** `model`: the point was written by a model and must be shown as such. Absent in turns kept before there was one: `extract`. */
  readonly composedBy?: 'extract' | 'model';
  /** The ways in which a bare topic may be meant, each with what is asked when it is tapped; the point tells of each. */
  readonly choices?: readonly AnswerChoice[];
  /** Present where the message asked several things. */
  readonly several?: SeveralAsks;
  /** Only this was asked of the answer before: a side of its guides or articles, or one of the 常见问题; absent for a whole answer. */
  readonly aside?: Side | 'faq';
  /** The point is what the guide says to this one of its 常见问题; absent where it is not. */
  readonly faq?: string;
}

/** An answer that a model is still writing: its verified sentences so far, and what has to be said before them. */
export interface Unfinished {
  readonly notices: readonly Notice[];
  readonly point: readonly Statement[];
}

/** Why a question is not answered: nothing in the folder fits, or it is not about law and procedures at all. */
type DeclineReason = 'no-source' | 'out-of-scope';

/** An article, or a guide by its title. */
export type NearMiss = { readonly kind: 'article'; readonly citation: Citation } | { readonly kind: 'guide'; readonly title: string };

/** How a turn ended; stored as it is. */
export type Outcome =
  | { readonly kind: 'needs-detail'; readonly why: 'empty' | 'too-long' }
  | { readonly kind: 'answered'; readonly notices: readonly Notice[]; readonly answer: Answer }
  | {
      readonly kind: 'declined';
      readonly why: DeclineReason;
      readonly notices: readonly Notice[];
      readonly desks: readonly Pick<Desk, 'name' | 'phone' | 'handles'>[];
      /** What was found that is near, and is no answer: to be opened, never stated. Absent where nothing is near. */
      readonly near?: NearMiss;
    }
  | { readonly kind: 'failed'; readonly why: 'internal' };
