import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CONFIG_SCHEMA, ConfigError, readConfig } from '../src/config.ts';

describe('readConfig', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toMatchObject({
      dataDir: 'data',
      knowledgeDir: 'knowledge',
      host: '127.0.0.1',
      port: 8080,
      databaseUrl: null,
      telegram: null,
    });
  });

  it('names every bad variable at once, with what it should be, and none of the values', () => {
    const read = () =>
      readConfig({ PORT: '99999', DATABASE_URL: 'mysql://secret', TELEGRAM_BOT_TOKEN: 'secret', LOG_LEVEL: 'loud', EMBEDDING_MODEL: 'm' });
    expect(read).toThrow(ConfigError);
    const message = (() => {
      try {
        read();
        return '';
      } catch (error) {
        return String(error);
      }
    })();
    for (const name of ['PORT', 'DATABASE_URL', 'TELEGRAM_BOT_TOKEN', 'LOG_LEVEL', 'OPENAI_BASE_URL', 'OPENAI_API_KEY'])
      expect(message).toContain(`  ${name}：`);
    expect(message).not.toContain('secret');
  });

  it('reads keys in base64, the first of which seals, and shows no key where one is bad', () => {
    const [one, two] = ['a', 'b'].map((letter) => Buffer.alloc(32, letter));
    const text = [one, two].map((key) => key?.toString('base64'));
    expect(readConfig({ MESSAGE_KEYS: text.join(' , ') }).messageKeys).toEqual([one, two]);
    for (const bad of [`${text[0]},`, `${text[0]},short`, 'A'.repeat(43), Buffer.alloc(31, 'a').toString('base64')]) {
      expect(() => readConfig({ MESSAGE_KEYS: bad })).toThrow(/^[^\n]*\n {2}MESSAGE_KEYS：应当是 32 字节的密钥（base64[^\n]*$/);
      expect(() => readConfig({ MESSAGE_KEYS: bad })).not.toThrow(text[0]?.slice(0, 8));
    }
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toEqual(readConfig({}));
  });

  it('reads a full configuration', () => {
    const config = readConfig({
      TELEGRAM_BOT_TOKEN: '123456:abcdefghijklmnopqrstuvwxyz',
      DATABASE_URL: 'postgres://u@127.0.0.1/d',
      OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1',
      OPENAI_API_KEY: 'k',
      EMBEDDING_MODEL: 'bge-m3',
      PORT: '0',
    });
    expect(config.telegram?.apiRoot).toBe('https://api.telegram.org');
    expect(config.embedding).toEqual({ baseUrl: 'http://127.0.0.1:11434/v1', apiKey: 'k', model: 'bge-m3' });
    expect(config.port).toBe(0);
  });
});

describe('.env.example', () => {
  const lines = readFileSync('.env.example', 'utf8').split('\n');
  const variables = Object.fromEntries(lines.flatMap((line) => (/^[A-Z_]+=/.test(line) ? [line.split('=', 2) as [string, string]] : [])));

  it('names every variable of the schema and no other, each explained', () => {
    expect(Object.keys(variables).sort()).toEqual(Object.keys(CONFIG_SCHEMA.shape).sort());
    expect(lines[0]).toMatch(/^#/);
  });

  it('states the defaults', () => {
    expect(readConfig(variables)).toEqual(readConfig({}));
  });
});

describe('README.md', () => {
  it('explains every variable in its table', () => {
    const readme = readFileSync('README.md', 'utf8');
    for (const name of Object.keys(CONFIG_SCHEMA.shape)) expect(readme).toContain(`\`${name}\``);
  });
});
