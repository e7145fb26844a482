import type { Transaction } from '@zhanqun/db';
import { defineJob, enqueue, type Job } from '@zhanqun/jobs/server';
import { recordChange, TAGS } from '@zhanqun/publishing/server';
import { atSite, readSite, withSite } from '@zhanqun/tenancy/server';
import { z } from 'zod';
import type { FileStore } from './file-store.server';
import { ownFormat } from './picture-sizes';
import { FILE_RECORD } from './queries.server';
import { usesOf } from './uses.server';
import { makeVariants } from './variants.server';

const NAME = 'media:variants';
const DATA = z.object({ fileId: z.string() });

/** Asks for the variants of a picture in the transaction that keeps it; for anything else nothing is asked. */
export async function wantVariants(tx: Transaction, file: { id: string; mime: string }): Promise<void> {
  if (!ownFormat(file.mime)) return;
  await enqueue(tx, { name: NAME, schema: DATA }, { fileId: file.id }, { key: file.id });
}

/** Makes the variants of a picture; pages that show it are renewed when they are there. A second run finds them made. */
export function variantsJob(store: FileStore): Job<z.infer<typeof DATA>> {
  return defineJob({
    name: NAME,
    label: '生成图片的各种尺寸',
    data: DATA,
    isLong: true,
    async run(run, context) {
      const found = context.directory.find(run.siteId ?? '');
      if (!found) return;
      const site = atSite(context, found);
      const where = { siteId: found.id, id: run.data.fileId };
      const file = await readSite(site, (tx) => tx.mediaFile.findFirst({ where, select: FILE_RECORD }));
      if (!file) return;
      const widths = await makeVariants(store, file, run.signal);
      await withSite(site, async (tx) => {
        await run.complete(tx);
        // Another picture may stand at its place by now: that one has work of its own.
        const { count } = await tx.mediaFile.updateMany({
          where: { ...where, sha256: file.sha256, NOT: { widths: { equals: widths } } },
          data: { widths },
        });
        if (count === 0) return;
        const { publicArticleIds, isLogo, topicIds } = await usesOf(tx, found.id, file.id);
        const tags = publicArticleIds.map((id) => TAGS.article(found.id, id));
        if (isLogo) tags.push(TAGS.site(found.id));
        // Remembered as a topic's, it may be an article's next, whose page names its sizes.
        if (topicIds.length > 0) tags.push(TAGS.file(found.id, file.id));
        if (tags.length > 0) await recordChange(tx, found.id, { tags, cause: `图片“${file.name}”的各种尺寸已生成` });
      });
    },
  });
}
