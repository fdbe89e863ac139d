import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../../src/answer/compose-answer.ts';

describe('sentencesOf', () => {
  it('cuts behind marks and line ends, and keeps closing quotes', () => {
    expect(sentencesOf('一。二！“三。”四\n五？（六。）')).toEqual(['一。', '二！', '“三。”', '四', '五？', '（六。）']);
  });
});
