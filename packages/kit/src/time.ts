const ZONE = 'Asia/Shanghai';

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

function split(at: Date): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(at).map((part) => [part.type, part.value]));
}

/** `2026-11-22`, in Shanghai whatever the machine says. */
export function formatDate(at: Date): string {
  const p = split(at);
  return `${p.year}-${p.month}-${p.day}`;
}

/** `2026-11-22 15:30`, the form the Guideline prescribes for publication times (domain §2.3). */
export function formatDateTime(at: Date): string {
  const p = split(at);
  return `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}`;
}

/** `11月22日`, as people say it in lists of the current year. */
export function formatDay(at: Date): string {
  const p = split(at);
  return `${Number(p.month)}月${Number(p.day)}日`;
}

/** `2026-11-22T15:30`, as a field for date and time holds it. */
export function toTimeField(at: Date): string {
  return formatDateTime(at).replace(' ', 'T');
}

/** The moment that such a field names, on Shanghai's clock; undefined for anything else. */
export function fromTimeField(value: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(value)) return undefined;
  const at = new Date(`${value}:00+08:00`);
  return Number.isNaN(at.getTime()) || toTimeField(at) !== value ? undefined : at;
}
