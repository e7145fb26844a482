import { MAX_QUOTE, MOST_PASSAGES, QUOTED_FIELDS, type QuotedField } from '@zhanqun/articles/schema';
import { type Passage, passageAt } from '@zhanqun/kit';
import { Field, type FormErrors } from '@zhanqun/ui/console';
import { useEffect, useState } from 'react';
import { selectedIn, spanOf } from './prose-ranges';

/** Shown without JavaScript, where nobody can select and press. */
const EMPTY_ROWS = 3;

interface Around extends Omit<Passage, 'quote'> {
  field: QuotedField;
}

interface Row {
  quote: string;
  around: string;
}

/** The selected words of the text that is read, with where they stand. */
function selectedRow(): Row | undefined {
  for (const field of QUOTED_FIELDS) {
    const root = document.querySelector<HTMLElement>(`[data-checked="${field}"]`);
    const selected = root && selectedIn(root, MAX_QUOTE);
    const span = selected && spanOf(root, selected.range);
    if (!span) continue;
    const { quote, ...passage } = passageAt(span.text, span.start, span.end);
    return { quote: quote.trim(), around: JSON.stringify({ ...passage, field } satisfies Around) };
  }
  return undefined;
}

function typedRows(typed: Readonly<Record<string, string>> | undefined): Row[] {
  const rows: Row[] = [];
  for (let index = 0; index < MOST_PASSAGES; index++) {
    const quote = typed?.[`quote.${index}`];
    if (quote) rows.push({ quote, around: typed?.[`around.${index}`] ?? '' });
  }
  return rows;
}

/** What a reviewer says about single words of the text: select them and press, or copy them into a field. */
export function PassageFields({ typed, errors }: { typed?: Readonly<Record<string, string>>; errors?: FormErrors }) {
  const [rows, setRows] = useState<readonly Row[]>(() => typedRows(typed));
  const [isMounted, setMounted] = useState(false);
  const [told, setTold] = useState('');
  useEffect(() => setMounted(true), []);
  const blank = Array.from({ length: isMounted ? 0 : Math.max(0, EMPTY_ROWS - rows.length) }, () => ({
    quote: '',
    around: '',
  }));
  const add = () => {
    const row = selectedRow();
    setTold(row ? '' : `请先在左边的标题、摘要或正文里选中要说的文字（最多 ${MAX_QUOTE} 个字）。`);
    if (row && rows.length < MOST_PASSAGES) setRows([...rows, row]);
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="font-medium">对具体文字的意见</legend>
      <p className="text-sm text-ink-soft">退回时，起草人在原文的位置看到它们。</p>
      {[...rows, ...blank].map((row, index) => (
        <div key={index} className="flex flex-col gap-2 border-l-3 border-act-600 pl-3">
          <input type="hidden" name={`around.${index}`} value={row.around} />
          <Field
            kind="text"
            name={`quote.${index}`}
            label={`第 ${index + 1} 处原文`}
            maxLength={MAX_QUOTE}
            readOnly={row.around !== ''}
            defaultValue={row.quote}
            errors={errors?.[`quote.${index}`] ?? errors?.[`passages.${index}.quote`]}
          />
          <Field
            kind="textarea"
            name={`note.${index}`}
            label={`第 ${index + 1} 处意见`}
            rows={2}
            limit={500}
            defaultValue={typed?.[`note.${index}`]}
            errors={errors?.[`passages.${index}.text`]}
          />
        </div>
      ))}
      {isMounted && (
        <div>
          {/* The selection stays while the button is pressed. */}
          <button
            type="button"
            className="zc-button zc-button-small"
            onMouseDown={(event) => event.preventDefault()}
            onClick={add}
          >
            为选中的文字写意见
          </button>
          <p role="status" className="mt-1 text-sm text-ink-soft">
            {told}
          </p>
        </div>
      )}
    </fieldset>
  );
}
