import { createHash } from 'node:crypto';
import { keptFields } from '@zhanqun/columns/item-types';
import { notFound } from '@zhanqun/kit';
import { type ReviewDecision, type ReviewLevel, reviewLevels } from '@zhanqun/review/schema';
import { readSite, type SiteContext } from '@zhanqun/tenancy/server';
import { REVISION_TEXT } from './revision-text';

export interface SheetStep {
  levelName: string;
  decision: ReviewDecision;
  personName: string;
  comment: string;
  at: Date;
}

/** Who let findings pass, with their reason; the hits as they were masked. */
export interface SheetPassing {
  personName: string;
  at: Date;
  reason: string;
  hits: string[];
}

/** Everything that a review for secrecy signs for, bound to one revision. */
export interface SecrecySheet {
  articleId: string;
  number: number;
  title: string;
  columnName: string;
  source: string;
  author: string;
  editorName: string;
  savedAt: Date;
  isPublic: boolean;
  /** SHA-256 over the text and its files, in hex: another text has another one. */
  fingerprint: string;
  files: { name: string; sha256: string }[];
  steps: SheetStep[];
  passings: SheetPassing[];
}

interface Hit {
  hit?: unknown;
}

function passingOf(line: { actorName: string; at: Date; detail: unknown }, number: number): SheetPassing[] {
  const detail = line.detail as { revisionNumber?: unknown; reason?: unknown; findings?: unknown };
  if (detail.revisionNumber !== number) return [];
  const findings: Hit[] = Array.isArray(detail.findings) ? detail.findings : [];
  const hits = findings.map(({ hit }) => String(hit ?? ''));
  return [{ personName: line.actorName, at: line.at, reason: String(detail.reason ?? ''), hits }];
}

/** The sheet of a revision, from its reviews and the log. Throws NOT_FOUND. */
export async function getSecrecySheet(context: SiteContext, articleId: string, number: number): Promise<SecrecySheet> {
  const siteId = context.site.id;
  const { revision, lines } = await readSite(context, async (tx) => ({
    revision: await tx.articleRevision.findFirst({
      where: { siteId, articleId, number },
      select: {
        id: true,
        ...REVISION_TEXT,
        editorName: true,
        createdAt: true,
        article: { select: { publishedRevisionId: true, column: { select: { name: true } } } },
        files: {
          orderBy: [{ use: 'asc' }, { position: 'asc' }],
          select: { use: true, file: { select: { name: true, sha256: true } } },
        },
        reviews: {
          orderBy: { id: 'asc' },
          select: {
            levels: true,
            steps: {
              orderBy: { id: 'asc' },
              select: {
                level: true,
                decision: true,
                personName: true,
                onBehalfOfName: true,
                comment: true,
                at: true,
              },
            },
          },
        },
      },
    }),
    lines: await tx.auditLine.findMany({
      where: { siteId, subjectId: articleId, action: 'check:override' },
      orderBy: { id: 'asc' },
      select: { actorName: true, at: true, detail: true },
    }),
  }));
  if (!revision) throw notFound('版本');
  const { title, summary, body, source, author, keywords, correctionNote, article } = revision;
  const files = revision.files.map(({ file }) => file);
  const facts = Object.entries(keptFields(revision.fields)).sort(([a], [b]) => (a < b ? -1 : 1));
  const signed = { title, summary, body, source, author, keywords, facts, correctionNote, files };
  const stepsOf = (levels: ReviewLevel[], steps: (typeof revision.reviews)[number]['steps']): SheetStep[] =>
    steps.map(({ level, personName, onBehalfOfName, ...step }) => ({
      ...step,
      personName: onBehalfOfName ? `${personName}（代${onBehalfOfName}）` : personName,
      levelName: levels[level - 1]?.name ?? '',
    }));
  return {
    articleId,
    number,
    title,
    columnName: article.column.name,
    source,
    author,
    editorName: revision.editorName,
    savedAt: revision.createdAt,
    isPublic: article.publishedRevisionId === revision.id,
    fingerprint: createHash('sha256').update(JSON.stringify(signed)).digest('hex'),
    files,
    steps: revision.reviews.flatMap(({ levels, steps }) => stepsOf(reviewLevels.parse(levels), steps)),
    passings: lines.flatMap((line) => passingOf(line, number)),
  };
}
