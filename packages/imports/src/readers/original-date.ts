/** Before this the web had no pages of offices: a date of zeros, or of a broken clock. */
const EARLIEST = Date.UTC(1990, 0, 1);
const SHANGHAI = '+08:00';

/**
 * When something was first public, from what old sites write: `2019-05-12 08:30:00`, `2019年5月12日 08:30`,
 * `2019/5/12`, `20190512`, with a zone where one is written, on Shanghai's clock else. Undefined for anything else, for
 * the future and for days that do not exist.
 */
export function readOriginalDate(text: string, now: Date): Date | undefined {
  const at = parse(text.trim());
  if (!at || Number.isNaN(at.getTime())) return undefined;
  return at.getTime() < EARLIEST || at > now ? undefined : at;
}

function parse(text: string): Date | undefined {
  if (/^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} /.test(text)) return new Date(text);
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const spelled =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]*(\d{1,2})\s*[:：时]\s*(\d{1,2})(?:\s*[:：分]\s*(\d{1,2})(?:\.\d+)?)?[分秒]?\s*(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
      text,
    );
  const found = compact ?? spelled;
  if (!found) return undefined;
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0', zone = SHANGHAI] = found;
  const two = (value: string) => value.padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}`;
  // 31 April would become 1 May.
  const calendar = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(calendar.getTime()) || calendar.toISOString().slice(0, 10) !== date) return undefined;
  return new Date(`${date}T${two(hour)}:${two(minute)}:${two(second)}${zone}`);
}
