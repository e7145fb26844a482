import { WORD_KIND_LABELS, WORD_KINDS, WORD_WEIGHT_LABELS, WORD_WEIGHTS, type WordKind } from '@zhanqun/checks/schema';
import type { WordView } from '@zhanqun/checks/server';
import { Field, FormPage } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import type { WordPaths } from './word-paths';

const KIND_HELP: Record<'GROUP' | 'SITE', Record<WordKind, string>> = {
  GROUP: {
    SENSITIVE: '不应公开，或要有人负责才能公开。',
    ERROR_PRONE: '写错的词，检查时给出正确写法。',
    EXEMPT: '这句话里的词不算，例如机构名称里恰好有敏感词。',
  },
  SITE: {
    SENSITIVE: '只在本站检查，不影响其他站点。',
    ERROR_PRONE: '只在本站检查，检查时给出正确写法。',
    EXEMPT: '这句话里的词在本站不算。全市词库里只有标明“站点可豁免”的词能豁免。',
  },
};

export interface WordFormProps {
  list: 'GROUP' | 'SITE';
  word: WordView | undefined;
  /** A phrase that begins as an exemption. */
  exempt: string;
  intent: string;
  paths: WordPaths;
}

export function WordForm({ list, word, exempt, intent, paths }: WordFormProps): ReactElement {
  const refusal = useRefusal();
  const { errors, message } = summaryOf(refusal);
  const first = word ?? { kind: exempt ? 'EXEMPT' : '', phrase: exempt, suggestion: '', weight: 'WARN', note: '' };
  const value = { ...first, ...refusal?.typed };
  const mayExempt = refusal ? refusal.typed.mayExempt !== undefined : Boolean(word?.mayExempt);
  return (
    <FormPage
      key={word?.id ?? 'new'}
      title={word ? `修改“${word.phrase}”` : '添加词语'}
      lead="检查时不分全半角、大小写和繁简，词里的空格和看不见的符号也不算。"
      back={{ label: '词库', href: paths.list() }}
      buttons={{
        submit: '保存',
        pending: '正在保存…',
        intent,
        cancel: { label: '返回', href: paths.list() },
      }}
      errors={errors}
      message={message}
    >
      <Field
        kind="radio"
        name="kind"
        label="类别"
        required
        choices={WORD_KINDS.map((one) => ({ value: one, label: WORD_KIND_LABELS[one], help: KIND_HELP[list][one] }))}
        defaultValue={value.kind}
        errors={errors?.kind}
      />
      <Field kind="text" name="phrase" label="词语" required defaultValue={value.phrase} errors={errors?.phrase} />
      <Field
        kind="text"
        name="suggestion"
        label="正确写法"
        help="易错词必填，其他类别不用填。"
        defaultValue={value.suggestion}
        errors={errors?.suggestion}
      />
      <Field
        kind="radio"
        name="weight"
        label="找到以后"
        required
        columns={2}
        choices={WORD_WEIGHTS.map((one) => ({
          value: one,
          label: WORD_WEIGHT_LABELS[one],
          help: one === 'BLOCK' ? '修改或由审核员放行，才能公开。' : '在编辑页上提示，不挡发布。',
        }))}
        defaultValue={value.weight}
        errors={errors?.weight}
      />
      {list === 'GROUP' && (
        <Field
          kind="checkbox"
          name="mayExempt"
          label="站点可以豁免"
          help="例如公安机关的网站要发布关于它的警示。"
          defaultChecked={mayExempt}
        />
      )}
      <Field
        kind="textarea"
        name="note"
        label="说明"
        rows={2}
        limit={200}
        help="为什么不能这样写，编辑在检查结果里看得到。"
        defaultValue={value.note}
        errors={errors?.note}
      />
    </FormPage>
  );
}
