import type { Transaction } from '@zhanqun/db';
import { TAGS } from '@zhanqun/publishing/server';

/** What changes when a topic goes: its picture is shown by nothing else. Nothing for what is no topic. */
export async function tagsOfTopicPicture(tx: Transaction, siteId: string, columnId: string): Promise<string[]> {
  const topic = await tx.topic.findFirst({ where: { siteId, columnId }, select: { pictureId: true } });
  return topic?.pictureId ? [TAGS.file(siteId, topic.pictureId)] : [];
}
