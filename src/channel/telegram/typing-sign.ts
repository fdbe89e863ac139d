/** Time after which a person sees that the bot is typing, in milliseconds. */
const AFTER_MS = 400;
/** Telegram shows the sign for five seconds; who waits longer is shown it again, after this time in milliseconds. */
const AGAIN_MS = 4_500;
/** Messages dealt with at once from which on nobody is shown it: the calls are needed for their answers. */
const MANY = 30;

/** Shows who waits for a while that the bot is at it. */
export class TypingSign {
  private underWay = 0;

  /** Begins to wait; over when what comes back is called. */
  begin(show: () => Promise<unknown>): () => void {
    this.underWay += 1;
    const showNow = () => {
      // It only pleases; nothing is lost without it.
      if (this.underWay <= MANY) show().catch(() => {});
      timer = setTimeout(showNow, AGAIN_MS);
    };
    let timer = setTimeout(showNow, AFTER_MS);
    return () => {
      clearTimeout(timer);
      this.underWay -= 1;
    };
  }
}
