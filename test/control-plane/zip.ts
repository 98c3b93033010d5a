/** One file out of a zip archive in memory: stored or deflated, without encryption and below 4 GB. */
import { crc32, inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const ENTRY = 0x02014b50;

/** The bytes of the entry `name`; an error that lists what is there when it is not. */
export const readZipEntry = (archive: Buffer, name: string): Buffer => {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end === -1 || archive.readUInt32LE(end) !== END) throw new Error('This is no zip archive.');
  const names: string[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (archive.readUInt32LE(at) !== ENTRY) throw new Error(`The zip archive is damaged at byte ${at}.`);
    const [method, crc, size, offset] = [
      archive.readUInt16LE(at + 10),
      archive.readUInt32LE(at + 16),
      archive.readUInt32LE(at + 20),
      archive.readUInt32LE(at + 42),
    ];
    const lengths = [28, 30, 32].map((field) => archive.readUInt16LE(at + field)) as [number, number, number];
    const found = archive.toString('utf8', at + 46, at + 46 + lengths[0]);
    if (found === name) {
      // The local header repeats name and extra field with lengths of its own.
      const data = offset + 30 + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
      const packed = archive.subarray(data, data + size);
      const bytes = method === 0 ? packed : inflateRawSync(packed);
      if (crc32(bytes) !== crc) throw new Error(`${name} in the zip archive is damaged: its checksum differs.`);
      return bytes;
    }
    names.push(found);
    at += 46 + lengths[0] + lengths[1] + lengths[2];
  }
  throw new Error(`${name} is not in the zip archive, which has ${names.join(', ')}.`);
};
