import { acrossSites, readSite, withPlatform } from '@zhanqun/tenancy/server';
import { useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import {
  chooseTheme,
  deleteEntry,
  duplicateEntry,
  editEntry,
  getLibraryEntry,
  listLibrary,
  seedLibrary,
} from '../src/server';
import { BUILT_IN_THEMES } from '../src/theme';

const group = useGroup();

const GOOD = { mainColour: '#1d5a86', accentColour: '#d08a2e', headerStyle: 'band', density: 'airy' } as const;
const PALE = { ...GOOD, mainColour: '#e8b04a' };

const versionOf = async (code: 'east' | 'west') =>
  (
    await readSite(group().contextAt(code, 'system'), (tx) =>
      tx.site.findUniqueOrThrow({ where: { id: group().site(code).id } }),
    )
  ).version;

describe('the built-in library', () => {
  it('is put in once; a second run changes nothing', async () => {
    expect(await seedLibrary(group().context('system'))).toEqual({ created: 0, updated: 0 });
    const themes = await listLibrary(group().context('office'), 'THEME');
    expect(themes.map((theme) => theme.code).sort()).toEqual(BUILT_IN_THEMES.map((theme) => theme.code).sort());
    expect(await listLibrary(group().context('townAdmin'), 'BLUEPRINT')).toHaveLength(5);
  });

  it('is brought up to date, except entries that the office has edited', async () => {
    const { db, context } = group();
    await withPlatform({ db }, (tx) =>
      tx.libraryEntry.updateMany({ where: { code: { in: ['slate', 'camphor'] } }, data: { name: '旧名' } }),
    );
    await editEntry(context('office'), { kind: 'THEME', code: 'slate', version: 1, name: '市里的青石', content: GOOD });
    expect(await seedLibrary(context('system'))).toEqual({ created: 0, updated: 1 });
    expect((await getLibraryEntry(context('office'), 'THEME', 'slate')).name).toBe('市里的青石');
    expect((await getLibraryEntry(context('office'), 'THEME', 'camphor')).name).toBe('古樟');
  });

  it('is seeded by the system alone, seen by whoever may, and changed by the office', async () => {
    const { context } = group();
    await expect(seedLibrary(context('office'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(listLibrary(context('townEditor'), 'THEME')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const input = { kind: 'THEME', code: 'slate', newCode: 'mine', name: '我的主题' } as const;
    await expect(duplicateEntry(context('portalAdmin'), input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(duplicateEntry(context('eastAdmin'), input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(getLibraryEntry(context('office'), 'THEME', 'none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('entries of the office', () => {
  it('are copied, changed with a version, and removed when nothing uses them', async () => {
    const { context, contextAt } = group();
    const copy = { kind: 'THEME', code: 'river-blue', newCode: 'own-blue', name: '自定蓝' } as const;
    await duplicateEntry(context('office'), copy);
    await expect(duplicateEntry(context('office'), copy)).rejects.toMatchObject({
      code: 'CONFLICT',
      fields: { newCode: [expect.any(String)] },
    });
    expect(await getLibraryEntry(context('office'), 'THEME', 'own-blue')).toMatchObject({
      isBuiltIn: false,
      basedOnCode: 'river-blue',
    });
    const edit = { kind: 'THEME', code: 'own-blue', version: 1, name: '自定蓝二', content: GOOD } as const;
    await editEntry(context('office'), edit);
    await expect(editEntry(context('office'), edit)).rejects.toMatchObject({ code: 'STALE' });
    const wanted = { themeCode: 'own-blue', settings: GOOD, version: await versionOf('west') };
    await chooseTheme(contextAt('west', 'westAdmin'), wanted);
    const entry = { kind: 'THEME', code: 'own-blue' } as const;
    await expect(deleteEntry(context('office'), entry)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: '有 1 个站点在用它，不能删除。',
    });
    await chooseTheme(contextAt('west', 'westAdmin'), {
      themeCode: 'river-blue',
      settings: GOOD,
      version: wanted.version + 1,
    });
    await deleteEntry(context('office'), entry);
    await expect(deleteEntry(context('office'), entry)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const log = await readSite(contextAt('city', 'system'), (tx) =>
      tx.auditLine.findMany({ where: { action: 'library:edit', actorName: '信息办' } }),
    );
    expect(log.map((line) => line.summary)).toContain('删除主题“自定蓝二”');
  });

  it('built-in ones and those that a blueprint names are not removed', async () => {
    const { context } = group();
    await expect(deleteEntry(context('office'), { kind: 'BLOCK', code: 'picture-band' })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('内置'),
    });
    await duplicateEntry(context('office'), { kind: 'THEME', code: 'slate', newCode: 'named', name: '被引用的' });
    await duplicateEntry(context('office'), { kind: 'BLUEPRINT', code: 'town', newCode: 'own-town', name: '自定乡镇' });
    const blueprint = await getLibraryEntry(context('office'), 'BLUEPRINT', 'own-town');
    if (blueprint.kind !== 'BLUEPRINT') throw new Error('It is a blueprint.');
    const edit = { kind: 'BLUEPRINT', code: 'own-town', name: '自定乡镇' } as const;
    await editEntry(context('office'), { ...edit, version: 1, content: { ...blueprint.content, themeCode: 'named' } });
    await expect(deleteEntry(context('office'), { kind: 'THEME', code: 'named' })).rejects.toMatchObject({
      message: '蓝本“自定乡镇”在用它，不能删除。',
    });
    const [first] = blueprint.content.columns;
    if (!first) throw new Error('It has columns.');
    await expect(
      editEntry(context('office'), { ...edit, version: 2, content: { ...blueprint.content, columns: [first, first] } }),
    ).rejects.toMatchObject({ fields: { columns: [expect.stringContaining('出现了两次')] } });
    await expect(
      editEntry(context('office'), { ...edit, version: 2, content: { ...blueprint.content, themeCode: 'none' } }),
    ).rejects.toMatchObject({ fields: { themeCode: [expect.any(String)] } });
  });

  it('are refused when they are not what their kind asks for, or not legible', async () => {
    const { context } = group();
    const edit = { kind: 'THEME', code: 'indigo-dye', version: 1, name: '蓝染' } as const;
    await expect(editEntry(context('office'), { ...edit, content: { mainColour: 'blue' } })).rejects.toMatchObject({
      code: 'INVALID',
      fields: { mainColour: [expect.any(String)] },
    });
    await expect(editEntry(context('office'), { ...edit, content: PALE })).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringMatching(/^“.+”的对比度只有 [\d.]+，至少要 (4\.5|7)/),
    });
  });
});

describe('choosing a theme', () => {
  it('changes the site, its hash, its log and what the public sees', async () => {
    const { db, contextAt, site } = group();
    const before = site('east').themeHash;
    const version = await versionOf('east');
    const input = { themeCode: 'river-blue', settings: GOOD, version };
    const { themeHash } = await chooseTheme(contextAt('east', 'eastAdmin'), input);
    expect(themeHash).not.toBe(before);
    expect(site('east')).toMatchObject({ themeCode: 'river-blue', themeHash, theme: GOOD });
    await expect(chooseTheme(contextAt('east', 'eastAdmin'), input)).rejects.toMatchObject({ code: 'STALE' });
    const siteId = site('east').id;
    const log = await acrossSites({ db }, { roots: [], sites: [siteId] }, (tx) =>
      tx.auditLine.findMany({ where: { action: 'site:theme' } }),
    );
    expect(log).toMatchObject([{ actorName: '东县管理员', siteId }]);
    const changes = await withPlatform({ db }, (tx) =>
      tx.publicChange.findMany({ where: { siteId }, select: { tags: true } }),
    );
    expect(changes).toEqual([{ tags: ['directory', `site:${siteId}`] }]);
  });

  it('refuses colours that are not legible, naming the pair and its ratio', async () => {
    const version = await versionOf('east');
    const input = { themeCode: 'river-blue', settings: PALE, version };
    await expect(chooseTheme(group().contextAt('east', 'eastAdmin'), input)).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringMatching(/^“.+”的对比度只有 \d/),
      fields: { 'settings.mainColour': [expect.any(String)] },
    });
  });

  it('refuses themes that are not in the library, and pictures of other sites', async () => {
    const version = await versionOf('east');
    const context = group().contextAt('east', 'eastAdmin');
    await expect(chooseTheme(context, { themeCode: 'none', settings: GOOD, version })).rejects.toMatchObject({
      fields: { themeCode: [expect.any(String)] },
    });
    const { db, contextAt, site } = group();
    const logo = { siteId: site('west').id, id: 'westlogo', sha256: 'x', name: 'x.png', mime: 'image/png', size: 1 };
    await db.scope({ role: 'tenant', name: 'test', settings: { 'app.site': site('west').id } }, (tx) =>
      tx.mediaFile.create({ data: { ...logo, createdById: 'x' } }),
    );
    const settings = { ...GOOD, logoFileId: logo.id };
    await expect(chooseTheme(context, { themeCode: 'slate', settings, version })).rejects.toMatchObject({
      fields: { 'settings.logoFileId': [expect.any(String)] },
    });
    const west = { themeCode: 'slate', settings, version: await versionOf('west') };
    await chooseTheme(contextAt('west', 'westAdmin'), west);
  });

  it.each([
    ['townEditor', 'east-town', 'FORBIDDEN'],
    ['cityAuditor', 'east', 'FORBIDDEN'],
    ['eastAdmin', 'west', 'NOT_FOUND'],
  ] as const)('is refused to %s at %s with %s', async (actor, at, code) => {
    const input = { themeCode: 'slate', settings: GOOD, version: 1 };
    await expect(chooseTheme(group().contextAt(at, actor), input)).rejects.toMatchObject({ code });
  });
});
