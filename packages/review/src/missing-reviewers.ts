import type { ReviewLevel, ReviewPlace } from './schema';

/** Who may write at a site, and who may review for it, by where their right comes from. Ids of people. */
export interface ReviewPeople {
  writers: string[];
  reviewers: Record<ReviewPlace, string[]>;
}

/**
 * The first level, from 1, that gets nobody when each has a person of its own and none of them has had a hand in the
 * item; undefined when it can pass.
 */
export function missingLevelFor(
  levels: readonly ReviewLevel[],
  { reviewers }: ReviewPeople,
  hands: readonly string[],
): number | undefined {
  const levelOf = new Map<string, number>();
  // The augmenting path: whoever stands at another level moves on where that level finds somebody else.
  const fill = (level: number, asked: Set<string>): boolean => {
    const { place } = levels[level] as ReviewLevel;
    for (const person of reviewers[place]) {
      if (hands.includes(person) || asked.has(person)) continue;
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
  return unfilled < 0 ? undefined : unfilled + 1;
}

/** The first level that nobody's items could pass, whoever of the present people wrote them. */
export function missingLevel(levels: readonly ReviewLevel[], people: ReviewPeople): number | undefined {
  // Without a writer there is nothing to review yet, but the levels still need people.
  const writers = people.writers.length > 0 ? people.writers : [''];
  const missing = writers.map((writer) => missingLevelFor(levels, people, [writer]));
  return missing.includes(undefined) ? undefined : Math.max(...(missing as number[]));
}
