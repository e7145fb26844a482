import {
  DENSITIES,
  DENSITY_LABELS,
  HEADER_STYLE_LABELS,
  HEADER_STYLES,
  type ThemeSettings,
} from '@zhanqun/templates/schema';
import { checkThemeContrast } from '@zhanqun/templates/theme';
import { Field } from '@zhanqun/ui/console';
import { type ReactElement, useRef, useState } from 'react';
import { themePicture } from './pictures';

const HEX = /^#[0-9a-f]{6}$/i;

/** The worst pair of text and ground that one of the two colours makes, in words. The accent's pairs carry its name. */
function verdict(settings: ThemeSettings, of: 'main' | 'accent'): { ok: boolean; text: string } {
  const pairs = checkThemeContrast(settings).filter(({ pair }) => pair.includes('重点') === (of === 'accent'));
  const [worst] = pairs.toSorted((a, b) => a.ratio / a.required - b.ratio / b.required);
  if (!worst) return { ok: true, text: '' };
  const failing = pairs.filter((pair) => !pair.ok);
  if (failing.length === 0) return { ok: true, text: `看得清：最弱的是${worst.pair}，对比度 ${worst.ratio}。` };
  const named = failing.map((pair) => `${pair.pair}（${pair.ratio}，至少 ${pair.required}）`).join('、');
  return { ok: false, text: `看不清：${named}。请换深一些的颜色。` };
}

interface ThemeFieldsProps {
  settings: ThemeSettings;
  errors: Record<string, string[]>;
  /** Shown in the header of the picture. */
  siteName?: string;
}

/** The look of a site: two colours, the header and the density, with the picture of what they give. */
export function ThemeFields({ settings, errors, siteName }: ThemeFieldsProps): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  const [now, setNow] = useState(settings);
  /**
   * Heard through React, after the colour input has taken its own change: a render in between would put its old value
   * back.
   */
  const read = () => {
    const form = place.current?.closest('form');
    if (!form) return;
    const data = new FormData(form);
    const colour = (name: 'mainColour' | 'accentColour', before: string) => {
      const hex = String(data.get(name) ?? '');
      return HEX.test(hex) ? hex : before;
    };
    setNow((before) => ({
      mainColour: colour('mainColour', before.mainColour),
      accentColour: colour('accentColour', before.accentColour),
      headerStyle: HEADER_STYLES.find((style) => style === data.get('headerStyle')) ?? before.headerStyle,
      density: DENSITIES.find((density) => density === data.get('density')) ?? before.density,
    }));
  };
  return (
    <div ref={place} onChange={read} className="flex flex-col gap-5">
      <figure className="zc-card overflow-hidden">
        <img
          src={`data:image/svg+xml,${encodeURIComponent(themePicture(now, siteName))}`}
          alt="按现在的设置画出的网站样子"
          className="aspect-[16/10] w-full"
        />
      </figure>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field
          kind="colour"
          name="mainColour"
          label="主色"
          required
          defaultValue={settings.mainColour}
          errors={errors.mainColour ?? errors['settings.mainColour']}
          judge={(hex) => verdict({ ...now, mainColour: hex }, 'main')}
        />
        <Field
          kind="colour"
          name="accentColour"
          label="重点色"
          required
          defaultValue={settings.accentColour}
          errors={errors.accentColour ?? errors['settings.accentColour']}
          judge={(hex) => verdict({ ...now, accentColour: hex }, 'accent')}
        />
      </div>
      <Field
        kind="radio"
        name="headerStyle"
        label="页头样式"
        required
        columns={2}
        choices={HEADER_STYLES.map((style) => ({ value: style, label: HEADER_STYLE_LABELS[style] }))}
        defaultValue={settings.headerStyle}
        errors={errors.headerStyle}
      />
      <Field
        kind="radio"
        name="density"
        label="疏密"
        required
        columns={3}
        choices={DENSITIES.map((density) => ({ value: density, label: DENSITY_LABELS[density] }))}
        defaultValue={settings.density}
        errors={errors.density}
      />
    </div>
  );
}

/** What a form with `ThemeFields` sends. */
export function themeOf(form: FormData): Record<string, FormDataEntryValue | null> {
  return {
    mainColour: form.get('mainColour'),
    accentColour: form.get('accentColour'),
    headerStyle: form.get('headerStyle'),
    density: form.get('density'),
  };
}

/** Puts the values of a theme into the fields of the form around an element, as if they were typed. */
export function putTheme(form: HTMLFormElement | null | undefined, settings: ThemeSettings): void {
  const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  for (const name of ['mainColour', 'accentColour'] as const) {
    const input = form?.elements.namedItem(name);
    if (!(input instanceof HTMLInputElement)) continue;
    setter?.call(input, settings[name]);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }
  for (const name of ['headerStyle', 'density'] as const) {
    form?.querySelector<HTMLInputElement>(`input[name="${name}"][value="${settings[name]}"]`)?.click();
  }
}
