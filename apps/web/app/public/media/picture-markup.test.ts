import { describe, expect, it } from 'vitest';
import { withPictures } from './picture-markup';

const ID = '01jd8x5k2abcdefgh0';
const picture = { id: ID, mime: 'image/jpeg', width: 1200, height: 800, widths: [480, 960, 1200] };
const body = `<p><img src="/town/f/${ID}/a.jpg" alt="村口" /></p>`;

describe('a picture of a text', () => {
  it('comes in the formats and widths that are there, the old ones last, with its own address for every reader', () => {
    const html = withPictures(body, [picture]);
    expect([...html.matchAll(/type="([^"]+)"/g)].map((match) => match[1])).toEqual([
      'image/avif',
      'image/webp',
      'image/jpeg',
    ]);
    expect(html).toContain(`/town/f/${ID}/w/480.avif 480w, /town/f/${ID}/w/960.avif 960w`);
    expect(html).toContain(`<img src="/town/f/${ID}/a.jpg" alt="村口" width="1200" height="800" decoding="async" />`);
  });

  it('says how large it is while there are no other sizes yet', () => {
    const html = withPictures(body, [{ ...picture, widths: [] }]);
    expect(html).not.toContain('<picture>');
    expect(html).toContain('width="1200" height="800"');
  });

  it('keeps the size that its writer gave, and waits when it is not the first', () => {
    const twice = `${body}<p><img src="/f/${ID}/a.jpg" alt="二" width="300" /></p>`;
    const html = withPictures(twice, [picture]);
    expect(html).toContain('alt="二" width="300" loading="lazy"');
    expect(html.match(/loading="lazy"/g)).toHaveLength(1);
  });

  it('that is not known here stays as it is', () => {
    expect(withPictures(body, [])).toBe(body);
  });
});
