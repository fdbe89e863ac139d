import { randomUUID } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { loadConfig } from '../src/config.ts';
import { formatFault } from '../src/knowledge/fault.ts';
import type { Law } from '../src/knowledge/law.ts';
import { MAX_FILE_BYTES, OFFICIAL_TEXT_FOLDER } from '../src/knowledge/read-file.ts';
import { readOfficialText } from '../src/knowledge/read-official-text.ts';
import { openKnowledge } from './open-knowledge.ts';
import { runScript, UsageError } from './run-script.ts';

/** A file that takes longer is given up, in milliseconds. */
const TIMEOUT_MS = 30_000;

const command = new Command('laws:fetch')
  .description('下载法律原文，查过条文齐全才放进 knowledge/法律原文/；出一点差错就什么都不动。')
  .argument('<laws...>', '法律的简称，要在 词典/法律目录.yaml 里写了 text')
  .addHelpText('after', '\n例：\n  npm run laws:fetch -- 民法典\n  npm run laws:fetch -- 劳动合同法 公司法')
  .action(async (names: string[]) => {
    const { knowledgeDir, lawsMirror } = loadConfig();
    const { knowledge } = await openKnowledge(knowledgeDir, undefined);
    const laws = names.map((name) => {
      const law = knowledge.law(name);
      if (!law || law.text.length === 0) throw new UsageError(`不知道“${name}”的原文在哪里，请在 词典/法律目录.yaml 里给它写上 text`);
      return law;
    });
    for (const law of laws) {
      const text = await fetchText(law, lawsMirror);
      const count = checkText(law, text);
      await put(path.join(knowledgeDir, OFFICIAL_TEXT_FOLDER), `${law.short}.md`, text);
      process.stdout.write(`${law.short}：${count} 条，已放进 ${OFFICIAL_TEXT_FOLDER}/${law.short}.md\n`);
    }
  });

async function fetchText(law: Law, mirror: string): Promise<string> {
  const parts: string[] = [];
  for (const file of law.text) {
    const address = `${mirror.replace(/\/$/, '')}/${file.split('/').map(encodeURIComponent).join('/')}`;
    parts.push(
      await fetchFile(address).catch((error: unknown) => {
        throw new UsageError(`${law.short}没有下载成功，原来的文件没有动：${address}（${error instanceof Error ? error.message : ''}）`);
      }),
    );
  }
  return parts.join('\n\n');
}

async function fetchFile(address: string): Promise<string> {
  const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length > MAX_FILE_BYTES) throw new Error('文件太大');
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/** The number of articles; throws UsageError when it is another law, or articles are missing. */
function checkText(law: Law, text: string): number {
  const { entries, faults } = readOfficialText(`${OFFICIAL_TEXT_FOLDER}/${law.short}.md`, text);
  const articles = entries.flatMap((entry) => (entry.kind === 'official' && entry.law === law.short ? [entry.article.number] : []));
  const last = law.articles ?? Math.max(0, ...articles);
  const missing = Array.from({ length: last }, (_, index) => index + 1).filter((number) => !articles.includes(number));
  const problems = [...faults.map(formatFault), ...(missing.length > 0 ? [`缺少第 ${missing.slice(0, 10).join('、')} 条`] : [])];
  if (articles.length === 0 || problems.length > 0)
    throw new UsageError(`${law.short}的原文不完整，原来的文件没有动：${problems.join('；') || '不是这部法律'}`);
  return articles.length;
}

/** Written aside and moved into place, so that the index sees the old text or the new one. */
async function put(folder: string, name: string, text: string): Promise<void> {
  await fs.mkdir(folder, { recursive: true });
  const aside = path.join(folder, `.${randomUUID()}`);
  await fs.writeFile(aside, text);
  await fs.rename(aside, path.join(folder, name));
}

await runScript(command);
