/** The text of a revision as the database keeps it: all that is public of it but its files. */
export const REVISION_TEXT = {
  title: true,
  summary: true,
  body: true,
  source: true,
  author: true,
  keywords: true,
  correctionNote: true,
  fields: true,
} as const;
