import type { Context } from 'grammy';
import type { Message } from 'grammy/types';
import { CASE_WORDING, IDENTITY_WORDING } from '../../conversation/case/case-wording.ts';
import { understand } from '../../conversation/case/understand.ts';
import type { Opened, SentMessage } from '../../conversation/incoming-message.ts';
import { WORDING } from '../../conversation/wording.ts';
import { type FileContents, MAX_FILE_BYTES, takeFile } from '../../legal-case/stored-file.ts';

/** Time a download may take, in milliseconds. */
const DOWNLOAD_TIMEOUT_MS = 60_000;

/** What a message says, beside who says it where. */
export type Said = Partial<SentMessage> & Pick<SentMessage, 'text'>;

interface Downloading {
  readonly token: string;
  readonly apiRoot: string;
  readonly files: FileContents;
}

/**
 * What a person sent, in our terms: text, a file of theirs (fetched and looked at once it is opened), or their own telephone. A contact counts
 * only when Telegram says that it is the sender's own and it was not forwarded. Null for what is not meant for us.
 */
export function readTelegramMessage(update: Context, downloading: Downloading): Said | null {
  const message = update.msg;
  if (!message) return null;
  const privately = update.chat?.type === 'private';
  // That somebody pinned a message of ours is nothing to be answered.
  if (message.pinned_message) return null;
  const said = ownWords(message.text ?? message.caption ?? '', update.me.username);
  if (said === null) return null;
  const text = withoutMention(said, update.me.username);
  const about = aboutMessage(update, message, text !== said);
  if (message.text !== undefined || update.editedMessage) return { ...about, text };
  if (message.contact && privately) return readContact(message, about, update);
  const sent = message.document ?? message.photo?.at(-1);
  const meant = privately || about.addressed === true || ['relay', 'case'].includes(understand(text).kind);
  if (sent !== undefined && meant) {
    const name = message.document?.file_name ?? '照片.jpg';
    return { ...about, text, open: () => download(update, sent, name, downloading) };
  }
  return meant ? unreadable(about, whyUnreadable(message)) : null;
}

type About = Pick<SentMessage, 'sourceId' | 'replyTo' | 'edited' | 'addressed' | 'topics'>;

/** Which message it is, which of ours it answers, and what is to be known of it. */
function aboutMessage(update: Context, message: Message, called: boolean): About {
  const replied = message.reply_to_message;
  const ours = replied?.from?.id === update.me.id && replied.forum_topic_created === undefined;
  return {
    sourceId: String(message.message_id),
    ...(ours ? { replyTo: String(replied.message_id) } : {}),
    ...(update.editedMessage ? { edited: true } : {}),
    ...(called || ours ? { addressed: true } : {}),
    ...(message.chat.type === 'supergroup' && message.chat.is_forum === true ? { topics: true } : {}),
  };
}

/** A telephone counts when it is the sender's own and was not passed on. */
function readContact({ contact, forward_origin }: Message, about: About, update: Context): Said {
  const own = contact?.user_id === update.from?.id && forward_origin === undefined;
  if (!own || !contact) return unreadable(about, IDENTITY_WORDING.foreignContact);
  return { ...about, text: '', verifiedPhone: contact.phone_number };
}

function unreadable(about: About, why: string): Said {
  return { ...about, text: '', open: async () => ({ kind: 'unreadable', why }) };
}

/** The words, a command without our name behind it; null for a command to another bot. */
function ownWords(text: string, username: string): string | null {
  const [, name] = /^\/\w+@(\w+)/.exec(text) ?? [];
  if (name === undefined) return text;
  return name.toLowerCase() === username.toLowerCase() ? text.replace(`@${name}`, '') : null;
}

/** The words without the mention by which a group calls the bot. */
function withoutMention(text: string, username: string): string {
  const mention = new RegExp(`@${username}(?![A-Za-z0-9_])`, 'gi');
  return mention.test(text) ? text.replace(mention, ' ').trim() : text;
}

/** What to say to something that is neither words nor a file. */
function whyUnreadable(message: Message): string {
  if (message.voice || message.audio || message.video_note) return WORDING.voice;
  if (message.sticker || message.animation) return WORDING.sticker;
  return message.video || message.location || message.contact ? WORDING.media : WORDING.onlyText;
}

async function download(
  update: Context,
  sent: { readonly file_id: string; readonly file_size?: number },
  name: string,
  { token, apiRoot, files }: Downloading,
): Promise<Opened> {
  if ((sent.file_size ?? 0) > MAX_FILE_BYTES) return { kind: 'came', with: { file: 'too-large' } };
  const content = await fetchFile().catch(() => null);
  if (content === null) return { kind: 'unreadable', why: CASE_WORDING.fileLost };
  return { kind: 'came', with: { file: await takeFile(content, name, files) } };

  async function fetchFile(): Promise<Uint8Array | null> {
    const { file_path: filePath } = await update.api.getFile(sent.file_id);
    const response = await fetch(`${apiRoot}/file/bot${token}/${filePath}`, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) });
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
  }
}
