import { expect, test } from 'vitest';
import { DRAFT_LIFETIME_MS, draftKey, readDraft, restoreFields, typedFields, writeDraft } from './form-draft';

function control(type: string, name: string, value: string, extra: { checked?: boolean; kept?: boolean } = {}) {
  return { type, name, value, checked: extra.checked, disabled: false, hasAttribute: () => extra.kept ?? false };
}

test('the key names the account, so that two people at one desk do not meet', () => {
  expect(draftKey('a1', 'article-new')).not.toBe(draftKey('a2', 'article-new'));
});

test('passwords, files, buttons and plain hidden fields are never kept', () => {
  const fields = typedFields([
    control('text', 'title', '通知'),
    control('password', 'password', 'secret'),
    control('file', 'picture', 'C:\\fakepath\\a.png'),
    control('submit', 'intent', 'article:save'),
    control('hidden', 'token', 'x'),
    control('hidden', 'body', '<p>正文</p>', { kept: true }),
  ]);
  expect(fields).toEqual([
    ['title', '通知'],
    ['body', '<p>正文</p>'],
  ]);
});

test('only chosen ticks are kept, and the others are cleared again', () => {
  const before = [
    control('radio', 'kind', 'town', { checked: false }),
    control('radio', 'kind', 'county', { checked: true }),
    control('checkbox', 'role', 'editor', { checked: true }),
    control('checkbox', 'role', 'reviewer', { checked: false }),
  ];
  const fields = typedFields(before);
  const after = before.map((item) => ({ ...item, checked: !item.checked }));
  expect(restoreFields(after, fields)).toHaveLength(4);
  expect(typedFields(after)).toEqual(fields);
});

test('fields of one name are put back in their order, and only changed ones are reported', () => {
  const inputs = [control('text', 'line', ''), control('text', 'line', '二'), control('text', 'other', '不动')];
  const changed = restoreFields(inputs, [
    ['line', '一'],
    ['line', '二'],
  ]);
  expect(changed).toEqual([inputs[0]]);
  expect(inputs.map((input) => input.value)).toEqual(['一', '二', '不动']);
});

test('what is written is read back until it is 12 hours old', () => {
  const draft = { base: 'r7', savedAt: 1_000, fields: [['title', '“通知”\n第二行']] as [string, string][] };
  const text = writeDraft(draft);
  expect(readDraft(text, 1_000 + DRAFT_LIFETIME_MS)).toEqual(draft);
  expect(readDraft(text, 1_001 + DRAFT_LIFETIME_MS)).toBeNull();
});

test.each([null, '', 'null', '[]', '{"base":1}', '{"base":"","savedAt":1,"fields":[["a"]]}'])(
  'damaged storage %s gives no draft',
  (text) => {
    expect(readDraft(text, 1)).toBeNull();
  },
);
