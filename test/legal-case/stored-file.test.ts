import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FileContents, MAX_FILE_BYTES, mediaType, type StoredFile, takeFile } from '../../src/legal-case/stored-file.ts';

/** Contents of files in memory. */
class MemoryFiles implements FileContents {
  readonly kept = new Map<string, Uint8Array>();

  async save(id: string, content: Uint8Array): Promise<void> {
    this.kept.set(id, content);
  }

  async read(id: string): Promise<Uint8Array> {
    const content = this.kept.get(id);
    if (!content) throw new Error(`no file ${id}`);
    return content;
  }
}

const bytes = (...parts: readonly (string | readonly number[] | Uint8Array)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
const u16 = (value: number) => [value & 255, value >> 8];
const u32 = (value: number) => [...u16(value & 0xffff), ...u16(value >>> 16)];
const u32be = (value: number) => u32(value).reverse();

/** A ZIP archive of stored, not compressed, texts. */
function zip(files: Readonly<Record<string, string>>): Uint8Array {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const size = Buffer.byteLength(text);
    const about = [
      ...u16(20),
      ...u16(0),
      ...u16(0),
      ...u32(0),
      ...u32(crc32(text)),
      ...u32(size),
      ...u32(size),
      ...u16(name.length),
      ...u16(0),
    ];
    const local = bytes('PK\x03\x04', about, name, text);
    central.push(bytes('PK\x01\x02', u16(20), about, u16(0), u16(0), u16(0), u32(0), u32(offset), name));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const count = u16(central.length);
  return bytes(...locals, directory, 'PK\x05\x06', u32(0), count, count, u32(directory.length), u32(offset), u16(0));
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const contentTypes = (part: string, type: string) =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${part}" ContentType="${type}.main+xml"/></Types>`;
const DOCX = zip({
  '[Content_Types].xml': contentTypes('word/document.xml', `${OFFICE}.wordprocessingml.document`),
  'word/document.xml': '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
});
const XLSX = zip({
  '[Content_Types].xml': contentTypes('xl/workbook.xml', `${OFFICE}.spreadsheetml.sheet`),
  'xl/workbook.xml': '<workbook/>',
});
const DOCM = zip({
  '[Content_Types].xml': contentTypes('word/document.xml', 'application/vnd.ms-word.document.macroEnabled'),
  'word/document.xml': '<w:document/>',
  'word/vbaProject.bin': 'macro',
});
const PDF = bytes('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n');
const chunk = (type: string, data: Uint8Array) => bytes(u32be(data.length), type, data, u32be(crc32(bytes(type, data))));
const PNG = bytes(
  [0x89],
  'PNG\r\n\x1a\n',
  chunk('IHDR', bytes(u32be(1), u32be(1), [8, 0, 0, 0, 0])),
  chunk('IDAT', deflateSync(bytes([0, 255]))),
  chunk('IEND', bytes()),
);
const JPG = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JFIF\0', [1, 1, 0, 0, 1, 0, 1, 0, 0, 0xff, 0xd9]);
const EXE = bytes('MZ', Array(58).fill(0), u32(64), 'PE\0\0');
const HTML = bytes('<!DOCTYPE html><html><script>alert(1)</script></html>');

async function take(content: Uint8Array, name: string): Promise<StoredFile> {
  const file = await takeFile(content, name, new MemoryFiles());
  if (typeof file === 'string') throw new Error(`refused: ${file}`);
  return file;
}
const nameOf = async (name: string) => (await take(PDF, name)).name;

describe('takeFile', () => {
  it.each([
    ['docx', DOCX, `${OFFICE}.wordprocessingml.document`],
    ['pdf', PDF, 'application/pdf'],
    ['jpg', JPG, 'image/jpeg'],
    ['png', PNG, 'image/png'],
  ])('knows %s by its content and keeps it', async (form, content, type) => {
    const contents = new MemoryFiles();
    const file = await takeFile(content, `材料.${form}`, contents);
    expect(file).toMatchObject({ name: `材料.${form}`, form, bytes: content.length });
    const { id } = file as StoredFile;
    expect([...contents.kept.keys()]).toEqual([id]);
    expect(Buffer.from(await contents.read(id)).equals(content)).toBe(true);
    expect(mediaType(file as StoredFile)).toBe(type);
  });

  it('keeps the SHA-256 of the content', async () => {
    const { sha256 } = await take(bytes('%PDF-1.4\n'), '材料.pdf');
    expect(sha256).toBe('e5c62df5dab5c87b6a015ef3d43597074d1eec433b15f51aec63b8582d0e4ab4');
    expect((await take(PDF, '材料.pdf')).sha256).not.toBe(sha256);
  });

  it('gives the same file a new random name each time', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, async () => (await take(PDF, '材料.pdf')).id));
    expect(new Set(ids).size).toBe(20);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it.each([
    ['a program named .pdf', EXE, '合同.pdf', 'form'],
    ['a web page named .docx', HTML, '合同.docx', 'form'],
    ['a spreadsheet', XLSX, '工资.docx', 'form'],
    ['a document with macros', DOCM, '合同.docx', 'form'],
    ['a ZIP archive', zip({ 'a.txt': '一' }), '合同.docx', 'form'],
    ['a GIF', bytes('GIF89a', [1, 0, 1, 0, 0, 0, 0, 0x3b]), '图.png', 'form'],
    ['plain text', bytes('合同正文'), '合同.pdf', 'form'],
    ['the beginning of a ZIP archive', DOCX.subarray(0, 20), '合同.docx', 'form'],
    ['nothing', bytes(), '合同.pdf', 'empty'],
    ['one byte more than 20 MB', bytes(PDF, new Uint8Array(20 * 1024 * 1024 + 1 - PDF.length)), '合同.pdf', 'too-large'],
  ])('refuses %s and keeps nothing', async (_, content, name, why) => {
    const contents = new MemoryFiles();
    expect(await takeFile(content, name, contents)).toBe(why);
    expect(contents.kept.size).toBe(0);
  });

  it('takes exactly 20 MB', async () => {
    expect(MAX_FILE_BYTES).toBe(20 * 1024 * 1024);
    expect(await take(bytes(PDF, new Uint8Array(MAX_FILE_BYTES - PDF.length)), '卷宗.pdf')).toMatchObject({ bytes: 20_971_520 });
  });

  it('lets the failure of the disk through', async () => {
    const full: FileContents = {
      save: () => Promise.reject(new Error('disk full')),
      read: () => Promise.reject(new Error('unused')),
    };
    await expect(takeFile(PDF, '材料.pdf', full)).rejects.toThrow('disk full');
  });
});

describe('the name of a file', () => {
  it.each([
    ['租赁合同.pdf', '租赁合同.pdf'],
    ['合同.docx', '合同.pdf'],
    ['合同.PDF', '合同.pdf'],
    ['合同', '合同.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['C:\\Users\\王\\合同.doc', '合同.pdf'],
    ['/var/tmp/合同.pdf', '合同.pdf'],
    ['目录/', '文件.pdf'],
    ['发票\u202Efdp.exe', '发票fdp.pdf'],
    ['\u2066合\u2069同\u200b.pdf', '合同.pdf'],
    ['合\u0000同\r\nSet-Cookie: a.pdf', '合同Set-Cookie a.pdf'],
    ['<b>"合同"|?*</b>.pdf', 'b.pdf'],
    ['  合同 .pdf', '合同.pdf'],
    ['.pdf', '文件.pdf'],
    ['', '文件.pdf'],
    ['\u202e.pdf', '文件.pdf'],
    [`${'长'.repeat(200)}.pdf`, `${'长'.repeat(80)}.pdf`],
    ['e\u0301tude.pdf', '\u00e9tude.pdf'],
  ])('makes %j into %j', async (given, kept) => {
    expect(await nameOf(given)).toBe(kept);
  });

  it('ends in what the file is', async () => {
    expect((await take(DOCX, '照片.jpg')).name).toBe('照片.docx');
    expect((await take(PNG, '合同.docx')).name).toBe('合同.png');
    expect((await take(JPG, '合同.jpeg')).name).toBe('合同.jpg');
  });

  it('is short, no path, never empty and without control and direction characters, whatever is given', async () => {
    const part = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('/', '\\', '..', '.pdf', '\u202e', '\0', '\n', '合同'));
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 12 }), async (parts) => {
        const name = await nameOf(parts.join(''));
        expect(name).toMatch(/^[^\p{Cc}\p{Cf}/\\<>:"|?*]+\.pdf$/u);
        expect(name.length).toBeLessThanOrEqual(84);
      }),
      { numRuns: 60 },
    );
  });

  it('is cut between characters', async () => {
    expect(await nameOf(`${'长'.repeat(79)}𠮷.pdf`)).not.toMatch(/\p{Cs}/u);
  });

  it('keeps a full stop that begins no extension', async () => {
    expect(await nameOf('合同v1.2最终版')).toBe('合同v1.2最终版.pdf');
  });
});
