import { LEFT_OUT, TABLE_FIELDS, type TableField } from '@zhanqun/imports/schema';
import { DomainError } from '@zhanqun/kit';

/** In the form: shall not come. An empty value is no answer yet. */
export const NOT_TO_COME = '-';

const text = (form: FormData, name: string) => String(form.get(name) ?? '');

/** Fields `<name>.0`, `<name>.1` … with what each stands for. */
function* numbered(form: FormData, name: string): Generator<[string, string]> {
  for (let index = 0; form.has(`${name}Name.${index}`); index += 1) {
    yield [text(form, `${name}Name.${index}`), text(form, `${name}.${index}`)];
  }
}

export function readStep(form: FormData, importId: string): { importId: string; version: number } {
  return { importId, version: Number(text(form, 'version')) || 1 };
}

/** Where the columns of the old site go. What has no answer yet is left open. */
export function readChoices(form: FormData) {
  const chosen = [...numbered(form, 'column')].filter(([, columnId]) => columnId !== '');
  return {
    columns: Object.fromEntries(
      chosen.map(([name, columnId]) => [name, columnId === NOT_TO_COME ? LEFT_OUT : columnId]),
    ),
    asPublished: text(form, 'asPublished') === 'yes',
    keepsAddresses: form.get('keepsAddresses') !== null,
  };
}

export function readFields(form: FormData): Record<string, TableField> {
  return Object.fromEntries(
    [...numbered(form, 'field')].flatMap(([heading, value]) => {
      if (value === '') return [];
      const field = TABLE_FIELDS.find((one) => one === value);
      if (!field) throw new DomainError('INVALID', '没有这种内容，请从列表里选择。');
      return [[heading, field] as const];
    }),
  );
}
