/** A document's number in the index and its score; higher is better. */
export interface Scored {
  readonly document: number;
  readonly score: number;
}
