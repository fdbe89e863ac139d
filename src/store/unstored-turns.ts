import type { IncomingMessage } from '../conversation/incoming-message.ts';
import type { Turn, TurnStore } from '../conversation/turn-store.ts';

/** Keeps nothing: for a terminal question while a server holds the data folder. */
export class UnstoredTurns implements TurnStore {
  async findByMessage(): Promise<Turn | null> {
    return null;
  }

  async findForPerson(): Promise<Turn | null> {
    return null;
  }

  async record(_message: IncomingMessage, turn: Turn): Promise<Turn> {
    return turn;
  }

  async history(): Promise<readonly Turn[]> {
    return [];
  }

  async recordFeedback(): Promise<boolean> {
    return false;
  }
}
