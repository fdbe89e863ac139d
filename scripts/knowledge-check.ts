import path from 'node:path';
import { Command } from 'commander';
import { loadConfig } from '../src/config.ts';
import { checkDigests } from '../src/knowledge/check-digest.ts';
import { formatFault, hasError } from '../src/knowledge/fault.ts';
import { sumUpFolder } from '../src/knowledge/sum-up-folder.ts';
import { openKnowledge } from './open-knowledge.ts';
import { runScript } from './run-script.ts';

const command = new Command('knowledge:check')
  .description('检查知识文件夹：每个问题都指出文件和行。有错误时以 1 退出。')
  .argument('[files...]', '只看这些文件的问题（默认全部）')
  .option(
    '--json',
    '输出 JSON：{files, entries, digests, guides, officialTexts, questions, errors, warnings, faults:[{file, line, severity, message}]}',
  )
  .option('--law-text <dir>', '法律原文所在的文件夹：要旨的数字、用词逐条和原文核对，写法上的提醒也算错误')
  .addHelpText(
    'after',
    '\n例：\n  npm run knowledge:check\n  npm run knowledge:check -- --law-text ../shared/laws knowledge/民法典/婚姻家庭编/第四章离婚.md',
  )
  .action(async (files: string[], options: { json?: true; lawText?: string }) => {
    const { knowledgeDir } = loadConfig();
    const folder = await openKnowledge(knowledgeDir, options.lawText);
    const wanted = files.map((file) => path.relative(knowledgeDir, file).split(path.sep).join('/'));
    const faults = [...folder.faults, ...checkDigests(folder.knowledge, options.lawText !== undefined)]
      .filter((fault) => wanted.length === 0 || wanted.includes(fault.file))
      .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
    const summary = { files: folder.states.size, ...sumUpFolder(folder.knowledge, faults) };
    if (options.json) {
      process.stdout.write(`${JSON.stringify({ ...summary, faults }, null, 2)}\n`);
    } else {
      for (const fault of faults) process.stdout.write(`${formatFault(fault)}\n`);
      const { files: fileCount, digests, guides, officialTexts, questions, errors, warnings } = summary;
      const contents = `要旨 ${digests} 条、指南 ${guides} 份、原文 ${officialTexts} 条、问题 ${questions} 个`;
      process.stdout.write(`${fileCount} 个文件：${contents}；${errors} 个错误，${warnings} 个提醒\n`);
    }
    if (hasError(faults)) process.exitCode = 1;
  });

await runScript(command);
