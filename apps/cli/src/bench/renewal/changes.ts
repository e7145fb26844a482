import {
  createArticle,
  moveArticle,
  publishArticle,
  saveRevision,
  shareArticle,
  unshareArticle,
  withdrawArticle,
} from '@zhanqun/articles/server';
import { createColumn, deleteColumn, editColumn, listColumns, moveColumn } from '@zhanqun/columns/server';
import { isDomainError } from '@zhanqun/kit';
import { getHomePage, saveHomePage } from '@zhanqun/pages/server';
import { carryItem, dropItem } from '@zhanqun/sharing/server';
import { addAddress, choosePrimaryAddress, editSite, transitionSite } from '@zhanqun/sites/server';
import { chooseTheme } from '@zhanqun/templates/server';
import { BUILT_IN_THEMES } from '@zhanqun/templates/theme';
import { readSite, type SiteContext } from '@zhanqun/tenancy/server';
import type { Random } from './random';

export interface Try {
  context: SiteContext;
  random: Random;
  /** Counts the changes, for names that have not been used. */
  number: number;
  /** Items that other sites may carry. */
  shared: { siteId: string; articleId: string }[];
}

/** What was done, or undefined when this site has nothing that it can be done to. */
type Outcome = string | undefined;

export interface Change {
  name: string;
  weight: number;
  run(tried: Try): Promise<Outcome>;
}

const SAYING = ['公告', '简报', '方案', '通报', '工作部署', '服务指南'];

function textOf({ random, number }: Try) {
  const title = `第 ${number} 号${random.one(SAYING) ?? ''}`;
  const paragraphs = Array.from(
    { length: 2 + random.below(5) },
    (_, i) => `<p>${title}的第 ${i + 1} 段，编号 ${random.below(1e6)}。</p>`,
  );
  return { title, summary: random.chance(0.5) ? `${title}的摘要。` : '', body: paragraphs.join('') };
}

const GAP = 12;

/** One of the site's items in this state: mostly a new one, as editors correct what they have just published. */
function findItem({ context, random }: Try, where: { state?: 'PUBLISHED' | 'WITHDRAWN'; isShared?: boolean }) {
  const { site } = context;
  return readSite(context, async (tx) => {
    const count = await tx.article.count({ where: { siteId: site.id, ...where } });
    const skip = random.chance(0.7) ? random.below(Math.min(count, GAP)) : random.below(count);
    return tx.article.findFirst({
      where: { siteId: site.id, ...where },
      orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
      skip,
      include: { latestRevision: { select: { number: true } } },
    });
  });
}

const holding = async (context: SiteContext) =>
  (await listColumns(context)).filter(({ kind }) => kind !== 'GROUP' && kind !== 'PAGE');

async function publishNew(tried: Try): Promise<Outcome> {
  const { context, random } = tried;
  const columns = await holding(context);
  const news = columns.filter(({ kind }) => kind === 'NEWS' || kind === 'NOTICE');
  const column = random.one(random.chance(0.6) && news.length > 0 ? news : columns);
  if (!column) return undefined;
  const { articleId } = await createArticle(context, { columnId: column.id, ...textOf(tried) });
  await publishArticle(context, { articleId });
  return `/a/${articleId}.html`;
}

async function correct(tried: Try): Promise<Outcome> {
  const { context } = tried;
  const item = await findItem(tried, { state: 'PUBLISHED' });
  if (!item) return undefined;
  const basedOnNumber = item.latestRevision?.number ?? 1;
  await saveRevision(context, { articleId: item.id, basedOnNumber, ...textOf(tried) });
  await publishArticle(context, { articleId: item.id });
  return `/a/${item.id}.html`;
}

async function withdraw(tried: Try): Promise<Outcome> {
  const item = await findItem(tried, { state: 'PUBLISHED' });
  if (!item) return undefined;
  await withdrawArticle(tried.context, { articleId: item.id, reason: '内容有误' });
  return `/a/${item.id}.html`;
}

async function republish(tried: Try): Promise<Outcome> {
  const item = await findItem(tried, { state: 'WITHDRAWN' });
  if (!item) return undefined;
  await publishArticle(tried.context, { articleId: item.id });
  return `/a/${item.id}.html`;
}

