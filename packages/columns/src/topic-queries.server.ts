import type { Transaction } from '@zhanqun/db';
import { notFound } from '@zhanqun/kit';
import { dependsOn, TAGS } from '@zhanqun/publishing/server';
import { readSite, type SiteContext } from '@zhanqun/tenancy/server';

export interface TopicRecord {
  pictureId: string | null;
  pictureAlt: string;
  /** Calendar days, as UTC midnights. */
  beginsOn: Date | null;
  endsOn: Date | null;
  archivedAt: Date | null;
}

const NOTHING_SAID: TopicRecord = {
  pictureId: null,
  pictureAlt: '',
  beginsOn: null,
  endsOn: null,
  archivedAt: null,
};
const record = { pictureId: true, pictureAlt: true, beginsOn: true, endsOn: true, archivedAt: true } as const;

/** What a topic says of itself, for the desk. Throws NOT_FOUND for what is no topic of this site. */
export async function getTopic(context: SiteContext, columnId: string): Promise<TopicRecord> {
  const siteId = context.site.id;
  const column = await readSite(context, (tx) =>
    tx.column.findFirst({ where: { siteId, id: columnId, kind: 'TOPIC' }, select: { topic: { select: record } } }),
  );
  if (!column) throw notFound('专题');
  return column.topic ?? NOTHING_SAID;
}

/** What a topic says of itself, for its page. */
export async function getPublicTopic(tx: Transaction, siteId: string, columnId: string): Promise<TopicRecord> {
  dependsOn(tx, TAGS.about(siteId, columnId));
  return (await tx.topic.findFirst({ where: { siteId, columnId }, select: record })) ?? NOTHING_SAID;
}
