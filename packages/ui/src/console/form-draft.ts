/** What was typed into a form, by field name; a name may stand several times. */
export interface FormDraft {
  /** The revision or version the form was opened on; a draft of another one is offered, not put in. */
  base: string;
  savedAt: number;
  fields: [name: string, value: string][];
}

type Keepable = Pick<HTMLInputElement, 'name' | 'type' | 'value' | 'disabled'> & {
  checked?: boolean;
  hasAttribute(name: string): boolean;
};

const PREFIX = 'zhanqun.draft.';
/** A session lasts 12 hours in all; an older draft belongs to another day's work. */
export const DRAFT_LIFETIME_MS = 12 * 60 * 60 * 1000;

/** The storage key. The account is part of it, so that the next person at the desk never sees what the last one typed. */
export function draftKey(accountId: string, form: string): string {
  return `${PREFIX}${accountId}.${form}`;
}

/** Passwords and files are never kept; hidden fields only when they carry `data-keep-typed`. */
function isKept(control: Keepable): boolean {
  if (control.name === '' || control.disabled) return false;
  if (['password', 'file', 'submit', 'button', 'image', 'reset'].includes(control.type)) return false;
  return control.type !== 'hidden' || control.hasAttribute('data-keep-typed');
}

function isTick(control: Keepable): boolean {
  return control.type === 'checkbox' || control.type === 'radio';
}

export function typedFields(controls: Iterable<Keepable>): FormDraft['fields'] {
  const fields: FormDraft['fields'] = [];
  for (const control of controls) {
    if (isKept(control) && (!isTick(control) || control.checked)) fields.push([control.name, control.value]);
  }
  return fields;
}

export type FieldChange = { value: string } | { checked: boolean };

/** Puts the values back in order of appearance, by `put`; returns the controls that changed. */
export function restoreFields<Control extends Keepable>(
  controls: Iterable<Control>,
  fields: FormDraft['fields'],
  put: (control: Control, change: FieldChange) => void = Object.assign,
): Control[] {
  const left = [...fields];
  const changed: Control[] = [];
  for (const control of controls) {
    if (!isKept(control)) continue;
    if (isTick(control)) {
      const checked = left.some(([name, value]) => name === control.name && value === control.value);
      if (checked !== control.checked) {
        put(control, { checked });
        changed.push(control);
      }
      continue;
    }
    const at = left.findIndex(([name]) => name === control.name);
    const value = left[at]?.[1];
    if (value === undefined) continue;
    left.splice(at, 1);
    if (value !== control.value) {
      put(control, { value });
      changed.push(control);
    }
  }
  return changed;
}

/** Whether a draft has nothing for these fields but what they hold: what it does not know of, it does not change. */
export function isSameTyped(fields: FormDraft['fields'], shown: FormDraft['fields']): boolean {
  const known = new Set(shown.map((pair) => pair.join('\n')));
  const names = new Set(shown.map(([name]) => name));
  return fields.every((pair) => !names.has(pair[0]) || known.has(pair.join('\n')));
}

export function writeDraft(draft: FormDraft): string {
  return JSON.stringify(draft);
}

/** Null for what is damaged, foreign or too old. */
export function readDraft(text: string | null, now: number): FormDraft | null {
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { base, savedAt, fields } = value as Record<string, unknown>;
  if (typeof base !== 'string' || typeof savedAt !== 'number' || !Array.isArray(fields)) return null;
  if (now - savedAt > DRAFT_LIFETIME_MS) return null;
  const isPair = (pair: unknown): pair is [string, string] =>
    Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === 'string');
  return fields.every(isPair) ? { base, savedAt, fields } : null;
}
