const ZONE = 'Asia/Shanghai';

/** Sweden writes `2026-11-22 15:30`; one text is a third of the work of taking a date apart. */
const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** `2026-11-22 15:30`, the form the Guideline prescribes for publication times (domain §2.3). In Shanghai whatever the machine says. */
export function formatDateTime(at: Date): string {
  return clock.format(at);
}

/** `2026-11-22`, in Shanghai. */
export function formatDate(at: Date): string {
  return formatDateTime(at).slice(0, 10);
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
