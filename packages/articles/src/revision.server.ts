import { filesOf, type ItemFields, readFields, recordText, standsAlone } from '@zhanqun/columns/item-types';
import type { Prisma, Transaction } from '@zhanqun/db';
import { DomainError } from '@zhanqun/kit';
import { type IndexWords, indexWords } from '@zhanqun/search/server';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { filesIn, filesLinkedIn, picturesWithoutText, plainText } from './body';
import { sanitiseBody } from './body.server';
import { MAX_BODY } from './schema';

interface RevisionText {
  title: string;
  summary: string;
  body: string;
  source: string;
  author: string;
  keywords: string;
  correctionNote?: string;
  fields?: ItemFields;
  attachments: string[];
}

export interface PreparedRevision {
  text: Required<Omit<RevisionText, 'attachments'>> & { plainText: string };
  /** What the search will know of it. */
  words: IndexWords;
  pictures: string[];
  attachments: string[];
}

/** Checks and cleans what was typed; done before a scope is opened. Throws INVALID. */
export function prepareRevision(site: { name: string }, input: RevisionText): PreparedRevision {
  const { attachments, correctionNote = '', fields: typed = {}, ...text } = input;
  const body = sanitiseBody(text.body);
  const plain = plainText(body);
  const faults: string[] = [];
  if (body.length > MAX_BODY) faults.push(`正文最长 ${MAX_BODY} 个字符（含格式），请分成几篇或改用附件。`);
  const bare = picturesWithoutText(body);
  if (bare > 0) faults.push(`有 ${bare} 张图片没有替代文字，请逐张说明图片内容。`);
  const { fields, faults: wrong } = readFields(typed);
  const isEmpty = plain === '' && !body.includes('<img') && attachments.length === 0;
  if (isEmpty && !standsAlone(fields)) faults.push('请填写正文。');
  const refused = Object.entries(wrong).map(([name, sentence]) => [`field.${name}`, [sentence]]);
  if (faults.length + refused.length > 0) {
    throw new DomainError('INVALID', '请检查标出的项目。', {
      ...Object.fromEntries(refused),
      ...(faults.length > 0 ? { body: faults } : {}),
    });
  }
  const named = filesOf(fields);
  // The first one stands for the item in lists.
  const pictures = [...new Set([...named.pictures, ...filesIn(body)])];
  // A link in the text shows a file just as the list of attachments does.
  const linked = filesLinkedIn(body);
  return {
    text: { ...text, correctionNote, fields, body, plainText: plain, source: text.source || site.name.slice(0, 60) },
    words: indexWords({ ...text, keywords: `${text.keywords} ${recordText(fields)}`, plainText: plain }),
    pictures,
    // A video is offered for download too.
    attachments: [...new Set([...named.videos, ...attachments, ...linked])],
  };
}

/** Throws INVALID under `body` or `attachments` when a file is not one of this site, or a picture is none. */
export async function demandFiles(tx: Transaction, siteId: string, prepared: PreparedRevision[]): Promise<void> {
  const ids = [...new Set(prepared.flatMap((one) => [...one.pictures, ...one.attachments]))];
  if (ids.length === 0) return;
  const files = await tx.mediaFile.findMany({ where: { siteId, id: { in: ids } }, select: { id: true, mime: true } });
  const mimes = new Map(files.map((file) => [file.id, file.mime]));
  const isPicture = (id: string) => mimes.get(id)?.startsWith('image/') ?? false;
  const fields: Record<string, string[]> = {};
  for (const { text } of prepared) {
    const named = filesOf(text.fields);
    if (named.pictures.some((id) => !isPicture(id))) fields['field.posterId'] = ['请选择一张图片作封面。'];
    if (named.videos.some((id) => !mimes.get(id)?.startsWith('video/'))) {
      fields['field.videoId'] = ['请选择 mp4 格式的视频文件。'];
    }
  }
  if (prepared.some((one) => one.pictures.some((id) => !isPicture(id)))) {
    fields.body = ['正文里有图片不在本站的媒体库中，请重新上传。'];
  }
  if (prepared.some((one) => one.attachments.some((id) => !mimes.has(id)))) {
    fields.attachments = ['有附件不在本站的媒体库中，请重新上传。'];
  }
  if (Object.keys(fields).length > 0) throw new DomainError('INVALID', '请检查标出的项目。', fields);
}

/** Throws INVALID unless what is interpreted is a policy document of this site. */
export async function demandPolicy(tx: Transaction, siteId: string, { text }: PreparedRevision): Promise<void> {
  const { policyId } = text.fields;
  if (!policyId) return;
  const policy = await tx.article.findFirst({
    where: { siteId, id: policyId, column: { kind: 'POLICY' } },
    select: { id: true },
  });
  if (policy) return;
  throw new DomainError('INVALID', '请检查标出的项目。', {
    'field.policyId': ['请选择本站政策文件栏目里的一篇。'],
  });
}

export interface RevisionPlace {
  articleId: string;
  id: string;
  number: number;
  basedOnNumber: number | null;
  createdAt: Date;
}

export function revisionRow(
  context: SiteContext,
  place: RevisionPlace,
  prepared: PreparedRevision,
): Prisma.ArticleRevisionCreateManyInput {
  return {
    ...place,
    ...prepared.text,
    policyId: prepared.text.fields.policyId ?? null,
    siteId: context.site.id,
    editorId: context.actor.accountId,
    editorName: context.actor.name,
  };
}

export function revisionFileRows(
  siteId: string,
  revisionId: string,
  prepared: PreparedRevision,
): Prisma.RevisionFileCreateManyInput[] {
  const rows = (ids: string[], use: 'PICTURE' | 'ATTACHMENT') =>
    ids.map((fileId, position) => ({ siteId, revisionId, fileId, use, position }));
  return [...rows(prepared.pictures, 'PICTURE'), ...rows(prepared.attachments, 'ATTACHMENT')];
}
