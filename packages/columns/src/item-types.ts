import type { ColumnKind } from './schema';

/** A fact that items of a type have beside their text. Its name is unique over all types, so a record reads by itself. */
export interface ItemField {
  name: string;
  label: string;
  kind: 'text' | 'date' | 'choice' | 'policy' | 'long' | 'link' | 'video' | 'picture';
  help?: string;
  /** Characters of a text. */
  max?: number;
  choices?: readonly string[];
}

/** Kinds of documents (党政机关公文处理工作条例, §8) that governments publish, and those of rules. */
const GENRES = ['决定', '命令', '公告', '通告', '意见', '通知', '通报', '批复', '办法', '规定', '细则', '方案', '其他'];

/**
 * What a type asks of its items. The form, the check, the record on the public page, the read interface and the META tags
 * all follow from this one list. Fields of a policy document: domain §4.1.
 */
export const ITEM_FIELDS: Record<ColumnKind, readonly ItemField[]> = {
  GROUP: [],
  NEWS: [],
  NOTICE: [],
  POLICY: [
    { name: 'indexNumber', label: '索引号', kind: 'text', max: 60 },
    { name: 'documentNumber', label: '文号', kind: 'text', max: 60, help: '如 赣市府发〔2026〕3号。' },
    { name: 'organ', label: '发文机关', kind: 'text', max: 60 },
    { name: 'formedOn', label: '成文日期', kind: 'date' },
    { name: 'topic', label: '主题分类', kind: 'text', max: 40, help: '如 农业、水利，或 综合政务。' },
    { name: 'genre', label: '体裁', kind: 'choice', choices: GENRES },
  ],
  INTERPRETATION: [
    {
      name: 'policyId',
      label: '解读的文件',
      kind: 'policy',
      help: '两边的页面会互相链接。文件在本站的政策文件栏目里。',
    },
    {
      name: 'interpretationForm',
      label: '解读形式',
      kind: 'choice',
      choices: ['文字解读', '图解', '视频解读', '专家解读', '媒体解读', '新闻发布会'],
    },
  ],
  LEADER: [
    { name: 'position', label: '职务', kind: 'text', max: 60 },
    { name: 'duties', label: '分工', kind: 'text', max: 200 },
  ],
  ORGANISATION: [
    { name: 'head', label: '负责人', kind: 'text', max: 40 },
    { name: 'address', label: '办公地址', kind: 'text', max: 100 },
    { name: 'phone', label: '联系电话', kind: 'text', max: 40 },
    { name: 'hours', label: '办公时间', kind: 'text', max: 60 },
  ],
  GALLERY: [
    { name: 'photographer', label: '摄影', kind: 'text', max: 40 },
    { name: 'takenOn', label: '拍摄日期', kind: 'date' },
    { name: 'takenAt', label: '拍摄地点', kind: 'text', max: 60 },
  ],
  VIDEO: [
    {
      name: 'videoId',
      label: '视频文件',
      kind: 'video',
      help: 'mp4，不超过 50 MB。公众可以在页面上播放，也可以下载。',
    },
    { name: 'posterId', label: '封面图片', kind: 'picture', help: '播放前和列表里显示。' },
    {
      name: 'transcript',
      label: '文字稿',
      kind: 'long',
      max: 5000,
      help: '视频里说的话和画面上的文字，一段一行。听不见或看不到视频的人靠它了解内容。',
    },
  ],
  LINKS: [
    {
      name: 'linkUrl',
      label: '链接地址',
      kind: 'link',
      max: 500,
      help: '以 https:// 开头的网址，或本站以 / 开头的地址。列表里直接打开它。',
    },
  ],
  LIST: [],
  PAGE: [],
  TOPIC: [],
};

export type ItemFields = Record<string, string>;

const ALL = Object.values(ITEM_FIELDS).flat();

/** Kinds whose value is the id of an item or a file. */
const NAMES_ROW = new Set(['policy', 'video', 'picture']);
/** Kinds that stand in the record of a page as they are. */
const READ_AS_LINE = new Set(['text', 'date', 'choice']);
const LINK = /^(\/(?![/\\])|https?:\/\/[^\s/])[^\s"'<>\\]*$/;

function faultOf(field: ItemField, value: string): string | undefined {
  if (field.max !== undefined && value.length > field.max) return `${field.label}最长 ${field.max} 个字。`;
  if (field.kind === 'choice' && !field.choices?.includes(value)) return `请选择${field.label}。`;
  if (NAMES_ROW.has(field.kind) && !/^[0-9a-z]{18}$/.test(value)) return `请选择${field.label}。`;
  if (field.kind === 'link' && !LINK.test(value)) return `${field.label}以 https:// 、http:// 或 / 开头，不含空格。`;
  // A colon of the wrong kind, a port that there is not.
  if (field.kind === 'link' && !URL.canParse(value, 'https://site.invalid'))
    return `${field.label}不是有效的网址，请检查。`;
  if (field.kind === 'date') {
    const day = new Date(value);
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(day.getTime());
    if (!isDay || day.toISOString().slice(0, 10) !== value) return `${field.label}请填日期，例如 2026-03-01。`;
  }
  return undefined;
}

/** The facts that were typed, without empty and unknown ones, and the sentence for each that is wrong. */
export function readFields(typed: ItemFields): { fields: ItemFields; faults: Record<string, string> } {
  const fields: ItemFields = {};
  const faults: Record<string, string> = {};
  for (const field of ALL) {
    const value = typed[field.name]?.trim();
    if (!value) continue;
    const fault = faultOf(field, value);
    if (fault) faults[field.name] = fault;
    else fields[field.name] = value;
  }
  return { fields, faults };
}

/** The facts of a revision as they are kept. */
export function keptFields(kept: unknown): ItemFields {
  const entries = typeof kept === 'object' && kept !== null ? Object.entries(kept) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

export interface RecordLine {
  name: string;
  label: string;
  value: string;
}

/** What stands in the record of an item, in its order; what it refers to and what is long is shown in its own way. */
export function recordOf(fields: ItemFields): RecordLine[] {
  return ALL.filter(({ kind }) => READ_AS_LINE.has(kind)).flatMap(({ name, label }) => {
    const value = fields[name];
    return value ? [{ name, label, value }] : [];
  });
}

/** The words of the facts, for the search and the checks. */
export function recordText(fields: ItemFields): string {
  const long = ALL.flatMap(({ name, kind }) => (kind === 'long' ? (fields[name] ?? []) : []));
  return [...recordOf(fields).map(({ value }) => value), ...long].join(' ');
}

/** Whether the facts are something to show by themselves, without a text. */
export function standsAlone(fields: ItemFields): boolean {
  return Boolean(fields.videoId || fields.linkUrl);
}

/** The files that the facts name. */
export function filesOf(fields: ItemFields): { pictures: string[]; videos: string[] } {
  const ids = (wanted: ItemField['kind']) =>
    ALL.flatMap(({ name, kind }) => (kind === wanted ? (fields[name] ?? []) : []));
  return { pictures: ids('picture'), videos: ids('video') };
}
