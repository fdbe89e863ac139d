import { Bot } from 'grammy';

/** The least a bot can do: grammY's own polling, and every text said back. */
const bot = new Bot(process.env.BOT_TOKEN ?? '', { client: { apiRoot: process.env.API_ROOT ?? '' } });
bot.on('message:text', (update) => update.reply(update.message.text));
await bot.start({ onStart: () => void process.stdout.write('ready\n') });
