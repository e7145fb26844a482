import type { ReviewLevel, ReviewPlace } from './schema';

/** Who may write at a site, and who may review for it, by where their right comes from. Ids of people. */
export interface ReviewPeople {
  writers: string[];
  reviewers: Record<ReviewPlace, string[]>;
}

/** Gives each level a person of its own, none of them the writer. Returns the first level that gets nobody. */
function firstUnfilled(levels: readonly ReviewLevel[], people: ReviewPeople, writer: string): number | undefined {
  const levelOf = new Map<string, number>();
  // The augmenting path: whoever stands at another level moves on where that level finds somebody else.
  const fill = (level: number, asked: Set<string>): boolean => {
    const { place } = levels[level] as ReviewLevel;
    for (const person of people.reviewers[place]) {
      if (person === writer || asked.has(person)) continue;
      asked.add(person);
      const taken = levelOf.get(person);
      if (taken === undefined || fill(taken, asked)) {
        levelOf.set(person, level);
        return true;
      }
    }
    return false;
  };
  const unfilled = levels.findIndex((_level, index) => !fill(index, new Set()));
  return unfilled < 0 ? undefined : unfilled;
}

/**
 * The first level that the present people cannot staff, from 1, when writer and reviewers all have to be different
 * persons; undefined when every writer's items can pass.
 */
export function missingLevel(levels: readonly ReviewLevel[], people: ReviewPeople): number | undefined {
  // Without a writer there is nothing to review yet, but the levels still need people.
  const writers = people.writers.length > 0 ? people.writers : [''];
  const missing = writers.flatMap((writer) => firstUnfilled(levels, people, writer) ?? []);
  return missing.length === 0 ? undefined : Math.min(...missing) + 1;
}
