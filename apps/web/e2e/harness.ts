import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { city } from './city';

/** The password of all demonstration accounts. */
export const PASSWORD = 'Zhanqun-2026';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Address of a site by its host label, e.g. `site('zhanggong', '/c/news/')`; "" is the portal. */
export function site(label: string, rest = '/', port = city().port): string {
  return `http://${label ? `${label}.` : ''}localhost:${port}${rest}`;
}

export function consoleUrl(rest = '/console', port = city().port): string {
  return `http://console.localhost:${port}${rest}`;
}

export interface Visitor {
  /** A page of its own cookies; console errors, failed requests to our hosts and page errors fail the test, but for `expected` ones. */
  open(options?: { width?: number; javaScript?: boolean; expected?: RegExp }): Promise<Page>;
}

/** One browser for a test file. What a page reports as an error fails the test that opened it. */
export function useBrowser(): () => Visitor {
  let browser: Browser | undefined;
  let contexts: BrowserContext[] = [];
  let errors: string[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: process.env.BROWSER ?? '/usr/bin/chromium', args: ARGUMENTS });
  });
  afterEach(async () => {
    for (const context of contexts) await context.close();
    contexts = [];
    const seen = errors;
    errors = [];
    expect(seen).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
  });
  return () => ({
    async open({ width = 1440, javaScript = true, expected = /status of 4/ } = {}) {
      if (!browser) throw new Error('The browser is there only while tests run.');
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        javaScriptEnabled: javaScript,
        reducedMotion: 'reduce',
        locale: 'zh-CN',
      });
      contexts.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.message}`));
      page.on('console', (message) => {
        // Chromium reports every answer of 400 and above; those that a test asks for are its own business.
        if (message.type() === 'error' && !expected.test(message.text())) {
          errors.push(`${page.url()}: ${message.text()}`);
        }
      });
      return page;
    },
  });
}

/** Signs in with a demonstration account and waits for the console. */
export async function signIn(page: Page, username: string, password = PASSWORD, port = city().port): Promise<void> {
  await page.goto(consoleUrl('/console/sign-in', port));
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/console/sign-in'));
}

/**
 * axe's findings on the page as short sentences; a test expects none. Looked at in a window as high as the page: what
 * lies under a bar that stands still is half covered only until somebody scrolls.
 */
export async function findings(page: Page): Promise<string[]> {
  const size = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (size) await page.setViewportSize({ width: size.width, height: Math.max(size.height, height) });
  const result = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .options({ resultTypes: ['violations'] })
    // Without it every look opens one more page to put frames together, three times as long; ours have none.
    .setLegacyMode(true)
    .analyze();
  if (size) await page.setViewportSize(size);
  return result.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}

/** Whether the page is wider than its window. */
export async function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}
