import { useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import { MOST_PREVIEW_COMMENTS } from '../src/schema';
import {
  commentOnPreview,
  findPreviewRevision,
  getArticleForDesk,
  listPreviewComments,
  listRevisions,
  publishArticle,
  withdrawArticle,
} from '../src/server';
import { makeDraft } from '../src/testing';

const group = useGroup();
const at = () => group().contextAt('east-town', 'townEditor');

async function draft() {
  const articleId = await makeDraft(at(), { columnId: group().columnId('east-town', 'xinwen') });
  const [revision] = await listRevisions(at(), articleId);
  return { articleId, revisionId: revision?.id ?? '' };
}

describe('what the reader of a preview says', () => {
  it('lands at the item with the name that was typed and nothing else of the reader, the newest first', async () => {
    const subject = await draft();
    const { db, site } = at();
    for (const [minute, text] of ['第一条', '第二条'].entries()) {
      const now = new Date(Date.UTC(2026, 10, 22, 0, minute));
      await commentOnPreview({ db, site, now }, { ...subject, name: ' 王工 ', text });
    }
    expect(await listPreviewComments(at(), subject.articleId)).toEqual([
      {
        id: expect.any(String),
        name: '王工',
        text: '第二条',
        at: new Date(Date.UTC(2026, 10, 22, 0, 1)),
        revisionNumber: 1,
      },
      {
        id: expect.any(String),
        name: '王工',
        text: '第一条',
        at: new Date(Date.UTC(2026, 10, 22, 0, 0)),
        revisionNumber: 1,
      },
    ]);
    expect((await getArticleForDesk(at(), subject.articleId)).latest.number).toBe(1);
  });

  it('is neither shown nor heard of a text that was withdrawn as secret', async () => {
    const subject = await draft();
    const { db, site } = at();
    const seen = () => findPreviewRevision({ db, site }, subject.articleId, subject.revisionId);
    await publishArticle(group().contextAt('east-town', 'townAdmin'), { articleId: subject.articleId });
    expect(await seen()).toBeDefined();
    await withdrawArticle(group().contextAt('east-town', 'townAdmin'), {
      articleId: subject.articleId,
      kind: 'SECRECY',
      reason: '涉及不宜公开的内容',
    });
    expect(await seen()).toBeUndefined();
    const say = commentOnPreview(at(), { ...subject, name: '王工', text: '有意见' });
    await expect(say).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is limited in length and number', async () => {
    const subject = await draft();
    const say = (text: string, name = '王工') => commentOnPreview(at(), { ...subject, name, text });
    await expect(say('字'.repeat(501))).rejects.toMatchObject({ code: 'INVALID' });
    await expect(say('有意见', '')).rejects.toMatchObject({ code: 'INVALID' });
    for (let n = 0; n < MOST_PREVIEW_COMMENTS; n += 1) await say(`第 ${n} 条`);
    await expect(say('再来一条')).rejects.toMatchObject({ code: 'TOO_MANY' });
  });
});
