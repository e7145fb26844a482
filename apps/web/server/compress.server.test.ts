import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compressed, encodingFor } from './compress.server';

const TEXT = '<p>一段会重复的文字。</p>'.repeat(50);

function page(headers: Record<string, string> = {}): Response {
  return new Response(TEXT, { headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers } });
}

async function bytesOf(answer: Response): Promise<Buffer> {
  return Buffer.from(await answer.arrayBuffer());
}

describe('the encoding of an answer', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1.0, identity', 'gzip'],
    ['GZIP', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.0', undefined],
    ['identity', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('for "%s" is %s', (accepted, expected) => {
    expect(encodingFor(accepted)).toBe(expected);
  });
});

describe('a text', () => {
  it('is the same after brotli and gzip, much smaller, and says what it depends on', async () => {
    const br = compressed(page({ 'Content-Length': '9' }), 'GET', 'br, gzip');
    expect(br.headers.get('Content-Encoding')).toBe('br');
    expect(br.headers.get('Content-Length')).toBeNull();
    expect(br.headers.get('Vary')).toBe('Accept-Encoding');
    const bytes = await bytesOf(br);
    expect(bytes.length).toBeLessThan(TEXT.length / 5);
    expect(brotliDecompressSync(bytes).toString()).toBe(TEXT);
    expect(gunzipSync(await bytesOf(compressed(page(), 'GET', 'gzip'))).toString()).toBe(TEXT);
  });

  it('goes as it is to a client that takes no encoding, but still says that it varies', async () => {
    const plain = compressed(page(), 'GET', undefined);
    expect(plain.headers.get('Content-Encoding')).toBeNull();
    expect(plain.headers.get('Vary')).toBe('Accept-Encoding');
    expect(await plain.text()).toBe(TEXT);
  });
});

describe('left as they are', () => {
  it('pictures, stored files, answers without a body and those of HEAD', () => {
    const kept = [
      compressed(page({ 'Content-Type': 'image/png' }), 'GET', 'br'),
      compressed(page({ ETag: '"abc"' }), 'GET', 'br'),
      compressed(page(), 'HEAD', 'br'),
      compressed(new Response(null, { status: 304, headers: { 'Content-Type': 'text/html' } }), 'GET', 'br'),
    ];
    for (const answer of kept) expect(answer.headers.get('Content-Encoding')).toBeNull();
  });
});
