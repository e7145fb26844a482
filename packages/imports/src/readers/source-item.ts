/** One text of a source, as its reader finds it, before it is cleaned. */
export interface SourceItem {
  /** Tells it from every other text of every source, and the same one again. */
  key: string;
  title: string;
  /** Markup as the source has it: hostile until it is cleaned. */
  body: string;
  summary: string;
  source: string;
  author: string;
  keywords: string;
  /** What the source calls its column, "" where it has none. */
  column: string;
  /** When it was first public there. */
  originalAt: Date | undefined;
  /** Where it stood: a whole address, or a path; "" when unknown. */
  originalUrl: string;
  /** A draft, or kept from the public, stays a draft. */
  wasPublic: boolean;
  /** Files that belong to it beside those its body names, by address or path. */
  attachments: string[];
  /** Pictures within the source that have no address: `picture:<n>` in the body is the n-th of them. */
  pictures?: Uint8Array[];
  /** What was left out of it, as sentences. */
  notes: string[];
}

/** What a source holds beside its texts. */
export interface SourceSummary {
  /** Entries that are no texts: menus, revisions, comments … */
  ignored: number;
}

export function emptyItem(key: string): SourceItem {
  return {
    key,
    title: '',
    body: '',
    summary: '',
    source: '',
    author: '',
    keywords: '',
    column: '',
    originalAt: undefined,
    originalUrl: '',
    wasPublic: true,
    attachments: [],
    notes: [],
  };
}
