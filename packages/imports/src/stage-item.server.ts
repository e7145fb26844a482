import { createHash } from 'node:crypto';
import { createArticleInput, MAX_ATTACHMENTS } from '@zhanqun/articles/schema';
import { blocksIn, prepareRevision } from '@zhanqun/articles/server';
import { DomainError } from '@zhanqun/kit';
import { MAX_FILE_BYTES } from '@zhanqun/media/schema';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { addressIn } from './address';
import type { FileFinder } from './file-finder';
import type { SourceFiles } from './readers/archive.server';
import type { SourceItem } from './readers/source-item';
import { rewriteBody } from './rewrite-body';
import { sentenceOf } from './sentence-of';
import type { ImportSources } from './sources.server';

/** Bytes of a picture or attachment: more is refused by the library of files as well. */
const MOST_MISSING = 100;
const MOST_NOTES = 20;
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** A file that waits beside the source. `standIn` has the form of a file's id and stands for it in the body. */
export interface WaitingFile {
  standIn: string;
  sha256: string;
  name: string;
  /** Listed under the text; a picture or a file linked in the body is not. */
  isAttachment: boolean;
}

/** An item as it would come in: cleaned, with what is wrong with it. */
export interface StagedItem {
  sourceKey: string;
  title: string;
  summary: string;
  source: string;
  author: string;
  keywords: string;
  body: string;
  sourceColumn: string;
  originalAt: Date | null;
  originalUrl: string;
  address: string;
  addressFault: string;
  wasPublic: boolean;
  files: WaitingFile[];
  missing: string[];
  notes: string[];
  blocks: number;
  /** Why it cannot come; "" when it can. */
  reason: string;
}

export interface StagingPlace {
  context: SiteContext;
  importId: string;
  base: string;
  files: SourceFiles;
  finder: FileFinder;
  sources: ImportSources;
}

export function sourceKeyOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 40);
}

function standInOf(sha256: string): string {
  const bytes = Buffer.from(sha256, 'hex').subarray(0, 18);
  return [...bytes].map((byte) => ALPHABET.charAt(byte % 32)).join('');
}

/** Control characters but tab and line ends: no text has them, and the database takes none of them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/** The first characters of a text; never half of one. */
function begin(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}

