/** How many levels items of each column pass before they are public; the others pass those of the site. */
export interface LevelsAsked {
  site: number;
  columns: Record<string, number>;
}

export function levelsIn({ site, columns }: LevelsAsked, columnId: string): number {
  return columns[columnId] ?? site;
}
