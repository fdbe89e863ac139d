import { describe, expect, it } from 'vitest';
import { PressLabels } from '../../../src/channel/web/label-presses.ts';
import { say } from '../../../src/conversation/reply.ts';

const ID = '00000000-0000-4000-8000-000000000000';

describe('PressLabels', () => {
  it('shows a command as the button that was offered for it last', () => {
    const labels = new PressLabels();
    labels.offer(say('要帮忙吗', [{ label: '请律师帮我看', command: `转人工 ${ID}` }]));
    labels.offer(say('要停吗', [{ label: '不用了', command: '取消' }]));
    labels.offer(say('写吗', [{ label: '不写了', command: '取消' }]));
    expect(labels.shown(`转人工 ${ID}`)).toBe('请律师帮我看');
    expect(labels.shown('取消')).toBe('不写了');
  });

  it('shows what nobody offered as it was said, without the id of an answer', () => {
    const labels = new PressLabels();
    expect(labels.shown(`转人工 ${ID}`)).toBe('转人工');
    expect(labels.shown('我的案号是 2026000001')).toBe('我的案号是 2026000001');
  });
});
