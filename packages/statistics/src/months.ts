import { formatDate } from '@zhanqun/kit';

const MONTH = /^(20\d{2})-(0[1-9]|1[0-2])$/;

/** Whether this is a month as `2026-11`. */
export function isMonth(value: string): boolean {
  return MONTH.test(value);
}

/** The month of this moment in Shanghai. */
export function monthOf(at: Date): string {
  return formatDate(at).slice(0, 7);
}

/** So many months later, or earlier. */
export function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

/** Its first moment in Shanghai; the end of a month is the beginning of the next. */
export function beginOf(month: string): Date {
  return new Date(`${month}-01T00:00:00+08:00`);
}

/** `2026 年 11 月` */
export function monthInWords(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return `${year} 年 ${number} 月`;
}
