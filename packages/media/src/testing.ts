import sharp from 'sharp';

/** A small PNG; each colour gives other bytes. */
export async function pngBytes(colour = '#2f6f5f', size = 8): Promise<Uint8Array> {
  return sharp({ create: { width: size, height: size, channels: 3, background: colour } })
    .png()
    .toBuffer();
}

/** The smallest file that is a PDF by its content. */
export function pdfBytes(text = 'form'): Uint8Array<ArrayBuffer> {
  return Buffer.from(`%PDF-1.4\n% ${text}\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n`);
}
