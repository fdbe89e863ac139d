import type { ChildProcess } from 'node:child_process';
import { startCommand } from '../scripts/run-command.ts';

/** One of several servers over one database, that is killed and started again. */
export class Replica {
  private process: ChildProcess | null = null;
  /** '' while it is not up. */
  url = '';
  /** What it wrote on its logs, for the time when something goes wrong. */
  output = '';

  constructor(private readonly variables: Readonly<Record<string, string>>) {}

  /** Starts it and waits until it answers. */
  async start(): Promise<void> {
    const child = startCommand('src/main.ts', [], { ...this.variables, PORT: '0' });
    this.process = child;
    this.url = await new Promise<string>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        this.output = `${this.output}${chunk}`.slice(-20_000);
        const url = /http:\/\/127\.0\.0\.1:\d+/.exec(chunk.toString());
        if (url) resolve(url[0]);
      };
      child.stdout?.on('data', read);
      child.stderr?.on('data', read);
      child.on('exit', (code) => reject(new Error(`a replica ended with ${code}: ${this.output}`)));
    });
  }

  /** Ends it without warning (kill -9), or in order. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.process;
    this.url = '';
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.on('exit', resolve));
    child.kill(signal);
    await ended;
  }
}
