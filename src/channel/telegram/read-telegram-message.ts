import type { Context } from 'grammy';
import type { Message } from 'grammy/types';
import { CASE_WORDING, IDENTITY_WORDING } from '../../conversation/case/case-wording.ts';
import { understand } from '../../conversation/case/understand.ts';
import type { IncomingMessage } from '../../conversation/incoming-message.ts';
import { WORDING } from '../../conversation/wording.ts';
import { type FileContents, type FileRefusal, MAX_FILE_BYTES, type StoredFile, takeFile } from '../../legal-case/stored-file.ts';

/** Time a download may take, in milliseconds. */
const DOWNLOAD_TIMEOUT_MS = 60_000;

type Read =
  | { readonly kind: 'message'; readonly message: Partial<IncomingMessage> & { readonly text: string } }
  | { readonly kind: 'unreadable'; readonly why: string }
  | { readonly kind: 'nothing' };

interface Downloading {
  readonly token: string;
  readonly apiRoot: string;
  readonly files: FileContents;
}

/**
 * What a person sent, in our terms: text, a file of theirs (fetched and looked at), or their own telephone. A contact counts
 * only when Telegram says that it is the sender's own and it was not forwarded.
 */
export async function readTelegramMessage(update: Context, downloading: Downloading): Promise<Read> {
  const message = update.msg;
  if (!message) return { kind: 'nothing' };
  const privately = update.chat?.type === 'private';
  const said = ownWords(message.text ?? message.caption ?? '', update.me.username);
  if (said === null) return { kind: 'nothing' };
  const text = withoutMention(said, update.me.username);
  const about = aboutMessage(update, message, text !== said);
  if (message.text !== undefined || update.editedMessage) return { kind: 'message', message: { ...about, text } };
  if (message.contact && privately) return readContact(message, about, update);
  const sent = message.document ?? message.photo?.at(-1);
  const meant = privately || about.addressed === true || ['relay', 'case'].includes(understand(text).kind);
  if (sent !== undefined && meant) {
    const name = message.document?.file_name ?? '照片.jpg';
    const file = await download(update, sent, name, downloading);
    return file === 'lost' ? { kind: 'unreadable', why: CASE_WORDING.fileLost } : { kind: 'message', message: { ...about, text, file } };
  }
  return privately ? { kind: 'unreadable', why: whyUnreadable(message) } : { kind: 'nothing' };
}

type About = Pick<IncomingMessage, 'sourceId' | 'replyTo' | 'edited' | 'addressed' | 'topics'>;

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
function readContact({ contact, forward_origin }: Message, about: About, update: Context): Read {
  const own = contact?.user_id === update.from?.id && forward_origin === undefined;
  if (!own || !contact) return { kind: 'unreadable', why: IDENTITY_WORDING.foreignContact };
  return { kind: 'message', message: { ...about, text: '', verifiedPhone: contact.phone_number } };
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
): Promise<StoredFile | FileRefusal | 'lost'> {
  if ((sent.file_size ?? 0) > MAX_FILE_BYTES) return 'too-large';
  const content = await fetchFile().catch(() => null);
  return content === null ? 'lost' : takeFile(content, name, files);

  async function fetchFile(): Promise<Uint8Array | null> {
    const { file_path: filePath } = await update.api.getFile(sent.file_id);
    const response = await fetch(`${apiRoot}/file/bot${token}/${filePath}`, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) });
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
  }
}
