import type { Transaction } from '@zhanqun/db';
import { DomainError, notFound } from '@zhanqun/kit';

export const STALE_FILE = '这个文件刚被别人改过，请刷新后再试。您填写的内容没有丢失。';

/** A file of the site itself, held until the transaction ends. Throws NOT_FOUND. */
export async function ownFile(tx: Transaction, siteId: string, fileId: string) {
  await tx.$queryRaw`SELECT 1 FROM "MediaFile" WHERE "siteId" = ${siteId} AND id = ${fileId} FOR UPDATE`;
  const file = await tx.mediaFile.findFirst({
    where: { siteId, id: fileId },
    select: { id: true, name: true, mime: true, sha256: true, size: true, version: true },
  });
  if (!file) throw notFound('文件');
  return file;
}

/** Throws INVALID under `folderId` unless it is a folder of this site. */
export async function demandFolder(
  tx: Transaction,
  siteId: string,
  folderId: string | null | undefined,
): Promise<void> {
  if (!folderId) return;
  const folder = await tx.mediaFolder.findFirst({ where: { siteId, id: folderId }, select: { id: true } });
  if (folder) return;
  const sentence = '没有这个文件夹，它可能刚被删除，请重新选择。';
  throw new DomainError('INVALID', sentence, { folderId: [sentence] });
}
