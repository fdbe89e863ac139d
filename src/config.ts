import path from 'node:path';
import { config as loadDotenv } from 'dotenv';
import { z } from 'zod';
import type { DoorLimits } from './conversation/door.ts';

/** One or more environment variables are wrong; the message names each with what it should be. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const optionalText = z.string().trim().min(1).optional();
const url = (schemes: string) =>
  z
    .string()
    .trim()
    .refine(
      (text) => URL.canParse(text) && new RegExp(`^(?:${schemes}):`).test(text),
      `应当是以 ${schemes.replaceAll('|', '://、')}:// 开头的网址`,
    );

const positive = z.coerce.number('应当是正整数').int('应当是正整数').positive('应当是正整数');

/** Every variable the product reads, with its form and default. `.env.example` names the same. */
export const CONFIG_SCHEMA = z.object({
  DATA_DIR: z.string().trim().min(1).default('data'),
  KNOWLEDGE_DIR: z.string().trim().min(1).default('knowledge'),
  FILES_DIR: z.string().trim().min(1).optional(),
  HOST: z.string().trim().min(1).default('127.0.0.1'),
  PORT: z.coerce
    .number('应当是 0 到 65535 的端口号')
    .int('应当是整数')
    .min(0, '应当是 0 到 65535 的端口号')
    .max(65_535, '应当是 0 到 65535 的端口号')
    .default(8080),
  DATABASE_URL: url('postgres|postgresql').optional(),
  MESSAGE_KEYS: z
    .string()
    .transform((text) => text.split(',').map((key) => key.trim()))
    .refine((keys) => keys.every((key) => /^[A-Za-z0-9+/]{43}=$/.test(key)), '应当是 32 字节的密钥（base64，44 个字符），几个用逗号隔开')
    .transform((keys) => keys.map((key) => Buffer.from(key, 'base64')))
    .optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent'], '应当是 debug、info、warn、error 或 silent').default('info'),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .trim()
    .regex(/^\d+:[\w-]{20,}$/, '应当是 BotFather 给的令牌，形如 123456:ABC…')
    .optional(),
  TELEGRAM_API_ROOT: url('http|https').default('https://api.telegram.org'),
  PUBLIC_URL: url('https|http').optional(),
  DINGTALK_CLIENT_ID: optionalText,
  DINGTALK_CLIENT_SECRET: optionalText,
  DINGTALK_ROBOT_CODE: optionalText,
  DINGTALK_CARD_TEMPLATE: optionalText,
  DINGTALK_ANSWER_TEMPLATE: optionalText,
  DINGTALK_MODE: z.enum(['stream', 'http'], '应当是 stream 或 http').default('stream'),
  DINGTALK_API_ROOT: url('http|https').default('https://api.dingtalk.com'),
  DINGTALK_OLD_API_ROOT: url('http|https').default('https://oapi.dingtalk.com'),
  PERSON_PER_MINUTE: positive.default(40),
  GROUP_PER_MINUTE: positive.default(30),
  MESSAGES_PER_SECOND: positive.default(200),
  SERVERS: positive.default(1),
  OPENAI_BASE_URL: url('http|https').optional(),
  OPENAI_API_KEY: optionalText,
  EMBEDDING_MODEL: optionalText,
  CHAT_MODEL: optionalText,
  CHAT_DAILY_TOKENS: positive.default(2_000_000),
  CHAT_PRICES: z
    .string()
    .trim()
    .regex(/^\d+(?:\.\d+)?,\d+(?:\.\d+)?$/, '应当是输入、输出每百万词元的价钱（元），用逗号隔开，如 0.8,2')
    .optional(),
  LAWS_MIRROR: url('http|https').default('https://raw.githubusercontent.com/LawRefBook/Laws/master'),
});

/** The robot of a DingTalk app. */
interface DingTalkConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The app's client id where nothing else is given. */
  readonly robotCode: string;
  /** Template of interactive cards; null: cards are text with links to tap. */
  readonly cardTemplate: string | null;
  /** Template of AI cards on which answers are shown while a model writes them; null: answers come whole. */
  readonly answerTemplate: string | null;
  /** `http`: DingTalk calls `/dingtalk/callback`. */
  readonly mode: 'stream' | 'http';
  readonly apiRoot: string;
  readonly oldApiRoot: string;
}

/** The model that puts answers into its own words. */
interface ChatConfig {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
  /** Tokens a day, question and answer together; answers are extractive when they are used up. */
  readonly dailyTokens: number;
  /** Yuan for a million tokens; null where nobody said. */
  readonly prices: { readonly prompt: number; readonly completion: number } | null;
}

