import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { FaultList } from './fault.ts';

/** A YAML mapping: plain values and lines by key, and the line of anything deeper. */
interface YamlMapping {
  /** Plain values by key; dates stay text. */
  readonly values: ReadonlyMap<string, unknown>;
  /** Line of each key, from 1. */
  readonly lines: ReadonlyMap<string, number>;
  /** The line, from 1, of what a path leads to (offices, 2, name); of what is nearest above it where that is missing. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

/** What the YAML reader calls a fault, in Chinese. */
const YAML_FAULTS: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: '同一个名称写了两遍',
  BAD_INDENT: '缩进不对',
  TAB_AS_INDENT: '缩进用了 Tab，请改成空格',
  MISSING_CHAR: '少了引号、括号、逗号或者冒号',
  UNEXPECTED_TOKEN: '多了符号，或者引号、括号没有配对',
  BAD_ALIAS: '不允许使用 YAML 引用（& 和 *）',
};

/** Reads a YAML mapping without aliases; `lineOffset` lines stand before it in the file. Null, with faults, when it is broken. */
export function readYaml(text: string, lineOffset: number, faults: FaultList): YamlMapping | null {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { schema: 'core', lineCounter, strict: true, uniqueKeys: true, logLevel: 'silent' });
  const lineAt = (offset: number) => lineOffset + lineCounter.linePos(offset).line;
  for (const error of document.errors) {
    faults.error(lineAt(error.pos[0]), `YAML 格式不对：${YAML_FAULTS[error.code] ?? '检查缩进、冒号和引号'}`);
  }
  if (document.errors.length > 0) return null;
  const { contents } = document;
  if (!isMap(contents)) {
    faults.error(lineAt(isNode(contents) && contents.range ? contents.range[0] : 0), '应当是“名称: 内容”的格式');
    return null;
  }
  const alias = firstAlias(document);
  if (alias !== null) {
    faults.error(lineAt(alias), '不允许使用 YAML 引用（& 和 *）');
    return null;
  }
  const lines = new Map<string, number>();
  for (const pair of contents.items) {
    if (isScalar(pair.key) && pair.key.range) lines.set(String(pair.key.value), lineAt(pair.key.range[0]));
  }
  const lineOf = (path: readonly PropertyKey[]) => lineAt(offsetOf(contents, path));
  return { values: new Map(Object.entries(document.toJS({ maxAliasCount: 0 }))), lines, lineOf };
}

/** Where the first alias stands; null for none. */
function firstAlias(document: Document): number | null {
  let found: number | null = null;
  visit(document, {
    Alias: (_, node) => {
      found = node.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return found;
}

/** Where the thing at the end of a path begins, or the last on the way to it that is there; of a key's value the key counts. */
function offsetOf(contents: unknown, path: readonly PropertyKey[]): number {
  let node: unknown = contents;
  let offset = isNode(contents) && contents.range ? contents.range[0] : 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair || !isScalar(pair.key) || !pair.key.range) break;
      offset = pair.key.range[0];
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if (!isNode(node) || !node.range) break;
      offset = node.range[0];
    } else break;
  }
  return offset;
}
