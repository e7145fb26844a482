import type { SessionDesk } from '@zhanqun/auth/server';
import type { Deployment } from '@zhanqun/deployment/server';
import type { FileStore } from '@zhanqun/media/server';
import type { ChangeFeed, PageStore, Recorder } from '@zhanqun/publishing/server';
import type { SiteRecord } from '@zhanqun/tenancy/server';
import type { Logger } from 'pino';
import type { PreviewClaim } from '../server/preview-link.server';
import type { PublicMemory } from './public/memory.server';

/** What one process has once: made by the door, reached by Remix through the load context. */
export interface Application {
  deployment: Deployment;
  sessions: SessionDesk;
  files: FileStore;
  changes: ChangeFeed;
  pages: PageStore<PlainAnswer>;
  memory: PublicMemory;
  log: Logger;
  /** True on a plain-http trial that others than this machine can reach: the console then shows a warning. */
  isPlainTrial: boolean;
  now(): Date;
}

/** An answer that is not kept. */
export interface PlainAnswer {
  status: number;
  headers: Headers;
  bytes: Buffer<ArrayBuffer>;
}

/** A visit to one site's public pages. */
export interface Visit {
  site: SiteRecord;
  /** Path before the site's own addresses, the preview's prefix included. */
  base: string;
  preview?: PreviewClaim;
  /** The page goes into a static copy. */
  isCopy?: boolean;
}

declare module '@remix-run/server-runtime' {
  interface AppLoadContext {
    app: Application;
    requestId: string;
    surface: 'public' | 'console';
    /** Only for console documents. */
    nonce?: string;
    clientAddress: string;
    /** Set on the public surface. */
    visit?: Visit;
    /** Set while a page that may be kept is rendered: takes note of what it depends on. */
    recorder?: Recorder;
  }
}
