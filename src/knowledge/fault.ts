/** Something wrong in the knowledge folder, said so that staff can find and mend it. */
export interface Fault {
  /** Path below the knowledge folder. */
  readonly file: string;
  /** Line from 1. */
  readonly line: number;
  /** Errors keep the file's last good content in service; warnings do not hold anything back. */
  readonly severity: 'error' | 'warning';
  /** What is wrong and what to do, in Chinese. */
  readonly message: string;
}

/** True when the list holds an error, that is, more than warnings. */
export function hasError(faults: readonly Fault[]): boolean {
  return faults.some((fault) => fault.severity === 'error');
}

/** One line for a person: `民法典/总则/第一章.md:12 错误 …`. */
export function formatFault(fault: Fault): string {
  return `${fault.file}:${fault.line} ${fault.severity === 'error' ? '错误' : '提醒'} ${fault.message}`;
}

/** Collects the faults of one file while it is read. */
export class FaultList {
  readonly faults: Fault[] = [];

  constructor(private readonly file: string) {}

  error(line: number, message: string): void {
    this.faults.push({ file: this.file, line, severity: 'error', message });
  }

  warning(line: number, message: string): void {
    this.faults.push({ file: this.file, line, severity: 'warning', message });
  }
}
