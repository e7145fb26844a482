import { getArticleForDesk } from '@zhanqun/articles/server';
import { makePublished } from '@zhanqun/articles/testing';
import { useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import { saveFromForm } from '../app/console/articles/article-form.server';

const group = useGroup();

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

describe('the form of an article with another column chosen', () => {
  it('saves nothing when the move is refused, so that the same text may be sent again', async () => {
    const column = (code: string) => group().columnId('east-town', code);
    const articleId = await makePublished(group().contextAt('east-town', 'townReviewer'), {
      columnId: column('xinwen'),
    });
    const send = (actor: 'townEditor' | 'townReviewer', columnId: string) =>
      saveFromForm({
        context: group().contextAt('east-town', actor),
        params: { article: articleId },
        form: formOf({ columnId, title: '改过的标题', body: '<p>改过的正文。</p>', basedOnNumber: '1' }),
      });
    const latest = async () =>
      (await getArticleForDesk(group().contextAt('east-town', 'townReviewer'), articleId)).latest.number;
    // What is public is moved by those who publish; a group of columns and another site's column hold no items.
    await expect(send('townEditor', column('zhenxing'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(send('townReviewer', column('dongtai'))).rejects.toMatchObject({
      code: 'INVALID',
      fields: { columnId: [expect.any(String)] },
    });
    await expect(send('townReviewer', group().columnId('west-town', 'xinwen'))).rejects.toMatchObject({
      code: 'INVALID',
    });
    expect(await latest()).toBe(1);
    expect(await send('townReviewer', column('zhenxing'))).toBe(2);
    expect(await getArticleForDesk(group().contextAt('east-town', 'townReviewer'), articleId)).toMatchObject({
      columnId: column('zhenxing'),
      title: '改过的标题',
    });
  });
});
