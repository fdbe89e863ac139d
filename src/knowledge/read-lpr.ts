import { LPR_FILE, LprTableError, parseLprTable } from '../calculation/lpr-table.ts';
import type { FileContent } from './file-content.ts';

/** Reads the table of `计算/LPR.yaml`; another file in that folder, and a table with a fault, are one error with its line. */
export function readLpr(file: string, text: string): FileContent {
  const failed = (line: number, message: string): FileContent => ({ entries: [], faults: [{ file, line, severity: 'error', message }] });
  if (file !== LPR_FILE) return failed(1, `这个文件夹里只认 ${LPR_FILE}`);
  try {
    return { entries: [], faults: [], lpr: parseLprTable(text) };
  } catch (error) {
    if (error instanceof LprTableError) return failed(error.line, error.fault);
    throw error;
  }
}
