import { describe, expect, it } from 'vitest';
import { readKnowledgeFile } from '../../src/knowledge/read-file.ts';

const read = (file: string, text: string) => readKnowledgeFile(file, Buffer.from(text));

describe('readSayings', () => {
  it('takes each line of a .txt for a message of the kind the file is named after', async () => {
    const { sayings, faults } = await read('说法/闲话.txt', '今天天气怎么样\n\n# 备注\n讲个笑话\n');
    expect(sayings).toEqual([
      { kind: '闲话', who: '', text: '今天天气怎么样' },
      { kind: '闲话', who: '', text: '讲个笑话' },
    ]);
    expect(faults).toEqual([]);
  });

  it('takes kind, who and message from a .tsv, and names the lines that have less', async () => {
    const { sayings, faults } = await read('说法/案件种类.tsv', '合同审查\t企业\t看看合同\n调解\t居民\n');
    expect(sayings).toEqual([{ kind: '合同审查', who: '企业', text: '看看合同' }]);
    expect(faults).toEqual([{ file: '说法/案件种类.tsv', line: 2, severity: 'error', message: '应当是：种类、谁、说的话，用制表符隔开' }]);
  });

  it('refuses a line that is no message', async () => {
    const { faults } = await read('说法/闲话.txt', `好\n${'长'.repeat(301)}`);
    expect(faults.map(({ line }) => line)).toEqual([2]);
  });
});

describe('词典 of topics and of what is not covered', () => {
  it('are read, and their faults named', async () => {
    const topics = await read('词典/话题.yaml', 'topics:\n  - words: [离婚]\n    questions: [离婚财产怎么分]\n');
    expect(topics.topics).toEqual([{ words: ['离婚'], questions: ['离婚财产怎么分'], choices: [] }]);
    const outside = await read('词典/不收.yaml', 'not_covered:\n  - name: 公积金\n    words: [公积金]\n    desks: [12345]\n');
    expect(outside.notCovered).toEqual([{ name: '公积金', words: ['公积金'], desks: ['12345'] }]);
    const bad = await read('词典/话题.yaml', 'topics:\n  - words: []\n    questions: [离婚财产怎么分]\n');
    expect(bad.faults.map(({ severity }) => severity)).toEqual(['error']);
  });
});
