import { Command } from 'commander';
import { loadConfig } from '../src/config.ts';
import { formatArticle } from '../src/knowledge/article-number.ts';
import type { Entry } from '../src/knowledge/entry.ts';
import { compareEntries } from '../src/knowledge/knowledge.ts';
import { openKnowledge } from './open-knowledge.ts';
import { runScript } from './run-script.ts';

const command = new Command('knowledge:list')
  .description('列出知识文件夹里的每一条内容。')
  .option('--json', '输出 JSON：每条 {id, kind, law, article, title, text, questions, terms, layWords, file, line, inForce, checked}')
  .option('--law-text <dir>', '连同这个文件夹里的法律原文')
  .addHelpText('after', '\n例：\n  npm run knowledge:list\n  npm run -s knowledge:list -- --json > entries.json')
  .action(async (options: { json?: true; lawText?: string }) => {
    const { knowledge } = await openKnowledge(loadConfig().knowledgeDir, options.lawText);
    const entries = [...knowledge.entries].sort(compareEntries);
    if (options.json) process.stdout.write(`${JSON.stringify(entries.map(toJson), null, 2)}\n`);
    else for (const entry of entries) process.stdout.write(`${entry.id}　${entry.title}　${entry.file}:${entry.line}\n`);
  });

function toJson(entry: Entry): object {
  const { id, kind, title, text, questions, terms, layWords, file, line, inForce, checked } = entry;
  const { law, article } = entry.kind === 'guide' ? { law: null, article: null } : { law: entry.law, article: articleJson(entry.article) };
  return { id, kind, law, article, title, text, questions, terms, layWords, file, line, inForce, checked };
}

/** 1079 as a number; 120之一 as text. */
function articleJson({ number, sub }: { number: number; sub: number }): number | string {
  return sub === 0 ? number : formatArticle({ number, sub }).slice(1).replace('条', '');
}

await runScript(command);
