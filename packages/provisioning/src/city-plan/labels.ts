import { RESERVED_LABELS } from '@zhanqun/tenancy/reserved-labels';
import { baseName, isTown, withoutBrackets, zoneParts } from './official-names';
import { romanise } from './romanise';

const LONGEST_LABEL = 40;
const LONGEST_CODE = 63;

/** What an address falls back to when another sibling has the plain one, e.g. 城关镇 beside 城关乡. */
const TYPE_ENDINGS: [RegExp, string][] = [
  [/镇$/, 'zhen'],
  [/乡$/, 'xiang'],
  [/(?:街道|街道办|办事处)$/, 'jiedao'],
  [/苏木$/, 'sumu'],
  [/地区$/, 'diqu'],
  [/区$/, 'qu'],
  [/县$/, 'xian'],
  [/市$/, 'shi'],
  [/旗$/, 'qi'],
];

/** Gives out names once: the plain one, then the alternatives, then the plain one with a number. */
export class NameBook {
  readonly #taken: Set<string>;
  constructor(
    reserved: Iterable<string>,
    private readonly longest: number,
  ) {
    this.#taken = new Set(reserved);
  }

  take(wanted: string, ...alternatives: string[]): string {
    for (const candidate of [wanted, ...alternatives]) {
      if (this.#claim(candidate)) return this.#cut(candidate);
    }
    for (let number = 2; ; number++) {
      const candidate = `${wanted.slice(0, this.longest - 5)}-${number}`;
      if (this.#claim(candidate)) return candidate;
    }
  }

  #cut(name: string): string {
    return name.slice(0, this.longest).replace(/-+$/, '');
  }

  #claim(name: string): boolean {
    const cut = this.#cut(name);
    if (cut.length < 2 || this.#taken.has(cut)) return false;
    this.#taken.add(cut);
    return true;
  }
}

export function labelBook(): NameBook {
  return new NameBook(RESERVED_LABELS, LONGEST_LABEL);
}

export function codeBook(): NameBook {
  return new NameBook([], LONGEST_CODE);
}

/** The labels a division may get, best first. */
export function labelChoices(divisionName: string, zone: boolean): [string, ...string[]] {
  const fallback = 'zhandian';
  if (zone) {
    const { base, ending } = zoneParts(divisionName);
    const plain = romanise(base) || fallback;
    return ending ? [`${plain}-${ending}`] : [plain, romanise(withoutBrackets(divisionName)) || fallback];
  }
  const plain = romanise(baseName(divisionName)) || fallback;
  const bare = withoutBrackets(divisionName);
  const ending = TYPE_ENDINGS.find(
    ([pattern]) => pattern.test(bare) && (isTown(bare) || pattern.source.length <= 3),
  )?.[1];
  return ending ? [plain, `${plain}-${ending}`] : [plain];
}
