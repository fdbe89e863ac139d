import * as OpenCC from 'opencc-js/cn2t';
import type { Block, Reply } from './reply.ts';

const toTraditional = OpenCC.Converter({ from: 'cn', to: 't' });

/** Fields of a reply that are no words for people: what a button says, ids, files. */
const NO_WORDS: ReadonlySet<string> = new Set(['kind', 'command', 'id', 'file']);

/** The reply in traditional characters (繁體); commands and files stay as they are. */
export function inTraditional(reply: Reply): Reply {
  return convert(reply) as Reply;
}

/** The same for what somebody else is told: a person's own words, relayed, stay as they were written. */
export function noticeInTraditional({ blocks, rateable }: Reply): Reply {
  return { blocks: blocks.map((block) => (block.kind === 'quote' ? block : (convert(block) as Block))), rateable };
}

/** Any words of ours in traditional characters, such as an article that is shown in full. */
export function traditionalOf<Words>(words: Words): Words {
  return convert(words) as Words;
}

function convert(value: unknown): unknown {
  if (typeof value === 'string') return toTraditional(value);
  if (Array.isArray(value)) return value.map(convert);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, NO_WORDS.has(name) ? field : convert(field)]));
}
