import { FaultList } from './fault.ts';
import type { FileContent } from './file-content.ts';
import type { Saying } from './law.ts';

const LONGEST_SAYING = 300;

/**
 * Reads examples of what people say (`说法/`): a `.txt` file holds one message a line, its name says what they are (危险, 闲话);
 * a `.tsv` file has the kind, who says it, and the message. They teach the bot to tell messages apart.
 */
export function readSayings(file: string, text: string): FileContent {
  const faults = new FaultList(file);
  const kind = (file.split('/').at(-1) ?? '').replace(/\.[a-z]+$/, '');
  const sayings: Saying[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const said = line.trim();
    if (said === '' || said.startsWith('#')) continue;
    if (said.length > LONGEST_SAYING) faults.error(index + 1, `一句话最多 ${LONGEST_SAYING} 个字`);
    else if (!file.endsWith('.tsv')) sayings.push({ kind, who: '', text: said });
    else {
      const [label = '', who = '', words = ''] = said.split('\t');
      if (words === '') faults.error(index + 1, '应当是：种类、谁、说的话，用制表符隔开');
      else sayings.push({ kind: label, who, text: words });
    }
  }
  return { entries: [], faults: faults.faults, sayings };
}
