import { Field } from '@zhanqun/ui/console';
import type { ReactNode } from 'react';

export interface ColumnFieldsProps {
  values: { name?: string; description?: string; keywords?: string; responsibleUnit?: string; isHidden?: boolean };
  errors?: Readonly<Record<string, readonly string[]>>;
  /** Fields that only a new column has, after the name. */
  children?: ReactNode;
}

/** What a column says about itself: the same when it is made and later. */
export function ColumnFields({ values, errors, children }: ColumnFieldsProps) {
  return (
    <>
      <Field kind="text" name="name" label="名称" required defaultValue={values.name} errors={errors?.name} />
      {children}
      <Field
        kind="textarea"
        name="description"
        label="栏目描述"
        rows={2}
        limit={200}
        help="一句话说明这里放什么，显示在栏目页，也供搜索引擎使用。"
        defaultValue={values.description}
        errors={errors?.description}
      />
      <Field
        kind="text"
        name="responsibleUnit"
        label="责任单位"
        help="谁负责更新这个栏目。"
        defaultValue={values.responsibleUnit}
        errors={errors?.responsibleUnit}
      />
      <Field kind="text" name="keywords" label="关键词" defaultValue={values.keywords} errors={errors?.keywords} />
      <Field
        kind="switch"
        name="isHidden"
        label="不在菜单和站点地图里显示"
        help="地址仍然打得开，用于只从某个链接进入的栏目。"
        defaultChecked={values.isHidden}
      />
    </>
  );
}

export function readColumnFields(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '');
  return {
    name: text('name'),
    description: text('description'),
    keywords: text('keywords'),
    responsibleUnit: text('responsibleUnit'),
    isHidden: form.has('isHidden'),
  };
}
