import type { z } from 'zod';
import {
  attachmentShape,
  columnShape,
  columnsShape,
  errorShape,
  itemShape,
  itemsQuery,
  itemsShape,
  listedItemShape,
  noQuery,
  siteShape,
  sitesQuery,
  sitesShape,
} from './schema';

export interface Operation<Q extends z.ZodObject = z.ZodObject, A extends z.ZodType = z.ZodType> {
  id: string;
  /** Under `/api/v1`, with parameters in braces. */
  path: string;
  summary: string;
  query: Q;
  answer: A;
}

const operation = <Q extends z.ZodObject, A extends z.ZodType>(described: Operation<Q, A>): Operation<Q, A> =>
  described;

export const PATH_PARAMETERS: Record<string, string> = {
  code: '站点代码',
  columnCode: '栏目代码',
  id: '内容编号',
};

/** Every operation of the open interfaces, version 1. */
export const OPERATIONS = {
  listSites: operation({
    id: 'listSites',
    path: '/sites',
    summary: '站点名录',
    query: sitesQuery,
    answer: sitesShape,
  }),
  getSite: operation({ id: 'getSite', path: '/sites/{code}', summary: '一个站点', query: noQuery, answer: siteShape }),
  listColumns: operation({
    id: 'listColumns',
    path: '/sites/{code}/columns',
    summary: '一个站点的栏目',
    query: noQuery,
    answer: columnsShape,
  }),
  listColumnItems: operation({
    id: 'listColumnItems',
    path: '/sites/{code}/columns/{columnCode}/items',
    summary: '一个栏目的内容，新的在前；栏目组给出其下各栏目的内容',
    query: itemsQuery,
    answer: itemsShape,
  }),
  listItems: operation({
    id: 'listItems',
    path: '/sites/{code}/items',
    summary: '一个站点各栏目的内容，新的在前',
    query: itemsQuery,
    answer: itemsShape,
  }),
  getItem: operation({
    id: 'getItem',
    path: '/sites/{code}/items/{id}',
    summary: '一篇内容的全文和附件',
    query: noQuery,
    answer: itemShape,
  }),
};

/** Shapes with a name of their own in the description. */
export const NAMED_SHAPES: Record<string, z.ZodType> = {
  Site: siteShape,
  Column: columnShape,
  ListedItem: listedItemShape,
  Item: itemShape,
  Attachment: attachmentShape,
  SitePage: sitesShape,
  ColumnList: columnsShape,
  ItemPage: itemsShape,
  Error: errorShape,
};
