import type { Prisma, Transaction } from '@zhanqun/db';
import { escapeLike, notFound, PAGE_SIZE, type Page } from '@zhanqun/kit';
import { dependsOn, TAGS } from '@zhanqun/publishing/server';
import { readSite, type SiteContext } from '@zhanqun/tenancy/server';
import type { FileKind } from './schema';

export interface FileRecord {
  /** The site whose store holds the bytes. */
  siteId: string;
  id: string;
  sha256: string;
  name: string;
  mime: string;
  /** Bytes. */
  size: number;
  width: number | null;
  height: number | null;
  /** Widths at which a picture is there in all formats, narrow first; none until they are made. */
  widths: number[];
  createdAt: Date;
}

export const FILE_RECORD = {
  siteId: true,
  id: true,
  sha256: true,
  name: true,
  mime: true,
  size: true,
  width: true,
  height: true,
  widths: true,
  createdAt: true,
} as const;

/**
 * A file as a visitor of this site may have it: while a published item shows it here, own or carried, as the site's
 * logo, or over a topic. A carried item's file belongs to another site: `siteId` of the answer says whose bytes to send.
 */
export async function findPublicFile(tx: Transaction, siteId: string, fileId: string): Promise<FileRecord | undefined> {
  const [row] = await tx.$queryRaw<(FileRecord & ShownBy)[]>`
    SELECT m."siteId", m.id, m.sha256, m.name, m.mime, m.size, m.width, m.height, m.widths, m."createdAt",
      shown."articleSiteId", shown."articleId", shown."linkId"
    FROM "MediaFile" m LEFT JOIN LATERAL (
      SELECT a."siteId" AS "articleSiteId", a.id AS "articleId", l.id AS "linkId" FROM "RevisionFile" u
      JOIN "Article" a ON a."siteId" = u."siteId" AND a."publishedRevisionId" = u."revisionId"
      LEFT JOIN "ContentLink" l ON l."siteId" = ${siteId} AND l."sourceSiteId" = a."siteId"
        AND l."sourceArticleId" = a.id
      WHERE u."siteId" = m."siteId" AND u."fileId" = m.id AND (a."siteId" = ${siteId} OR l.id IS NOT NULL)
      LIMIT 1) shown ON true
    WHERE m.id = ${fileId} AND (shown."articleId" IS NOT NULL OR (m."siteId" = ${siteId} AND EXISTS (
      SELECT 1 FROM "Site" s WHERE s.id = m."siteId" AND s.theme ->> 'logoFileId' = m.id
      UNION ALL SELECT 1 FROM "Topic" t WHERE t."siteId" = m."siteId" AND t."pictureId" = m.id)))
    LIMIT 1`;
  dependsOn(tx, TAGS.site(siteId), TAGS.file(siteId, fileId));
  if (!row) return undefined;
  const { articleSiteId, articleId, linkId, ...file } = row;
  if (articleSiteId && articleId) dependsOn(tx, TAGS.article(articleSiteId, articleId), TAGS.place(articleSiteId));
  if (linkId && articleSiteId && articleId) {
    dependsOn(tx, TAGS.article(siteId, linkId), TAGS.shared(articleSiteId, articleId));
  }
  return file;
}

/** The item that makes a file public, and the link by which a site carries it. */
interface ShownBy {
  articleSiteId: string | null;
  articleId: string | null;
  linkId: string | null;
}

/** Throws NOT_FOUND. */
export async function getPublicFile(tx: Transaction, siteId: string, fileId: string): Promise<FileRecord> {
  const file = await findPublicFile(tx, siteId, fileId);
  if (!file) throw notFound('文件');
  return file;
}

/** A file of the site, or of a folder that a site above shares with it, for its staff. Throws NOT_FOUND. */
export async function getDeskFile(context: SiteContext, fileId: string): Promise<FileRecord> {
  const file = await readSite(context, (tx) =>
    // Whose files these are, the policy says.
    tx.mediaFile.findFirst({ where: { id: fileId }, select: FILE_RECORD }),
  );
  if (!file) throw notFound('文件');
  return file;
}

/** A file as the library tells of it. */
export interface LibraryFile extends FileRecord {
  alt: string;
  folderId: string | null;
  folderName: string | null;
  version: number;
  createdByName: string;
  replacedAt: Date | null;
}

const LIBRARY_FILE = {
  ...FILE_RECORD,
  alt: true,
  folderId: true,
  folder: { select: { name: true } },
  version: true,
  createdByName: true,
  replacedAt: true,
} as const;

