import { newId } from '@zhanqun/kit';
import { asVisitor, readSite } from '@zhanqun/tenancy/server';
import { useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import type { Block } from '../src/schema';
import { createHomePage, getHomePage, getPublicHomePage, saveHomePage } from '../src/server';

const group = useGroup();
const at = () => group().contextAt('east-town', 'townAdmin');
const blocks: Block[] = [{ id: 'one', type: 'text', settings: { title: '', body: '欢迎' } }];

describe('a home page', () => {
  it('is saved as a list of blocks that visitors see, with an audit and a change line', async () => {
    const { version } = await getHomePage(at());
    expect(await saveHomePage(at(), { version, blocks })).toEqual({ version: version + 1 });
    const seen = await asVisitor(group(), (tx) => getPublicHomePage(tx, at().site.id));
    expect(seen.blocks).toEqual(blocks);
    const lines = await readSite(at(), (tx) => tx.auditLine.findMany({ where: { action: 'page:edit' } }));
    expect(lines).toHaveLength(1);
  });

  it('refuses a save made from an older state, and leaves what is there', async () => {
    const { version } = await getHomePage(at());
    await saveHomePage(at(), { version, blocks });
    await expect(saveHomePage(at(), { version, blocks: [] })).rejects.toMatchObject({ code: 'STALE' });
    expect((await getHomePage(at())).blocks).toEqual(blocks);
  });

  it('refuses blocks that the schema does not know, and too many', async () => {
    const { version } = await getHomePage(at());
    const wrong = [{ id: 'x', type: 'nothing', settings: {} }] as unknown as Block[];
    await expect(saveHomePage(at(), { version, blocks: wrong })).rejects.toMatchObject({ code: 'INVALID' });
    const many = Array.from(
      { length: 31 },
      (_, i): Block => ({ id: `b${i}`, type: 'contactCard', settings: { title: '' } }),
    );
    await expect(saveHomePage(at(), { version, blocks: many })).rejects.toMatchObject({ code: 'INVALID' });
  });

  it('is made once for a site', async () => {
    await expect(createHomePage(at(), { blocks })).rejects.toMatchObject({ code: 'CONFLICT' });
    const base = group().contextAt('east-town', 'system');
    const fresh = { ...base, site: { ...base.site, id: newId() } };
    await expect(getHomePage(fresh)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(saveHomePage(fresh, { version: 1, blocks })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await createHomePage(fresh, { blocks });
    expect(await getHomePage(fresh)).toMatchObject({ version: 1, blocks });
  });

  it('is not edited by who may not', async () => {
    const reviewer = group().contextAt('east-town', 'townReviewer');
    await expect(saveHomePage(reviewer, { version: 1, blocks })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
