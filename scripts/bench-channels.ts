import { spawn } from 'node:child_process';
import { Command } from 'commander';

/**
 * The bench of channels as its own process: it needs the fakes of the platforms, which live with the tests. Further options are passed
 * on (`--updates`, `--seconds`, `--rate`, `--questions` for fewer different ones, `--json`); DATABASE_URL adds two processes on PostgreSQL.
 */
export const benchChannels = new Command('channels')
  .description('整条路（收、存、检索、回答、发）每秒能处理多少条消息，和同一个假平台上的 grammY 回声机器人对比。')
  .argument('[options...]')
  .allowUnknownOption()
  .passThroughOptions()
  .action(async (options: readonly string[]) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'test/storm/bench-channels.ts', ...options], { stdio: 'inherit' });
    process.exitCode = await new Promise<number>((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
  });
