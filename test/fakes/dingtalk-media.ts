import { randomUUID } from 'node:crypto';
import { type Answer, type ApiRequest, done, oldAnswer, refused } from './dingtalk-answer.ts';

/** A file on DingTalk's servers. */
export interface KeptFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** As what the robot uploaded it. */
  readonly type?: string;
}

/** Largest file a robot may upload, in bytes. */
const LARGEST_UPLOAD = 20 * 1024 * 1024;

/** Files that people sent (by download code) and that the robot uploaded (by media id). */
export class DingTalkMedia {
  private readonly sent = new Map<string, KeptFile>();
  private readonly media = new Map<string, KeptFile>();
  private readonly links = new Map<string, KeptFile>();

  constructor(private readonly robotCode: string) {}

  /** Keeps what a person sent; its download code. */
  keep(name: string, bytes: Uint8Array): string {
    const code = randomUUID();
    this.sent.set(code, { name, bytes: Buffer.from(bytes) });
    return code;
  }

  /** A file the robot uploaded; null where there is none of this id. */
  uploaded(mediaId: string): KeptFile | null {
    return this.media.get(mediaId) ?? null;
  }

  /** Answers /media/upload of the old API. */
  upload(type: string | null, { form }: ApiRequest): Answer {
    const file = form?.files.get('media');
    if (type !== 'file' && type !== 'image') return oldAnswer(40004);
    if (file === undefined || file.bytes.length === 0) return oldAnswer(40035);
    if (file.bytes.length > LARGEST_UPLOAD) return oldAnswer(40009);
    const mediaId = `@${randomUUID()}`;
    this.media.set(mediaId, { name: file.name, bytes: file.bytes, type });
    return oldAnswer(0, { media_id: mediaId, type, created_at: 1 });
  }

  /** Answers messageFiles/download: a link, good once. */
  link({ downloadCode, robotCode }: Readonly<Record<string, unknown>>, base: string): Answer {
    const file = this.sent.get(String(downloadCode));
    if (robotCode !== this.robotCode) return refused(400, 'resource.not.found');
    if (file === undefined) return refused(400, 'invalidParameter.downloadCode');
    const path = `/files/${randomUUID()}`;
    this.links.set(path, file);
    return done({ downloadUrl: base + path });
  }

  /** The bytes behind a link; null for a link that is unknown or was used. */
  open(path: string): Buffer | null {
    const file = this.links.get(path);
    this.links.delete(path);
    return file?.bytes ?? null;
  }
}
