import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError } from '@zhanqun/kit';
import { recordChange, TAGS } from '@zhanqun/publishing/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { demandContrast } from '../contrast-rule';
import { type ChooseThemeInput, chooseThemeInput } from '../library-schema';
import { themeCss } from '../theme';
import { themeHash } from '../theme/theme-hash.server';

function invalid(field: string, sentence: string): DomainError {
  return new DomainError('INVALID', '请检查标出的项目。', { [field]: [sentence] });
}

/** Gives the site a theme of the library with the site's own adjustments. Returns the hash of its style sheet. */
export async function chooseTheme(context: SiteContext, input: ChooseThemeInput): Promise<{ themeHash: string }> {
  const { themeCode, settings, version } = parseInput(chooseThemeInput, input);
  const { site } = context;
  demand(context.actor, 'site:theme', site);
  demandContrast(settings, 'settings.mainColour');
  const hash = themeHash(themeCss(settings));
  await withSite(context, async (tx) => {
    const theme = await tx.libraryEntry.findUnique({
      where: { kind_code: { kind: 'THEME', code: themeCode } },
      select: { name: true },
    });
    if (!theme) throw invalid('themeCode', '模板库里没有这个主题。');
    if (settings.logoFileId) {
      const logo = await tx.mediaFile.findUnique({
        where: { siteId_id: { siteId: site.id, id: settings.logoFileId } },
        select: { mime: true },
      });
      if (!logo?.mime.startsWith('image/')) throw invalid('settings.logoFileId', '请从本站的图片里选择徽标。');
    }
    const { count } = await tx.site.updateMany({
      where: { id: site.id, version },
      data: { themeCode, theme: settings, themeHash: hash, version: { increment: 1 }, updatedAt: context.now },
    });
    if (count === 0) throw new DomainError('STALE', '站点资料刚被别人修改过，请核对后再保存。');
    await recordAudit(tx, { ...context, siteId: site.id }, [
      {
        action: 'site:theme',
        subjectType: 'Site',
        subjectId: site.id,
        summary: `改用主题“${theme.name}”`,
        detail: { themeCode, settings },
      },
    ]);
    await recordChange(tx, site.id, {
      tags: [TAGS.directory, TAGS.site(site.id)],
      cause: `改用主题“${theme.name}”`,
    });
  });
  await context.directory.catchUp([site.id]);
  return { themeHash: hash };
}
