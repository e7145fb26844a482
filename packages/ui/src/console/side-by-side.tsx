import type { ReactElement, ReactNode } from 'react';
import { type ComparedLine, compareLines } from './text-difference';

interface Side {
  title: string;
  /** Who and when: `李芳 今天 15:28 保存`. */
  note?: string;
  text: string;
  /** What can be done with this side. */
  actions?: ReactNode;
}

export interface SideBySideProps {
  left: Side;
  right: Side;
}

function Column({ side, lines }: { side: Side; lines: ComparedLine[] }): ReactElement {
  return (
    <section aria-label={side.title} className="zc-card flex min-w-0 flex-col">
      <header className="border-b border-line px-4 py-2.5">
        <h2 className="font-semibold">{side.title}</h2>
        {side.note && <p className="text-sm text-ink-soft">{side.note}</p>}
      </header>
      <div className="flex-1 py-2 text-base leading-7 break-words">
        {lines.map((line, index) => {
          const key = `${index}-${line.text}`;
          if (!line.differs) {
            return (
              <p key={key} className="min-h-3 px-4">
                {line.text}
              </p>
            );
          }
          return (
            <p key={key} className="border-l-3 border-act-600 bg-act-50 px-3.25">
              <span className="sr-only">不同：</span>
              <mark className="bg-transparent text-ink">{line.text === '' ? '（空行）' : line.text}</mark>
            </p>
          );
        })}
      </div>
      {side.actions && <footer className="flex flex-wrap gap-2 border-t border-line p-3">{side.actions}</footer>}
    </section>
  );
}

/** Two texts in conflict, both whole; the lines that differ are marked on both sides. */
export function SideBySide({ left, right }: SideBySideProps): ReactElement {
  const compared = compareLines(left.text, right.text);
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Column side={left} lines={compared.left} />
      <Column side={right} lines={compared.right} />
    </div>
  );
}
