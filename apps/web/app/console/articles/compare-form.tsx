import { Form } from '@remix-run/react';
import { Field } from '@zhanqun/ui/console';
import { consolePath } from '../paths';

interface CompareFormProps {
  siteCode: string;
  articleId: string;
  /** Of all revisions, the latest first. */
  numbers: readonly number[];
  chosen: readonly [number, number];
}

/** Any two revisions to lay side by side. */
export function CompareForm({ siteCode, articleId, numbers, chosen: [a, b] }: CompareFormProps) {
  const choices = numbers.map((number) => ({ value: String(number), label: `第 ${number} 版` }));
  return (
    <Form
      method="get"
      action={consolePath.articleCompare(siteCode, articleId)}
      className="flex flex-wrap items-end gap-3"
      key={`${a}-${b}`}
    >
      <Field kind="select" name="a" label="一版" choices={choices} defaultValue={String(a)} required />
      <Field kind="select" name="b" label="另一版" choices={choices} defaultValue={String(b)} required />
      <button type="submit" className="zc-button">
        对照两版
      </button>
    </Form>
  );
}