async function move(tried: Try): Promise<Outcome> {
  const { context, random } = tried;
  const item = await findItem(tried, random.chance(0.9) ? { state: 'PUBLISHED' } : {});
  const column = random.one((await holding(context)).filter(({ id }) => id !== item?.columnId));
  if (!item || !column) return undefined;
  await moveArticle(context, { articleId: item.id, columnId: column.id });
  return `/c/${column.code}/`;
}

async function share(tried: Try): Promise<Outcome> {
  const { context, random, shared } = tried;
  const known = shared.filter((one) => one.siteId === context.site.id);
  const old = random.chance(0.4) ? random.one(known) : undefined;
  if (old) {
    await unshareArticle(context, { articleId: old.articleId });
    shared.splice(shared.indexOf(old), 1);
    return `/a/${old.articleId}.html`;
  }
  const item = await findItem(tried, { state: 'PUBLISHED', isShared: false });
  if (!item) return undefined;
  await shareArticle(context, { articleId: item.id });
  shared.push({ siteId: context.site.id, articleId: item.id });
  return `/a/${item.id}.html`;
}

async function carry(tried: Try): Promise<Outcome> {
  const { context, random, shared } = tried;
  const { site } = context;
  const links = await readSite(context, (tx) => tx.contentLink.findMany({ where: { siteId: site.id } }));
  const link = random.chance(0.25) ? random.one(links) : undefined;
  if (link) {
    await dropItem(context, { linkId: link.id });
    return `/a/${link.id}.html`;
  }
  const source = random.one(
    shared.filter((one) => one.siteId !== site.id && !links.some((had) => had.sourceArticleId === one.articleId)),
  );
  const column = random.one(await holding(context));
  if (!source || !column) return undefined;
  try {
    const { linkId } = await carryItem(context, {
      sourceSiteId: source.siteId,
      sourceArticleId: source.articleId,
      columnId: column.id,
    });
    return `/a/${linkId}.html`;
  } catch (error) {
    // Withdrawn since it was shared, or its site is away.
    if (isDomainError(error) && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}

async function edit(tried: Try): Promise<Outcome> {
  const { context, random, number } = tried;
  const chosen = random.one(await listColumns(context));
  if (!chosen) return undefined;
  const column = await readSite(context, (tx) =>
    tx.column.findUniqueOrThrow({ where: { siteId_id: { siteId: context.site.id, id: chosen.id } } }),
  );
  const { description, keywords, responsibleUnit, version } = column;
  const turns = column.isHidden || random.chance(0.4);
  await editColumn(context, {
    columnId: column.id,
    name: turns ? column.name : `${column.name.slice(0, 8)}${number}`,
    description,
    keywords,
    responsibleUnit,
    isHidden: turns ? !column.isHidden : column.isHidden,
    version,
  });
  return `/c/${column.code}/`;
}

async function build(tried: Try): Promise<Outcome> {
  const { context, random, number } = tried;
  const columns = await listColumns(context);
  const column = random.one(columns);
  if (!column) return undefined;
  if (random.chance(0.4)) {
    const code = `lanmu-${number}`;
    const parentId = random.chance(0.5)
      ? (random.one(columns.filter((one) => one.parentId === null))?.id ?? null)
      : null;
    await createColumn(context, {
      code,
      name: `第 ${number} 栏`,
      kind: random.one(['NEWS', 'NOTICE', 'LIST'] as const) ?? 'LIST',
      parentId,
    });
    return `/c/${code}/`;
  }
  const made = columns.filter((one) => one.code.startsWith('lanmu-'));
  const empty = random.chance(0.3) ? random.one(made) : undefined;
  if (empty) {
    const held = await readSite(context, async (tx) => {
      const where = { siteId: context.site.id, columnId: empty.id };
      return (await tx.article.count({ where })) + (await tx.contentLink.count({ where }));
    });
    if (held > 0 || columns.some((one) => one.parentId === empty.id)) return undefined;
    await deleteColumn(context, { columnId: empty.id });
    return `/c/${empty.code}/`;
  }
  const siblings = columns.filter((one) => one.parentId === column.parentId).sort((a, b) => a.position - b.position);
  if (siblings.length < 2) return undefined;
  await moveColumn(context, { columnId: column.id, direction: siblings[0]?.id === column.id ? 'down' : 'up' });
  return `/c/${column.code}/`;
}

async function home({ context, random, number }: Try): Promise<Outcome> {
  const { blocks, version } = await getHomePage(context);
  const kept = random.chance(0.3) && blocks.length > 3 ? blocks.slice(0, -1) : blocks;
  const text = {
    id: `text-${number}`,
    type: 'text' as const,
    settings: { title: '说明', body: `第 ${number} 次编排。` },
  };
  const news = { id: `news-${number}`, type: 'parentNews' as const, settings: { title: '', limit: 5 } };
  const notices = { id: `notices-${number}`, type: 'portalNotices' as const, settings: { title: '', limit: 5 } };
  const more = random.one([text, news, notices]) ?? text;
  await saveHomePage(context, {
    version,
    blocks: [...kept.filter((one) => one.type !== more.type), more].slice(0, 30),
  });
  return '/';
}

function siteRow(context: SiteContext) {
  return readSite(context, (tx) => tx.site.findUniqueOrThrow({ where: { id: context.site.id } }));
}

async function dress({ context, random }: Try): Promise<Outcome> {
  const { version, themeCode } = await siteRow(context);
  const theme = random.one(BUILT_IN_THEMES.filter(({ code }) => code !== themeCode));
  if (!theme) return undefined;
  const { themeHash } = await chooseTheme(context, { themeCode: theme.code, settings: theme.settings, version });
  return `/theme/${themeHash}.css`;
}

async function facts({ context, random, number }: Try): Promise<Outcome> {
  const row = await siteRow(context);
  const { name, shortName, sponsor, contactAddress, contactPhone, officeHours, siteIdCode, icpNumber, psbNumber } = row;
  const isRenamed = random.chance(0.3);
  await editSite(context, {
    name,
    shortName: isRenamed ? `${shortName.replace(/\d+$/, '').slice(0, 10)}${number}` : shortName,
    sponsor,
    contactAddress: isRenamed ? contactAddress : `${contactAddress.replace(/（.*）$/, '')}（${number} 号）`,
    contactPhone,
    officeHours,
    siteIdCode,
    icpNumber,
    psbNumber,
    version: row.version,
  });
  return '/';
}

async function turn({ context }: Try): Promise<Outcome> {
  // Without the portal there is no group.
  if (!context.site.parentId) return undefined;
  await transitionSite(
    context,
    context.site.state === 'ONLINE'
      ? { action: 'take-offline', note: '正在维护' }
      : { action: 'return-online', note: '' },
  );
  return '/';
}

async function readdress({ context, random, number }: Try): Promise<Outcome> {
  const { site } = context;
  const addresses = await readSite(context, (tx) =>
    tx.siteAddress.findMany({ where: { siteId: site.id }, orderBy: { id: 'asc' } }),
  );
  const other = random.one(addresses.filter((address) => !address.isPrimary));
  if (other && random.chance(0.6)) {
    await choosePrimaryAddress(context, { addressId: other.id });
    return '/';
  }
  if (addresses.length > 8) return undefined;
  await addAddress(context, { kind: 'OWN_DOMAIN', value: `www.n${number}.example` });
  return '/';
}

/** What staff do, about as often as they do it. */
export const CHANGES: readonly Change[] = [
  { name: '发布新稿', weight: 35, run: publishNew },
  { name: '更正', weight: 25, run: correct },
  { name: '撤回', weight: 8, run: withdraw },
  { name: '重新发布', weight: 4, run: republish },
  { name: '移动', weight: 5, run: move },
  { name: '共享', weight: 5, run: share },
  { name: '转载', weight: 6, run: carry },
  { name: '改栏目', weight: 4, run: edit },
  { name: '建移栏目', weight: 2, run: build },
  { name: '首页', weight: 2, run: home },
  { name: '主题', weight: 2, run: dress },
  { name: '站点资料', weight: 2, run: facts },
  { name: '上下线', weight: 1, run: turn },
  { name: '地址', weight: 1, run: readdress },
];
