import { type Command, CommanderError } from 'commander';
import { ConfigError } from '../src/config.ts';
import { KnowledgeFolderMissingError } from '../src/search/live-index.ts';

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
    const expected = error instanceof ConfigError || error instanceof KnowledgeFolderMissingError || error instanceof UsageError;
    process.stderr.write(`${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  }
}
