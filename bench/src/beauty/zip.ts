import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

/** The one file of a zip archive (APPNOTE 6.3.10, without zip64 and encryption). Throws where it is not so. */
export function onlyFileOfZip(archive: Buffer): Buffer {
  let end = archive.length - 22;
  while (end >= 0 && archive.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
  if (end < 0) throw new Error('this is no zip archive');
  const entry = archive.readUInt32LE(end + 16);
  if (archive.readUInt16LE(end + 10) !== 1 || archive.readUInt32LE(entry) !== ENTRY) {
    throw new Error('the zip archive holds more or less than one file');
  }
  const method = archive.readUInt16LE(entry + 10);
  const size = archive.readUInt32LE(entry + 20);
  const header = archive.readUInt32LE(entry + 42);
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const content = archive.subarray(start, start + size);
  if (method === STORED) return content;
  if (method === DEFLATED) return inflateRawSync(content);
  throw new Error(`the zip archive is packed by method ${method}`);
}
