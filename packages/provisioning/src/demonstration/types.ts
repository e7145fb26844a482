import type { ColumnKind } from '@zhanqun/columns/schema';

export interface DemoColumn {
  code: string;
  name: string;
  kind: ColumnKind;
}

export interface DemoArticle {
  columnCode: string;
  title: string;
  summary: string;
  /** Only p, h2, ul, li, table, thead, tbody, tr, th, td and a. */
  bodyHtml: string;
  source: string;
  author: string;
  publishedAt: Date;
  /** Where given, the article carries a picture drawn from this seed. */
  pictureSeed?: string;
}

/**
 * One subject to write about. Marks in the wording: {地} the place, {简} the organ as people call it, {关} its official
 * name, {全} 全镇, 全县 …, {村} and {村二} places below it, {事} a matter of a department, {职责} several of them,
 * {服} a service of it,
 * {栏} the column, {年} {上年} {月} {日} of publication, {上月} the year and month before, {12~48} a number in that range.
 */
export interface DemoText {
  titles: string[];
  body: string[];
  points?: string[];
  /** Stands over the points; a usual heading of the column's kind otherwise. */
  heading?: string;
  table?: { head: string[]; rows: string[][] };
  /** Months in which it is in season; always, where absent. */
  months?: number[];
}
