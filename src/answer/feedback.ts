/** Why an answer was no use: it was about something else, hard to understand, wrong, or too general. */
export const REASONS = ['not-asked', 'unclear', 'wrong', 'vague'] as const;
export type Reason = (typeof REASONS)[number];

/** What a person says of an answer; nobody has to give a reason. */
export interface Feedback {
  readonly useful: boolean;
  readonly reason?: Reason | undefined;
  /** One line in the person's own words, without personal data. */
  readonly words?: string | undefined;
}
