import { crc32 } from 'node:zlib';

/** Every byte there is, so that nothing that changes one stays unseen. */
const ALL_BYTES = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

/** A PDF as far as its content shows, of so many bytes. */
export function pdfFile(size = 1_000): Buffer {
  return Buffer.concat([Buffer.from('%PDF-1.7\n'), ALL_BYTES, Buffer.alloc(size)]).subarray(0, size);
}

/** A picture of one pixel. */
export const PNG_FILE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A Word document with one part beside its list of types. */
export function docxFile(): Buffer {
  const types =
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
  return zip([
    { name: '[Content_Types].xml', content: Buffer.from(types) },
    { name: 'word/document.xml', content: Buffer.concat([Buffer.from('<w:document/>'), ALL_BYTES]) },
  ]);
}

interface Entry {
  readonly name: string;
  readonly content: Buffer;
}

/** A zip archive whose entries are stored as they are. */
function zip(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const local = Buffer.concat([numbers([0x04034b50, 4], [20, 2], ...about(entry)), Buffer.from(entry.name), entry.content]);
    parts.push(local);
    directory.push(
      numbers([0x02014b50, 4], [20, 2], [20, 2], ...about(entry), [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]),
      Buffer.from(entry.name),
    );
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const count = entries.length;
  const end = numbers([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [listed.length, 4], [offset, 4], [0, 2]);
  return Buffer.concat([...parts, listed, end]);
}

/** Flags, method, time, date, checksum, sizes and length of the name, as both headers of an entry have them. */
function about({ name, content }: Entry): [number, number][] {
  const size = content.length;
  return [
    [0, 2],
    [0, 2],
    [0, 4],
    [crc32(content), 4],
    [size, 4],
    [size, 4],
    [Buffer.byteLength(name), 2],
    [0, 2],
  ];
}

/** Whole numbers in little-endian order, each with its width in bytes. */
function numbers(...fields: readonly (readonly [number, number])[]): Buffer {
  return Buffer.concat(
    fields.map(([value, width]) => {
      const bytes = Buffer.alloc(width);
      bytes.writeUIntLE(value, 0, width);
      return bytes;
    }),
  );
}
