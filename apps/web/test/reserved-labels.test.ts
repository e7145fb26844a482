import type { RouteConfigEntry } from '@remix-run/route-config';
import { RESERVED_LABELS } from '@zhanqun/tenancy/reserved-labels';
import { describe, expect, it } from 'vitest';
import routes from '../app/routes';

/** The first segment of every route of its own; what stands in `:` or `*` is no name. */
function firstSegments(entries: RouteConfigEntry[]): string[] {
  return entries.flatMap((entry) => [
    ...(entry.path ? [entry.path.split('/')[0] ?? ''] : []),
    ...firstSegments(entry.children ?? []),
  ]);
}

describe('the labels that no site may have', () => {
  // A label has no dot, so that `sitemap.xml` is kept free by `sitemap`.
  const segments = new Set(firstSegments(routes).filter((segment) => /^[a-z]/.test(segment)));
  it.each([...segments])('hold the first segment %s of an address', (segment) => {
    expect(RESERVED_LABELS).toContain(segment.split('.')[0]);
  });

  it('are read from routes that are there', () => {
    expect(segments).toContain('landscape');
    expect(segments).toContain('console');
  });
});
