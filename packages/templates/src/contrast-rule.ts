import { DomainError } from '@zhanqun/kit';
import type { ThemeSettings } from './schema';
import { checkThemeContrast } from './theme';

/** Throws INVALID, naming the worst pair of colours and its ratio, unless every pair of text and ground is legible. */
export function demandContrast(settings: ThemeSettings, field = 'mainColour'): void {
  const [worst] = checkThemeContrast(settings)
    .filter((pair) => !pair.ok)
    .sort((a, b) => a.ratio / a.required - b.ratio / b.required);
  if (!worst) return;
  const sentence = `“${worst.pair}”的对比度只有 ${worst.ratio}，至少要 ${worst.required}，请换深一些的颜色。`;
  throw new DomainError('INVALID', sentence, { [field]: [sentence] });
}
