import type { Page } from 'playwright-core';

/** Most that a first visit to any page may transfer, in bytes. */
export const FIRST_VISIT_BYTES = 120 * 1024;

/** What is wrong with a public page as it is drawn, one sentence each. */
export function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()}.${String(element.getAttribute('class') ?? '')} “${(element.textContent ?? '').trim().slice(0, 20)}”`;
    const isHidden = (element: Element) =>
      element.closest('.visually-hidden, .skip, [hidden], svg, script, style') !== null ||
      element.getClientRects().length === 0;
    const rgb = (text: string) => (text.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = ([r = 0, g = 0, b = 0]: number[]) => {
      const [x = 0, y = 0, z = 0] = [r, g, b].map((part) => {
        const share = part / 255;
        return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const groundOf = (element: Element): number[] => {
      for (let at: Element | null = element; at; at = at.parentElement) {
        const [r = 0, g = 0, b = 0, alpha = 1] = rgb(getComputedStyle(at).backgroundColor);
        if (alpha === 1) return [r, g, b];
      }
      return [255, 255, 255];
    };
    const BODY = '.prose p, .prose li, .prose td, .row-title, .card-title, .lead-title, .tile-label, h1, h2';
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const element = node.parentElement;
      if (!element || !node.textContent?.trim() || isHidden(element)) continue;
      const style = getComputedStyle(element);
      if (Number.parseFloat(style.fontSize) < 17) found.add(`text of ${style.fontSize}: ${name(element)}`);
      if (!element.matches(BODY) || element.closest('a.head, header')) continue;
      const [light = 0, dark = 0] = [luminance(rgb(style.color)), luminance(groundOf(element))].sort((a, b) => b - a);
      if ((light + 0.05) / (dark + 0.05) < 7) found.add(`contrast below 7: ${name(element)}`);
    }
    for (const target of document.querySelectorAll('a, button, summary, input')) {
      if (isHidden(target) || target.matches('.prose a, .carried a')) continue;
      // A choice is made by its label as well.
      const place = (target.matches('[type=radio], [type=checkbox]') && target.closest('label')) || target;
      const { width, height } = place.getBoundingClientRect();
      if (height < 43.5 || width < 24) {
        found.add(`target of ${Math.round(width)} × ${Math.round(height)}: ${name(target)}`);
      }
    }
    for (const section of document.querySelectorAll('section, .block')) {
      const heading = section.querySelector('.section-head, h2, h3')?.textContent ?? '';
      if (!section.querySelector('img') && (section.textContent ?? '').trim() === heading.trim()) {
        found.add(`empty section: ${name(section)}`);
      }
    }
    for (const list of document.querySelectorAll('ul, ol, dl')) {
      if (list.children.length === 0) found.add(`empty list: ${name(list)}`);
    }
    for (const picture of document.images) {
      if (picture.complete && picture.naturalWidth === 0) found.add(`broken picture: ${picture.src}`);
    }
    return [...found];
  });
}

/** Every item of the official footer that the page lacks. */
export function missingFromFooter(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const footer = document.querySelector('footer')?.textContent ?? '';
    const items = '我为政府网站找错 站点地图 主办单位 网站标识码 ICP备案 公安备案 党政机关网站标识 联系方式'.split(' ');
    return items.filter((item) => !footer.includes(item));
  });
}

/** Content of the META tags by name or property. */
export function tagsOf(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('meta')].map((tag) => [
        tag.getAttribute('name') ?? tag.getAttribute('property') ?? '',
        tag.content,
      ]),
    ),
  );
}

export interface Transfer {
  bytes(): number;
  origins: Set<string>;
}

/** Counts what the page transfers from now on, and from where. */
export async function watchTransfer(page: Page): Promise<Transfer> {
  const session = await page.context().newCDPSession(page);
  const origins = new Set<string>();
  let bytes = 0;
  session.on('Network.loadingFinished', (event) => {
    bytes += event.encodedDataLength;
  });
  page.on('request', (request) => {
    if (request.url().startsWith('http')) origins.add(new URL(request.url()).origin);
  });
  await session.send('Network.enable');
  return { bytes: () => bytes, origins };
}

/** Scrolls to the end, so that lazy pictures are there too. */
export async function loadAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const picture of document.images) picture.loading = 'eager';
    await Promise.all([...document.images].map((picture) => picture.decode().catch(() => undefined)));
  });
}
