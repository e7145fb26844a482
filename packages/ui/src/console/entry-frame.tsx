import type { ReactElement, ReactNode } from 'react';
import { Callout } from './callout';

export interface EntryFrameProps {
  product: string;
  title: string;
  lead?: ReactNode;
  /** Standing conditions, as in the shell. */
  warnings?: readonly { id: string; text: string }[];
  children: ReactNode;
  /** Under the card: whom to call. */
  foot?: ReactNode;
}

/** The page before the console: sign-in, forced password change, an error without a session. */
export function EntryFrame({ product, title, lead, warnings = [], children, foot }: EntryFrameProps): ReactElement {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-4 px-4 py-10">
      <p className="text-center font-serif text-2xl font-bold text-main-800">{product}</p>
      {warnings.map((warning) => (
        <Callout key={warning.id} tone="warn">
          {warning.text}
        </Callout>
      ))}
      <div className="zc-card flex flex-col gap-5 border-t-4 border-t-main-700 p-6">
        <div>
          <h1 className="text-xl font-bold text-main-900">{title}</h1>
          {lead && <div className="mt-1 text-ink-soft">{lead}</div>}
        </div>
        {children}
      </div>
      {foot && <div className="text-center text-sm text-ink-soft">{foot}</div>}
    </main>
  );
}
