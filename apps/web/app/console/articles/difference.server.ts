import { type ChangeObject, diffArrays } from 'diff';

/** Beyond this two texts have so little in common that each is shown as wholly new, milliseconds. */
const LONGEST_MS = 800;

/** A tag, or a word of text between two tags. */
const TOKENS = /<[^>]*>|&[a-z0-9#]+;|[^<&]+/gi;
const OPENING = /^<([a-z0-9]+)(?=[\s>/])/i;
const VOID_SHOWN = /^<(?:img|hr)\b/i;

const words = new Intl.Segmenter('zh-CN', { granularity: 'word' });

/** Each segment carries the whole text it was cut from: a long text in one piece would be copied for each of its words. */
const PIECES = /[^\s。，；：！？、,.;:!?]{1,60}|[\s\S]/g;

/** Words of themselves; to ask the dictionary for each number of a long table would take seconds. */
const LATIN = /^[\w-]+$/;

function wordsOf(text: string): string[] {
  return [...text.matchAll(PIECES)].flatMap(([piece]) =>
    piece.length === 1 || LATIN.test(piece) ? [piece] : [...words.segment(piece)].map(({ segment }) => segment),
  );
}

function tokensOf(html: string): string[] {
  return [...html.matchAll(TOKENS)].flatMap(([part]) =>
    part.startsWith('<') || part.startsWith('&') ? [part] : wordsOf(part),
  );
}

/** One side: its own tokens in their order, those that the other side does not have marked with `mark`. */
function marked(
  changes: ChangeObject<string[]>[],
  isMine: (change: ChangeObject<string[]>) => boolean,
  mark: 'ins' | 'del',
) {
  let html = '';
  let run = '';
  const end = () => {
    if (run.trim() !== '') html += `<${mark}>${run}</${mark}>`;
    else html += run;
    run = '';
  };
  for (const change of changes) {
    if (!change.added && !change.removed) {
      end();
      html += change.value.join('');
      continue;
    }
    if (!isMine(change)) continue;
    for (const token of change.value) {
      if (!token.startsWith('<') || VOID_SHOWN.test(token) || /^<br\b/i.test(token)) {
        run += token;
        continue;
      }
      end();
      // Another element around the same words: the element itself is marked.
      html += token.replace(OPENING, (opening) => `${opening} class="zc-changed"`);
    }
  }
  end();
  return html;
}

export interface Difference {
  /** The older text with what is gone from it marked. */
  left: string;
  /** The newer text with what came to it marked. */
  right: string;
  isSame: boolean;
}

/**
 * Two bodies as they read, side by side, each whole: words, pictures and cells that only one has are marked in it. Both
 * must be bodies as `sanitiseBody` leaves them, which is what keeps the marks between well-formed tags.
 */
export function differenceOf(left: string, right: string): Difference {
  const [older, newer] = [tokensOf(left), tokensOf(right)];
  const changes = diffArrays(older, newer, { timeout: LONGEST_MS }) ?? [
    { value: older, count: older.length, added: false, removed: true },
    { value: newer, count: newer.length, added: true, removed: false },
  ];
  return {
    left: marked(changes, ({ removed }) => removed, 'del'),
    right: marked(changes, ({ added }) => added, 'ins'),
    isSame: left === right,
  };
}