function libraryFile({
  folder,
  ...file
}: Omit<LibraryFile, 'folderName'> & { folder: { name: string } | null }): LibraryFile {
  return { ...file, folderName: folder?.name ?? null };
}

/** A file of the site's own library. Throws NOT_FOUND. */
export async function getLibraryFile(context: SiteContext, fileId: string): Promise<LibraryFile> {
  const file = await readSite(context, (tx) =>
    tx.mediaFile.findFirst({ where: { siteId: context.site.id, id: fileId }, select: LIBRARY_FILE }),
  );
  if (!file) throw notFound('文件');
  return libraryFile(file);
}

const OF_KIND: Record<FileKind, Prisma.MediaFileWhereInput> = {
  picture: { mime: { startsWith: 'image/' } },
  document: { NOT: ['image/', 'audio/', 'video/'].map((begin) => ({ mime: { startsWith: begin } })) },
  sound: { mime: { startsWith: 'audio/' } },
  film: { mime: { startsWith: 'video/' } },
};

export interface FileFilter {
  kind?: FileKind;
  /** A part of the name or of the alternative text. */
  q?: string;
  /** A folder of the site, or a shared one of a site above. */
  folderId?: string;
  /** Only pictures without alternative text. */
  isWithoutText?: boolean;
  /** Id of the last file of the page before. */
  after?: string;
}

const containing = (q: string) => ({ contains: escapeLike(q), mode: 'insensitive' }) as const;

/** The files of the site, or of a shared folder of a site above, newest first. */
export async function listFiles(context: SiteContext, filter: FileFilter): Promise<Page<LibraryFile>> {
  const { kind, folderId, isWithoutText, after } = filter;
  const q = filter.q?.trim().slice(0, 100);
  const rows = await readSite(context, async (tx) => {
    // The policy shows folders of this site and shared ones.
    const folder = folderId
      ? await tx.mediaFolder.findFirst({ where: { id: folderId }, select: { siteId: true } })
      : undefined;
    return tx.mediaFile.findMany({
      where: {
        siteId: folder?.siteId ?? context.site.id,
        AND: [
          kind ? OF_KIND[kind] : {},
          isWithoutText ? { ...OF_KIND.picture, alt: '' } : {},
          q ? { OR: [{ name: containing(q) }, { alt: containing(q) }] } : {},
        ],
        ...(folderId ? { folderId } : {}),
        ...(after ? { id: { lt: after } } : {}),
      },
      orderBy: { id: 'desc' },
      take: PAGE_SIZE + 1,
      select: LIBRARY_FILE,
    });
  });
  const items = rows.slice(0, PAGE_SIZE).map(libraryFile);
  const last = items.at(-1);
  return { items, ...(rows.length > PAGE_SIZE && last ? { next: last.id } : {}) };
}

export interface FolderView {
  /** The site that owns and fills it. */
  siteId: string;
  id: string;
  name: string;
  isShared: boolean;
  version: number;
}

/** The site's folders, and those that sites above share with it; by name. */
export async function listFolders(context: SiteContext): Promise<{ own: FolderView[]; shared: FolderView[] }> {
  const folders = await readSite(context, (tx) =>
    tx.mediaFolder.findMany({
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: MOST_FOLDERS,
      select: { siteId: true, id: true, name: true, isShared: true, version: true },
    }),
  );
  const isOwn = ({ siteId }: FolderView) => siteId === context.site.id;
  return { own: folders.filter(isOwn), shared: folders.filter((folder) => !isOwn(folder)) };
}

/** Folders are chosen from a list: a site that needs more has to tidy up. */
const MOST_FOLDERS = 500;

/** The file that a signed link of the site opens. The caller has checked the signature. */
export async function findSignedFile(
  context: Pick<SiteContext, 'db' | 'site'>,
  fileId: string,
): Promise<FileRecord | undefined> {
  const where = { siteId: context.site.id, id: fileId };
  const file = await readSite(context, (tx) => tx.mediaFile.findFirst({ where, select: FILE_RECORD }));
  return file ?? undefined;
}

/** A file of the one revision that a signed preview opens. The caller has checked the signature. */
export async function findPreviewFile(
  context: Pick<SiteContext, 'db' | 'site'>,
  fileId: string,
  revisionId: string,
): Promise<FileRecord | undefined> {
  const file = await readSite(context, (tx) =>
    tx.mediaFile.findFirst({
      where: { siteId: context.site.id, id: fileId, usages: { some: { revisionId } } },
      select: FILE_RECORD,
    }),
  );
  return file ?? undefined;
}
