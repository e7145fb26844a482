import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const inflate = promisify(inflateRaw);

const END = Buffer.from('PK\x05\x06', 'latin1');
const ENTRY = { signature: 0x02014b50, length: 46 };
const LOCAL = { signature: 0x04034b50, length: 30 };
const DEFLATED = 8;

/**
 * Whether everything in a ZIP stays within `limit` bytes once unpacked. The sizes it declares are added up first; then
 * each entry is unpacked and let go, because they may be lies. Throws for what is no plain ZIP.
 */
export async function isWithin(zip: Buffer, limit: number): Promise<boolean> {
  const end = zip.lastIndexOf(END);
  if (end < 0) throw new Error('No end of a ZIP.');
  const first = zip.readUInt32LE(end + 16);
  // Bytes between or before would let another reader find another directory.
  if (first + zip.readUInt32LE(end + 12) !== end) throw new Error('The directory of the ZIP does not end at its end.');
  const packed: { data: Buffer; method: number }[] = [];
  let declared = 0;
  for (let at = first; at < end; ) {
    if (zip.readUInt32LE(at) !== ENTRY.signature) throw new Error('No entry of a ZIP.');
    declared += zip.readUInt32LE(at + 24);
    const local = zip.readUInt32LE(at + 42);
    if (zip.readUInt32LE(local) !== LOCAL.signature) throw new Error('No data of a ZIP entry.');
    const data = local + LOCAL.length + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    packed.push({ data: zip.subarray(data, data + zip.readUInt32LE(at + 20)), method: zip.readUInt16LE(at + 10) });
    at += ENTRY.length + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  let left = limit;
  if (declared > left) return false;
  for (const { data, method } of packed) {
    try {
      left -= method === DEFLATED ? (await inflate(data, { maxOutputLength: left + 1 })).length : data.length;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return false;
      throw error;
    }
    if (left < 0) return false;
  }
  return true;
}
