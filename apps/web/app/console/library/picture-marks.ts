import type { ThemeSettings } from '@zhanqun/templates/schema';
import { themeColours } from '@zhanqun/templates/theme';

export const WIDTH = 640;
export const HEIGHT = 400;

export type Colours = ReturnType<typeof themeColours>;

export function coloursOf(settings: ThemeSettings): Colours {
  return themeColours(settings);
}

export function box(x: number, y: number, width: number, height: number, fill: string, radius = 3): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"/>`;
}

export function frame(x: number, y: number, width: number, height: number, fill: string, stroke: string): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="4" fill="${fill}" stroke="${stroke}"/>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
}

interface Lettering {
  size?: number;
  weight?: number;
  serif?: boolean;
  anchor?: 'start' | 'middle' | 'end';
}

export function words(x: number, y: number, text: string, fill: string, lettering: Lettering = {}): string {
  const { size = 15, weight = 600, serif = false, anchor = 'start' } = lettering;
  const family = serif
    ? 'Songti SC, Noto Serif CJK SC, serif'
    : 'PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif';
  return `<text x="${x}" y="${y}" font-family="${family}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" fill="${fill}">${escaped(text)}</text>`;
}

/** Lines of text as a reader sees them from afar: bars of varying length. */
export function lines(x: number, y: number, width: number, count: number, fill: string, gap = 20): string {
  const lengths = [0.92, 0.78, 0.86, 0.7, 0.95, 0.82];
  return Array.from({ length: count }, (_, index) =>
    box(x, y + index * gap, Math.round(width * (lengths[index % lengths.length] ?? 0.8)), 6, fill, 3),
  ).join('');
}

/** A drawing inside another one, cut to its place. */
export function inset(svg: string, x: number, y: number, width: number, height: number): string {
  const body = svg.replace(/^<svg[^>]*viewBox="([^"]+)"[^>]*>/, (_, view: string) => {
    return `<svg x="${x}" y="${y}" width="${width}" height="${height}" viewBox="${view}" preserveAspectRatio="xMidYMax slice">`;
  });
  return body;
}

export function sheet(body: string, height = HEIGHT, width = WIDTH): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${body}</svg>`;
}
