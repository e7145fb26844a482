/** The keywords of an item one by one, however they were separated. */
export function keywordsIn(text: string): string[] {
  return [...new Set(text.split(/[\s,，、;；]+/).filter(Boolean))];
}
