import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError } from '@zhanqun/kit';
import { recordChange, TAGS } from '@zhanqun/publishing/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { ownFile, STALE_FILE } from '../file-row.server';
import type { Bytes, FileStore } from '../file-store.server';
import { inspectFile } from '../inspect.server';
import { FILE_RECORD, type FileRecord } from '../queries.server';
import { MAX_FILE_BYTES, type ReplaceFileInput, replaceFileInput } from '../schema';
import { usesOf } from '../uses.server';
import { wantVariants } from '../variants-job.server';

/**
 * Puts other bytes of the same type in the place of a file's: its address stays, and pages that show it are renewed.
 * What visitors see would change past all levels, so that it takes the right to do so; what is in review stands still.
 * Throws CONFLICT, FORBIDDEN, INVALID, STALE, TOO_LARGE.
 */
export async function replaceFile(
  context: SiteContext,
  input: ReplaceFileInput,
  bytes: Bytes,
  store: FileStore,
): Promise<FileRecord> {
  const { fileId, version, name: rawName } = parseInput(replaceFileInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:write', site);
  const received = await store.receive(bytes, MAX_FILE_BYTES);
  try {
    const { extensions: _, ...type } = await inspectFile(received.path, rawName);
    await store.keep(site.id, received);
    const { sha256, size } = received;
    return await withSite(context, async (tx) => {
      const file = await ownFile(tx, site.id, fileId);
      if (file.version !== version) throw new DomainError('STALE', STALE_FILE);
      if (file.mime !== type.mime) {
        const sentence = '新文件和原来的不是同一种格式，网址会对不上。请换成同样格式的文件，或另外上传。';
        throw new DomainError('INVALID', sentence, { file: [sentence] });
      }
      const uses = await usesOf(tx, site.id, fileId);
      if (uses.heldArticles > 0) {
        throw new DomainError(
          'CONFLICT',
          `有 ${uses.heldArticles} 篇用到它的文章正在审核或等待定时发布。请等它们办完，或先撤回提交，再替换文件。`,
        );
      }
      const isShown = uses.publicArticleIds.length > 0 || uses.isLogo || uses.topicIds.length > 0;
      if (isShown) demand(actor, 'article:force', site);
      const same = await tx.mediaFile.findFirst({
        where: { siteId: site.id, sha256, name: file.name },
        select: { id: true },
      });
      if (same) throw new DomainError('CONFLICT', '新文件和媒体库里已有的一个完全相同，没有替换。');
      await tx.mediaFile.updateMany({
        where: { siteId: site.id, id: fileId },
        data: { sha256, size, ...type, widths: [], replacedAt: now, version: { increment: 1 } },
      });
      await wantVariants(tx, file);
      const cause = `替换文件“${file.name}”`;
      await recordAudit(tx, { ...context, siteId: site.id }, [
        {
          action: isShown ? 'article:force' : 'article:write',
          subjectType: 'MediaFile',
          subjectId: fileId,
          summary: isShown ? `${cause}，${uses.publicArticleIds.length} 篇公开的文章随之改变` : cause,
          detail: { from: file.sha256, to: sha256 },
        },
      ]);
      if (isShown) {
        const tags = [
          ...uses.publicArticleIds.map((id) => TAGS.article(site.id, id)),
          ...(uses.topicIds.length > 0 ? [TAGS.file(site.id, fileId)] : []),
          ...uses.topicIds.map((id) => TAGS.about(site.id, id)),
        ];
        await recordChange(tx, site.id, { tags: uses.isLogo ? [...tags, TAGS.site(site.id)] : tags, cause });
      }
      return tx.mediaFile.findFirstOrThrow({ where: { siteId: site.id, id: fileId }, select: FILE_RECORD });
    });
  } finally {
    await store.drop(received);
  }
}