function nameFor(path: string): string {
  const name =
    path
      .split(/[/\\]/)
      .at(-1)
      ?.replace(/[?#].*$/, '') ?? '';
  const plain = name.replace(CONTROL, '').replace(/[\s"'<>\\/]+/g, '-');
  return plain.slice(-100).replace(/^[\udc00-\udfff]/, '') || '文件';
}

function clipped(text: string, most: number): string {
  const plain = text.replace(CONTROL, '').replace(/\s+/g, ' ').trim();
  return plain.length > most ? `${begin(plain, most - 1)}…` : plain;
}

/** What came with an item, gathered as its body names it. */
class Gatherer {
  readonly files: WaitingFile[] = [];
  readonly missing = new Set<string>();

  constructor(
    private readonly place: StagingPlace,
    private readonly item: SourceItem,
  ) {}

  private async wait(bytes: Uint8Array, name: string, isAttachment: boolean): Promise<string> {
    const { context, importId, sources } = this.place;
    const sha256 = await sources.keep(context.site.id, importId, bytes);
    const standIn = standInOf(sha256);
    const known = this.files.find((file) => file.standIn === standIn);
    if (!known) this.files.push({ standIn, sha256, name, isAttachment });
    return `/f/${standIn}/${known?.name ?? name}`;
  }

  private async fromSource(address: string, isAttachment: boolean): Promise<string | undefined> {
    const { files, finder } = this.place;
    const path = finder.find(address, this.item.originalUrl);
    if (!path) return undefined;
    if (files.sizeOf(path) > MAX_FILE_BYTES) return undefined;
    return this.wait(await files.read(path, MAX_FILE_BYTES), nameFor(path), isAttachment);
  }

  async picture(src: string): Promise<string | undefined> {
    const own = /^picture:(\d+)$/.exec(src);
    if (own) {
      const bytes = this.item.pictures?.[Number(own[1])];
      return bytes && this.wait(bytes, `${begin(nameFor(this.item.title), 30)}-${Number(own[1]) + 1}`, false);
    }
    const inline = /^data:image\/[\w.+-]+;base64,([A-Za-z0-9+/=\s]+)$/.exec(src);
    if (inline?.[1]) return this.wait(Buffer.from(inline[1], 'base64'), '图片', false);
    const found = src ? await this.fromSource(src, false) : undefined;
    if (found === undefined) this.miss(src);
    return found;
  }

  async file(href: string): Promise<string | undefined> {
    const found = await this.fromSource(href, false);
    if (found === undefined && this.isOwn(href)) this.miss(href);
    return found;
  }

  async attachment(address: string): Promise<void> {
    if ((await this.fromSource(address, true)) === undefined) this.miss(address);
  }

  /** Of the old site, and not of anybody else's. */
  private isOwn(address: string): boolean {
    return !/^[a-z][a-z0-9+.-]*:/i.test(address) || (this.place.base !== '' && address.startsWith(this.place.base));
  }

  private miss(address: string): void {
    const named = address.startsWith('data:') ? '写在正文里的图片' : address.slice(0, 300);
    if (this.missing.size < MOST_MISSING) this.missing.add(named || '没有写地址的图片');
  }
}

/** Cleans an item the way the editor's saving does, and says what is wrong with it. Writes nothing to the database. */
export async function stageItem(place: StagingPlace, item: SourceItem & { refusal?: string }): Promise<StagedItem> {
  const { context, base } = place;
  const gathered = new Gatherer(place, item);
  const notes = [...item.notes];
  const title = clipped(item.title, 100);
  if (title.endsWith('…') && !item.title.trim().endsWith('…')) notes.push('标题超过 100 个字，已截短。');
  const rewritten = await rewriteBody(item.body.replace(CONTROL, ''), {
    base,
    picture: (src) => gathered.picture(src),
    file: (href) => gathered.file(href),
    alternative: () => clipped(`${title}配图`, 100),
  });
  for (const address of item.attachments) await gathered.attachment(address);
  if (rewritten.withoutWords > 0) {
    notes.push(`${rewritten.withoutWords} 张图片没有替代文字，暂用标题或图注代替，请核对。`);
  }
  const old = addressIn(item.originalUrl);
  const staged: StagedItem = {
    sourceKey: sourceKeyOf(item.key),
    title: title || '（没有标题）',
    summary: clipped(item.summary, 300),
    source: clipped(item.source, 60),
    author: clipped(item.author, 40),
    keywords: clipped(item.keywords, 100),
    body: '',
    sourceColumn: clipped(item.column, 100),
    originalAt: item.originalAt ?? null,
    originalUrl: item.originalUrl.startsWith('http') ? begin(item.originalUrl.replace(CONTROL, ''), 500) : '',
    address: item.wasPublic && 'address' in old ? old.address : '',
    addressFault: item.wasPublic && 'fault' in old ? old.fault : '',
    wasPublic: item.wasPublic,
    files: gathered.files,
    missing: [...gathered.missing],
    notes: notes.slice(0, MOST_NOTES),
    blocks: 0,
    reason: item.refusal ?? '',
  };
  return staged.reason ? staged : examined(context, staged, { body: rewritten.html, title });
}

/** The same questions that the editor's saving asks, and what the checks before publishing would hold back. */
async function examined(
  context: SiteContext,
  staged: StagedItem,
  { body, title }: { body: string; title: string },
): Promise<StagedItem> {
  const { site } = context;
  const { summary, source, author, keywords } = staged;
  const attachments = staged.files.filter(({ isAttachment }) => isAttachment).map(({ standIn }) => standIn);
  const text = { title, summary, source, author, keywords, body, attachments };
  try {
    const typed = createArticleInput.safeParse({ columnId: 'any', ...text, attachments: [] });
    if (!typed.success) throw new DomainError('INVALID', typed.error.issues.map(({ message }) => message).join(''));
    if (attachments.length > MAX_ATTACHMENTS) throw new DomainError('INVALID', `附件超过 ${MAX_ATTACHMENTS} 个。`);
    const { text: clean } = prepareRevision(site, text);
    const named = staged.files.filter(({ isAttachment }) => isAttachment).map(({ name }) => ({ name }));
    const blocks = await blocksIn(context, { ...clean, attachments: named });
    return { ...staged, body: clean.body, blocks: blocks.length };
  } catch (error) {
    return { ...staged, reason: sentenceOf(error).slice(0, 300) };
  }
}
