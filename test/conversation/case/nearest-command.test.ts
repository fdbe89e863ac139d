import { describe, expect, it } from 'vitest';
import { nearestCommand } from '../../../src/conversation/case/nearest-command.ts';
import { understand } from '../../../src/conversation/case/understand.ts';

const COMMANDS = ['/help', '/cases', '/case', '/bind', '/lang'];

describe('the nearest command', () => {
  it.each([
    ['/hlep', '/help'],
    ['/hel', '/help'],
    ['/casess', '/cases'],
    ['/caess', '/cases'],
    ['/bidn', '/bind'],
    ['/lnag', '/lang'],
    ['/case', '/case'],
  ])('to %s is %s', (typed, meant) => {
    expect(nearestCommand(typed, COMMANDS)).toBe(meant);
  });

  it.each(['/weather', '/settings', ''])('to “%s” is none', (typed) => {
    expect(nearestCommand(typed, COMMANDS)).toBeNull();
  });

  it('is none of none', () => {
    expect(nearestCommand('/help', [])).toBeNull();
  });
});

describe('a word with a stroke before it', () => {
  it.each([
    ['/hlep', '/help'],
    ['/HLEP', '/help'],
    ['/undelivred', '/undelivered'],
    ['/qwertyuiop', null],
  ])('%s is no command; %s was meant', (text, meant) => {
    expect(understand(text)).toEqual({ kind: 'unknown-command', meant });
  });

  it.each([
    ['/start welcome', 'help'],
    ['/start case_1', 'help'],
    ['/help 怎么用', 'help'],
    ['/case 离婚', 'open-case'],
    ['/lang en', 'script'],
    ['/帮助', 'help'],
    ['/我的案件', 'cases'],
    ['/bind abc', 'bind'],
  ])('%s is its command whatever stands behind it', (text, kind) => {
    expect(understand(text)).toMatchObject({ kind });
  });

  it('is no command in the middle of words', () => {
    expect(understand('请看 /etc/passwd').kind).toBe('words');
  });
});
