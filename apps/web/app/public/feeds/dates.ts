const OFFSET_MS = 8 * 3_600_000;
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-11-22T15:30:05+08:00`, as RFC 3339 has it: the moment is right whatever Shanghai's clocks showed then. */
export function rfc3339(at: Date): string {
  return `${new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}

/** `Sun, 22 Nov 2026 15:30:05 +0800`, as RFC 822 has it with a year of four digits. */
export function rfc822(at: Date): string {
  const local = new Date(at.getTime() + OFFSET_MS);
  const day = String(local.getUTCDate()).padStart(2, '0');
  const time = local.toISOString().slice(11, 19);
  return `${DAYS[local.getUTCDay()]}, ${day} ${MONTHS[local.getUTCMonth()]} ${local.getUTCFullYear()} ${time} +0800`;
}

interface Changing {
  firstPublishedAt: Date;
  revisedAt: Date;
  validUntil: Date | null;
  endedAs: string | null;
}

/**
 * When what readers are told of an item last changed: a text written long before it was published counts from its
 * publication, and that it is valid no more counts from that day.
 */
export function changeOf({ firstPublishedAt, revisedAt, validUntil, endedAs }: Changing): Date {
  const ended = endedAs && validUntil ? validUntil.getTime() : 0;
  return new Date(Math.max(firstPublishedAt.getTime(), revisedAt.getTime(), ended));
}
