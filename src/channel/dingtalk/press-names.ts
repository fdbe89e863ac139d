import { cardPressSchema } from './robot-message.ts';

/** The same press of the same person within this time is the same one, delivered again; in milliseconds. */
const SAME_PRESS_MS = 10_000;

/** Names of presses: DingTalk gives a press no number of its own, and each of its deliveries another. */
export class PressNames {
  private readonly recent = new Map<string, { readonly name: string; readonly at: number }>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** The name of a press by its first delivery; null for what is no press. */
  nameOf(data: unknown, delivery: string): string | null {
    const press = cardPressSchema.safeParse(data);
    if (!press.success) return null;
    const now = this.now();
    for (const [key, { at }] of this.recent) if (now - at >= SAME_PRESS_MS) this.recent.delete(key);
    const { outTrackId, userId, content } = press.data;
    const key = JSON.stringify([outTrackId, userId, content]);
    const known = this.recent.get(key) ?? { name: `press:${delivery}`, at: now };
    this.recent.set(key, known);
    return known.name;
  }
}
