import { BLOCK_TYPE_LABELS, type Block } from '@zhanqun/pages/schema';
import { type Choice, Field } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';

type Setting =
  | { kind: 'text'; label: string; help?: string }
  | { kind: 'number'; label: string }
  | { kind: 'textarea'; label: string; help?: string }
  | { kind: 'select'; label: string; choices: Choice[] }
  | { kind: 'checkboxes'; label: string; choices: Choice[] }
  | { kind: 'lines'; label: string; help: string; fields: readonly string[] };

/** The settings of all blocks by name: one name means the same in every block. */
const SETTINGS: Record<string, Setting> = {
  title: { kind: 'text', label: '标题', help: '空着就用栏目或区块自己的名字。' },
  columnCode: { kind: 'text', label: '栏目代码', help: '内容取自哪个栏目；站点里要有这个代码的栏目。' },
  limit: { kind: 'number', label: '条数' },
  headlines: { kind: 'number', label: '标题条数' },
  caption: { kind: 'text', label: '图上的文字' },
  body: { kind: 'textarea', label: '文字' },
  layout: {
    kind: 'select',
    label: '样式',
    choices: [
      { value: 'list', label: '列表' },
      { value: 'cards', label: '图文卡片' },
      { value: 'documents', label: '文件表' },
      { value: 'compact', label: '紧凑列表' },
    ],
  },
  width: {
    kind: 'select',
    label: '宽度',
    choices: [
      { value: 'half', label: '半行，两个并排' },
      { value: 'full', label: '整行' },
    ],
  },
  style: {
    kind: 'select',
    label: '样式',
    choices: [
      { value: 'grid', label: '方格' },
      { value: 'list', label: '列表' },
    ],
  },
  height: {
    kind: 'select',
    label: '高度',
    choices: [
      { value: 'low', label: '低' },
      { value: 'tall', label: '高' },
    ],
  },
  kinds: {
    kind: 'checkboxes',
    label: '列出哪些站点',
    choices: [
      { value: 'COUNTY', label: '县区' },
      { value: 'TOWN', label: '乡镇街道' },
      { value: 'DEPARTMENT', label: '部门' },
      { value: 'ZONE', label: '开发区与园区' },
    ],
  },
  links: {
    kind: 'lines',
    label: '链接',
    help: '一行一个：名称 | 地址 | 说明。地址以 / 或 http 开头。',
    fields: ['label', 'href', 'note'],
  },
  services: {
    kind: 'lines',
    label: '服务',
    help: '一行一个：名称 | 地址 | 图标 | 说明。地址以 / 或 http 开头。',
    fields: ['label', 'href', 'icon', 'note'],
  },
};

function linesOf(value: unknown, fields: readonly string[]): string {
  if (!Array.isArray(value)) return '';
  return value.map((row: Record<string, string>) => fields.map((field) => row[field] ?? '').join(' | ')).join('\n');
}

interface BlockFieldsProps {
  block: Block;
  typed: Record<string, string>;
  errors: Record<string, string[]>;
}

function SettingField(props: { name: string; value: unknown; typed?: string; errors?: string[] }): ReactElement | null {
  const { name, value, typed, errors } = props;
  const setting = SETTINGS[name];
  if (!setting) return null;
  const shared = { name: `settings.${name}`, label: setting.label, errors };
  const text = typed ?? String(value ?? '');
  switch (setting.kind) {
    case 'text':
      return <Field kind="text" {...shared} help={setting.help} defaultValue={text} />;
    case 'number':
      return (
        <Field kind="text" type="number" width="short" required min={1} max={20} {...shared} defaultValue={text} />
      );
    case 'textarea':
      return <Field kind="textarea" {...shared} rows={6} defaultValue={text} />;
    case 'select':
      return <Field kind="select" {...shared} required choices={setting.choices} defaultValue={text} />;
    case 'checkboxes':
      return (
        <Field
          kind="checkboxes"
          {...shared}
          required
          columns={2}
          choices={setting.choices}
          defaultValue={Array.isArray(value) ? value.map(String) : []}
        />
      );
    case 'lines':
      return (
        <Field
          kind="textarea"
          {...shared}
          required
          rows={8}
          help={setting.help}
          defaultValue={typed ?? linesOf(value, setting.fields)}
        />
      );
  }
}

/** The settings of a ready-made block as fields. */
export function BlockFields({ block, typed, errors }: BlockFieldsProps): ReactElement {
  return (
    <>
      <p className="text-ink-soft">区块类型：{BLOCK_TYPE_LABELS[block.type]}</p>
      {Object.entries(block.settings).map(([name, value]) => (
        <SettingField
          key={name}
          name={name}
          value={value}
          typed={typed[`settings.${name}`]}
          errors={Object.entries(errors).flatMap(([path, texts]) =>
            path === `block.settings.${name}` || path.startsWith(`block.settings.${name}.`) ? texts : [],
          )}
        />
      ))}
    </>
  );
}

function settingOf(name: string, form: FormData, before: unknown): unknown {
  const field = `settings.${name}`;
  const setting = SETTINGS[name];
  if (!setting) return before;
  if (setting.kind === 'checkboxes') return form.getAll(field);
  const text = String(form.get(field) ?? '');
  if (setting.kind !== 'lines') return text;
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const cells = line.split(/[|｜]/).map((cell) => cell.trim());
      return Object.fromEntries(setting.fields.map((key, index) => [key, cells[index] ?? '']));
    });
}

/** The block with what the form says; held against its schema by the command. */
export function blockOf(block: Block, form: FormData): unknown {
  const settings = Object.entries(block.settings).map(([name, before]) => [name, settingOf(name, form, before)]);
  return { ...block, settings: Object.fromEntries(settings) };
}
