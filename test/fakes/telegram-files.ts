import { type Answer, badRequest, type Refusal } from './telegram-answer.ts';
import type { UploadedFile } from './telegram-multipart.ts';

/** A file on Telegram's servers. */
export interface StoredFile extends UploadedFile {
  readonly id: string;
  readonly kind: FileKind;
  /** Where it is downloaded from, below `/file/bot<token>/`. */
  readonly path: string;
}

/** The two kinds of files a person sends here; Telegram refuses to send one as the other. */
export type FileKind = 'document' | 'photo';

/** Largest file a bot may download, in bytes. */
const LARGEST_DOWNLOAD = 20 * 1024 * 1024;
/** Largest file a bot may upload, in bytes. */
const LARGEST_UPLOAD = 50 * 1024 * 1024;

const ID_STARTS = { document: 'BQACAgUAAxkBAAIB', photo: 'AgACAgUAAxkBAAIB' } as const;
/** Telegram's ids are this long, longer than a button's callback_data. */
const ID_LENGTH = 72;

const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  txt: 'text/plain',
  csv: 'text/csv',
  zip: 'application/zip',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
};

/** The files people and the bot sent, with Telegram's limits: 20 MB down, 50 MB up, no empty ones. */
export class TelegramFiles {
  private readonly files: StoredFile[] = [];

  /** Keeps a file under a new id; without a media type, Telegram goes by the end of the name. */
  keep(kind: FileKind, name: string, bytes: Buffer, type: string | null = null): StoredFile {
    const number = String(this.files.length + 1);
    const extension = /\.([a-z\d]+)$/i.exec(name)?.[1] ?? '';
    const file = {
      id: `${ID_STARTS[kind]}${number.padStart(ID_LENGTH - ID_STARTS[kind].length, 'A')}`,
      kind,
      name,
      type: type ?? TYPES[extension.toLowerCase()] ?? 'application/octet-stream',
      bytes: Buffer.from(bytes),
      path: `${kind}s/file_${number}${extension === '' ? '' : `.${extension}`}`,
    };
    this.files.push(file);
    return file;
  }

  /** The document of a sendDocument: a file uploaded with the call, or the id of one that Telegram has. */
  take(document: unknown, uploads: ReadonlyMap<string, UploadedFile>): StoredFile | Refusal {
    const source = String(document ?? '');
    const upload = uploads.get(source === '' ? 'document' : source.replace(/^attach:\/\//, ''));
    if (upload === undefined) {
      const known = this.find(source);
      if (known === null) return badRequest('wrong file identifier/HTTP URL specified');
      return known.kind === 'document' ? known : badRequest("can't use file of type Photo as Document");
    }
    if (upload.bytes.length === 0) return badRequest('file must be non-empty');
    if (upload.bytes.length > LARGEST_UPLOAD) return { code: 413, description: 'Request Entity Too Large' };
    return this.keep('document', upload.name, upload.bytes);
  }

  /** Answers getFile. */
  describe(id: string): Answer {
    const file = this.find(id);
    if (file === null) return badRequest('wrong file_id or the file is temporarily unavailable');
    if (file.bytes.length > LARGEST_DOWNLOAD) return badRequest('file is too big');
    return { result: { file_id: file.id, file_unique_id: uniqueId(file), file_size: file.bytes.length, file_path: file.path } };
  }

  /** The bytes under a path that getFile gives; null where there is none. */
  open(path: string): Buffer | null {
    const file = this.files.find((one) => one.path === path);
    return file && file.bytes.length <= LARGEST_DOWNLOAD ? file.bytes : null;
  }

  private find(id: string): StoredFile | null {
    return this.files.find((file) => file.id === id) ?? null;
  }
}

/** A short id that stays the same for the same file. */
export function uniqueId(file: StoredFile): string {
  return `AgAD${file.id.slice(-12)}`;
}
