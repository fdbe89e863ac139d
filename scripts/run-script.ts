import { type Command, CommanderError } from 'commander';
import { ConfigError } from '../src/config.ts';
import { KnowledgeFolderMissingError } from '../src/search/live-index.ts';
import { DataFolderBusyError } from '../src/store/data-lock.ts';
import { MessageKeysError } from '../src/store/message-keys.ts';

/** Something a person can mend: its message is all they need to see. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Runs a command line; what the person can mend is said without a stack, and the process ends with 1. */
export async function runScript(command: Command): Promise<void> {
  try {
    await command.exitOverride().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode;
      return;
    }
    const expected = [ConfigError, KnowledgeFolderMissingError, DataFolderBusyError, MessageKeysError, UsageError].some(
      (kind) => error instanceof kind,
    );
    const text = error instanceof Error ? (expected ? error.message : error.stack) : String(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = 1;
  }
}
