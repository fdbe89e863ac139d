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
  const about = { ...threadOf(message, update.me.id), ...(update.editedMessage ? { edited: true } : {}) };
  const privately = update.chat?.type === 'private';
  const text = ownWords(message.text ?? message.caption ?? '', update.me.username);
  if (text === null) return { kind: 'nothing' };
  if (message.text !== undefined || update.editedMessage) return { kind: 'message', message: { ...about, text } };
  if (message.contact && privately) {
    const own = message.contact.user_id === update.from?.id && message.forward_origin === undefined;
    if (!own) return { kind: 'unreadable', why: IDENTITY_WORDING.foreignContact };
    return { kind: 'message', message: { ...about, text: '', verifiedPhone: message.contact.phone_number } };
  }
  const sent = message.document ?? message.photo?.at(-1);
  const meant = privately || about.replyTo !== undefined || ['relay', 'case'].includes(understand(text).kind);
  if (sent !== undefined && meant) {
    const name = message.document?.file_name ?? '照片.jpg';
    const file = await download(update, sent, name, downloading);
    return file === 'lost' ? { kind: 'unreadable', why: CASE_WORDING.fileLost } : { kind: 'message', message: { ...about, text, file } };
  }
  return privately ? { kind: 'unreadable', why: WORDING.onlyText } : { kind: 'nothing' };
}

/** The words, a command without our name behind it; null for a command to another bot. */
function ownWords(text: string, username: string): string | null {
  const [, name] = /^\/\w+@(\w+)/.exec(text) ?? [];
  if (name === undefined) return text;
  return name.toLowerCase() === username.toLowerCase() ? text.replace(`@${name}`, '') : null;
}

/** Which message it is, and which of ours it answers. */
function threadOf(message: Message, botId: number): Pick<IncomingMessage, 'sourceId' | 'replyTo'> {
  const replied = message.reply_to_message;
  const ours = replied?.from?.id === botId ? { replyTo: String(replied.message_id) } : {};
  return { sourceId: String(message.message_id), ...ours };
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