/** The settings of one process, read once. */
export interface Config {
  readonly dataDir: string;
  readonly knowledgeDir: string;
  /** Where files of cases lie; replicas share it. */
  readonly filesDir: string;
  readonly host: string;
  readonly port: number;
  /** Null: the embedded database in `dataDir`. */
  readonly databaseUrl: string | null;
  /** Keys that seal what people wrote: the first seals, all open. Null: the one in `dataDir`. */
  readonly messageKeys: readonly Uint8Array[] | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Null: no Telegram. By webhook where `publicUrl` is set, else by long polling. */
  readonly telegram: { readonly token: string; readonly apiRoot: string; readonly publicUrl: string | null } | null;
  /** Null: no DingTalk. */
  readonly dingtalk: DingTalkConfig | null;
  readonly rates: DoorLimits;
  /** How many servers share the database, and with it what the platforms allow. */
  readonly servers: number;
  /** Null: the built-in embedder. */
  readonly embedding: { readonly baseUrl: string; readonly apiKey: string; readonly model: string } | null;
  /** Null: answers are extractive. */
  readonly chat: ChatConfig | null;
  /** Where `laws:fetch` finds official texts: an address below which the files of the law catalogue lie. */
  readonly lawsMirror: string;
}

/** Reads the settings from `.env` and the environment (which wins); the only reader of `process.env`. Throws ConfigError. */
export function loadConfig(): Config {
  loadDotenv({ quiet: true });
  return readConfig(process.env);
}

/** Checks variables and turns them into settings; an empty one counts as not set. Throws ConfigError naming all that are wrong. */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const result = CONFIG_SCHEMA.safeParse(given);
  const problems = result.success ? [] : result.error.issues.map((issue) => `  ${issue.path.join('.')}：${issue.message}`);
  problems.push(...endpointProblems(given));
  if ((given.DINGTALK_CLIENT_ID === undefined) !== (given.DINGTALK_CLIENT_SECRET === undefined))
    problems.push('  DINGTALK_CLIENT_ID、DINGTALK_CLIENT_SECRET：要一起写');
  if (!result.success || problems.length > 0) throw new ConfigError(`配置有误，请改 .env 或环境变量：\n${problems.join('\n')}`);
  const { data } = result;
  return {
    dataDir: data.DATA_DIR,
    knowledgeDir: data.KNOWLEDGE_DIR,
    filesDir: data.FILES_DIR ?? path.join(data.DATA_DIR, 'files'),
    host: data.HOST,
    port: data.PORT,
    databaseUrl: data.DATABASE_URL ?? null,
    messageKeys: data.MESSAGE_KEYS ?? null,
    logLevel: data.LOG_LEVEL,
    telegram:
      data.TELEGRAM_BOT_TOKEN === undefined
        ? null
        : { token: data.TELEGRAM_BOT_TOKEN, apiRoot: data.TELEGRAM_API_ROOT, publicUrl: data.PUBLIC_URL ?? null },
    dingtalk:
      data.DINGTALK_CLIENT_ID === undefined || data.DINGTALK_CLIENT_SECRET === undefined
        ? null
        : {
            clientId: data.DINGTALK_CLIENT_ID,
            clientSecret: data.DINGTALK_CLIENT_SECRET,
            robotCode: data.DINGTALK_ROBOT_CODE ?? data.DINGTALK_CLIENT_ID,
            cardTemplate: data.DINGTALK_CARD_TEMPLATE ?? null,
            answerTemplate: data.DINGTALK_ANSWER_TEMPLATE ?? null,
            mode: data.DINGTALK_MODE,
            apiRoot: data.DINGTALK_API_ROOT,
            oldApiRoot: data.DINGTALK_OLD_API_ROOT,
          },
    rates: {
      personPerMinute: data.PERSON_PER_MINUTE,
      groupPerMinute: data.GROUP_PER_MINUTE,
      perSecond: data.MESSAGES_PER_SECOND,
    },
    servers: data.SERVERS,
    embedding:
      data.OPENAI_BASE_URL !== undefined && data.OPENAI_API_KEY !== undefined && data.EMBEDDING_MODEL !== undefined
        ? { baseUrl: data.OPENAI_BASE_URL, apiKey: data.OPENAI_API_KEY, model: data.EMBEDDING_MODEL }
        : null,
    chat: chatOf(data),
    lawsMirror: data.LAWS_MIRROR,
  };
}

/** A model service has an address and a key, and does at least one of two things. */
function endpointProblems(given: Readonly<Record<string, unknown>>): string[] {
  const both = ['OPENAI_BASE_URL', 'OPENAI_API_KEY'] as const;
  const models = ['EMBEDDING_MODEL', 'CHAT_MODEL'] as const;
  if ([...both, ...models].every((name) => given[name] === undefined)) return [];
  const missing = both
    .filter((name) => given[name] === undefined)
    .map((name) => `  ${name}：缺少；使用模型服务时 ${both.join('、')} 要一起写（本地服务的密钥可随便写一个）`);
  const idle = models.every((name) => given[name] === undefined);
  return [...missing, ...(idle ? [`  ${models.join('、')}：写了模型服务，至少要写一个模型的名字`] : [])];
}

function chatOf(data: z.infer<typeof CONFIG_SCHEMA>): ChatConfig | null {
  const { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: apiKey, CHAT_MODEL: model, CHAT_DAILY_TOKENS: dailyTokens, CHAT_PRICES } = data;
  if (baseUrl === undefined || apiKey === undefined || model === undefined) return null;
  const [prompt, completion] = CHAT_PRICES?.split(',').map(Number) ?? [];
  return { baseUrl, apiKey, model, dailyTokens, prices: prompt === undefined || completion === undefined ? null : { prompt, completion } };
}
