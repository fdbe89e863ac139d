import type { ChannelPace } from '../src/conversation/chat-pace.ts';
import { Door } from '../src/conversation/door.ts';

/** As fast as Telegram takes messages for everybody; each chat as fast as a fake without limits takes them. */
export const NO_PACE: ChannelPace = {
  perSecond: 25,
  person: { burst: 10_000, everyMs: 1 },
  group: { burst: 10_000, everyMs: 1 },
};

/** Lets in as much as a test can send. */
export function openDoor(): Door {
  return new Door({
    personPerMinute: Number.POSITIVE_INFINITY,
    groupPerMinute: Number.POSITIVE_INFINITY,
    perSecond: Number.POSITIVE_INFINITY,
  });
}
