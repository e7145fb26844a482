import { COLUMN_KIND_LABELS, COLUMN_KINDS } from '@zhanqun/columns/schema';
import { REVIEW_PLACES } from '@zhanqun/review/schema';
import type { LibraryEntryView } from '@zhanqun/templates/server';
import { Field, FormPage, FormSection } from '@zhanqun/ui/console';
import type { ReactElement, ReactNode } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { useDraftKey } from '../draft';
import { consolePath } from '../paths';
import { LevelRows } from '../review/level-rows';
import { BlockFields } from './block-fields';
import { type BlockPreset, HomeOrder } from './home-order';
import { ThemeFields } from './theme-fields';

export interface EntryFormProps {
  entry: LibraryEntryView;
  presets: readonly BlockPreset[];
  themes: readonly { value: string; label: string }[];
  columns: string;
  back: { label: string; href: string };
  actions: ReactNode;
}

export function entryDraft(entry: Pick<LibraryEntryView, 'kind' | 'code'>): string {
  return `library-${entry.kind}-${entry.code}`;
}

function Content({ entry, presets, themes, columns }: EntryFormProps): ReactElement {
  const refusal = useRefusal();
  const typed = refusal?.typed ?? {};
  const errors = refusal?.error.fields ?? {};
  if (entry.kind === 'THEME') return <ThemeFields settings={entry.content} errors={errors} />;
  if (entry.kind === 'BLOCK') return <BlockFields block={entry.content.block} typed={typed} errors={errors} />;
  const columnErrors = Object.entries(errors).flatMap(([path, texts]) => (path.startsWith('columns') ? texts : []));
  const homeErrors = Object.entries(errors).flatMap(([path, texts]) => (path.startsWith('home') ? texts : []));
  return (
    <>
      <Field
        kind="select"
        name="themeCode"
        label="开办时的主题"
        required
        choices={themes}
        defaultValue={typed.themeCode ?? entry.content.themeCode}
        errors={errors.themeCode}
      />
      <HomeOrder blocks={entry.content.home} presets={presets} errors={homeErrors} />
      <Field
        kind="textarea"
        name="columns"
        label="栏目"
        required
        rows={18}
        help={`一行一个栏目：名称 | 代码 | 类型 | 栏目类别 | 责任单位 | 描述。行首缩进两个空格，表示是上一行的下级。类型写${COLUMN_KINDS.map((kind) => COLUMN_KIND_LABELS[kind]).join('、')}。`}
        defaultValue={typed.columns ?? columns}
        errors={columnErrors}
      />
      <FormSection title="新站点的审核级别" lead="站点开办后，人员到齐就照这里审核；已经开办的站点不变。">
        <LevelRows
          prefix="review"
          levels={entry.content.review}
          places={REVIEW_PLACES}
          typed={refusal?.typed}
          errors={errors}
        />
      </FormSection>
    </>
  );
}

/** One entry of the library as a form of its kind. */
export function EntryForm(props: EntryFormProps): ReactElement {
  const { entry, back, actions } = props;
  const refusal = useRefusal();
  const typed = refusal?.typed ?? {};
  const errors = refusal?.error.fields ?? {};
  return (
    <FormPage
      key={`${entry.code}-${entry.version}`}
      title={entry.name}
      lead="修改保存后，以后用到它的地方按新的来；已经开办的站点不变。"
      back={back}
      actions={actions}
      buttons={{
        submit: '保存',
        pending: '正在保存…',
        intent: 'library:edit#save',
        cancel: { label: '返回', href: back.href },
      }}
      aside={
        entry.kind !== 'THEME' && (
          <img
            src={`${consolePath.libraryPicture(entry.kind, entry.code)}?v=${entry.version}`}
            alt={`${entry.name}现在的样子`}
            className="zc-card w-full"
          />
        )
      }
      storageKey={useDraftKey(entryDraft(entry))}
      base={String(entry.version)}
      {...summaryOf(refusal)}
    >
      <input type="hidden" name="version" value={entry.version} />
      <Field
        kind="text"
        name="name"
        label="名称"
        required
        defaultValue={typed.name ?? entry.name}
        errors={errors.name}
      />
      <Field
        kind="textarea"
        name="description"
        label="说明"
        rows={2}
        limit={120}
        defaultValue={typed.description ?? entry.description}
        errors={errors.description}
      />
      <Content {...props} />
    </FormPage>
  );
}
