/** Random bytes from the platform's own source, in Node and in browsers. */
export function getRandomValues(length: number): Uint8Array {
  return globalThis.crypto.getRandomValues(new Uint8Array(length));
}
