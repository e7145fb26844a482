import type { SiteLevel } from '@zhanqun/sites/schema';
import { type ReactElement, useEffect, useRef, useState } from 'react';

export interface ParentChoice {
  value: string;
  code: string;
  label: string;
  level: SiteLevel;
  /** Addresses with `*` where the label goes; a parent without a sub-domain gives none. */
  path: string;
  subdomain?: string;
}

interface Typed {
  parentId: string;
  label: string;
  primaryAddress: string;
  ownDomain: string;
}

function addressOf(typed: Typed, parents: readonly ParentChoice[]): string | undefined {
  if (typed.primaryAddress === 'OWN_DOMAIN') return typed.ownDomain ? `http(s)://${typed.ownDomain}/` : undefined;
  const parent = parents.find(({ value }) => value === typed.parentId);
  const pattern = typed.primaryAddress === 'PATH' ? parent?.path : parent?.subdomain;
  return typed.label ? pattern?.replace('*', typed.label.trim().toLowerCase()) : undefined;
}

/** The address that the form around it would give the site, as it is typed. */
export function AddressPreview({ parents }: { parents: readonly ParentChoice[] }): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const form = place.current?.closest('form');
    if (!form) return;
    const read = () => {
      const data = new FormData(form);
      const text = (name: string) => String(data.get(name) ?? '').trim();
      setAddress(
        addressOf(
          {
            parentId: text('parentId'),
            label: text('label'),
            primaryAddress: text('primaryAddress'),
            ownDomain: text('ownDomain'),
          },
          parents,
        ),
      );
    };
    read();
    form.addEventListener('input', read);
    form.addEventListener('change', read);
    return () => {
      form.removeEventListener('input', read);
      form.removeEventListener('change', read);
    };
  }, [parents]);
  return (
    <div ref={place} role="status" className="rounded bg-main-50 px-4 py-3">
      <span className="block text-sm text-ink-soft">网站的主地址将是</span>
      <strong className="block min-h-6 font-semibold break-all text-main-800">
        {address ?? '填写标识以后显示在这里'}
      </strong>
    </div>
  );
}
