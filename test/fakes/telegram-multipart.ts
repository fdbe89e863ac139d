/** A file of a multipart body; `type` is the media type its sender gave. */
export interface UploadedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** A multipart/form-data body read: plain fields by name, files by the name of their part. */
export interface MultipartForm {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, UploadedFile>;
}

const LINE = '\r\n';
const END_OF_HEADERS = '\r\n\r\n';

/**
 * Reads a multipart/form-data body (RFC 7578) as Telegram does: file names quoted or bare, in UTF-8; a bare one ends at a semicolon.
 * Null where the body is cut short, starts with something else, or has a part without a name.
 */
export function readMultipart(body: Buffer, boundary: string): MultipartForm | null {
  const fields = new Map<string, string>();
  const files = new Map<string, UploadedFile>();
  const first = `--${boundary}`;
  const delimiter = `${LINE}${first}`;
  if (body.indexOf(first) !== 0) return null;
  let start = Buffer.byteLength(first);
  while (body.toString('latin1', start, start + 2) !== '--') {
    const end = body.indexOf(delimiter, start);
    const part = end < 0 ? null : readPart(body.subarray(start, end));
    if (part === null) return null;
    if (part.filename === null) fields.set(part.name, part.bytes.toString('utf8'));
    else files.set(part.name, { name: part.filename, type: part.type, bytes: part.bytes });
    start = end + Buffer.byteLength(delimiter);
  }
  return { fields, files };
}

interface Part {
  readonly name: string;
  readonly filename: string | null;
  readonly type: string;
  readonly bytes: Buffer;
}

function readPart(part: Buffer): Part | null {
  const endOfHeaders = part.indexOf(END_OF_HEADERS);
  if (endOfHeaders < 0) return null;
  const headers = new Map<string, string>();
  for (const line of part.toString('utf8', 0, endOfHeaders).split(LINE)) {
    const colon = line.indexOf(':');
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  const parameters = readParameters(headers.get('content-disposition') ?? '');
  const name = parameters.get('name');
  if (name === undefined) return null;
  return {
    name,
    filename: parameters.get('filename') ?? null,
    type: headers.get('content-type') ?? 'application/octet-stream',
    bytes: part.subarray(endOfHeaders + END_OF_HEADERS.length),
  };
}

function readParameters(disposition: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [, key = '', quoted, bare = ''] of disposition.matchAll(/;\s*([\w*-]+)=(?:"((?:\\.|[^"\\])*)"|([^;]*))/g)) {
    parameters.set(key.toLowerCase(), quoted === undefined ? bare.trim() : quoted.replace(/\\(.)/g, '$1'));
  }
  return parameters;
}
