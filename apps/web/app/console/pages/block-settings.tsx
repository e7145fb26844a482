import type { Block, BlockOf } from '@zhanqun/pages/schema';
import type { Choice } from '@zhanqun/ui/console';
import { EntriesSetting } from './entries-setting';
import { ChoiceSetting, NumberSetting, TextSetting, TicksSetting } from './setting-inputs';

const LAYOUTS: Choice[] = [
  { value: 'list', label: '标题列表' },
  { value: 'cards', label: '图文卡片' },
  { value: 'documents', label: '文件列表' },
  { value: 'compact', label: '紧凑列表' },
];
const WIDTHS: Choice[] = [
  { value: 'half', label: '半行，可与相邻的半行并排' },
  { value: 'full', label: '整行' },
];
const KINDS: Choice[] = [
  { value: 'COUNTY', label: '县（市、区）' },
  { value: 'TOWN', label: '乡镇、街道' },
  { value: 'DEPARTMENT', label: '部门' },
  { value: 'ZONE', label: '园区' },
];

export interface BlockSettingsProps {
  block: Block;
  /** `blocks.0.settings` */
  path: string;
  /** By column code. */
  columns: readonly Choice[];
  errorsOf: (path: string) => readonly string[] | undefined;
  onChange: (block: Block) => void;
}

/** A column that the site does not have is named, so that the choice is not changed behind one's back. */
function columnChoices(columns: readonly Choice[], code: string): Choice[] {
  if (columns.some(({ value }) => value === code)) return [...columns];
  return [{ value: code, label: code ? `本站没有代码为“${code}”的栏目，请另选` : '请选择栏目' }, ...columns];
}

/** The form of a block's settings, by its type. */
export function BlockSettings({ block, path, columns, errorsOf, onChange }: BlockSettingsProps) {
  /** One setting of the block at hand. The types of `settings` and `change` agree: both are those of `one`. */
  function bind<B extends Block>(one: B) {
    const change = (part: Partial<B['settings']>) =>
      onChange({ ...one, settings: { ...one.settings, ...part } } as Block);
    const at = (name: keyof B['settings'] & string) => ({
      path: `${path}.${name}`,
      errors: errorsOf(`${path}.${name}`),
    });
    return { change, at };
  }
  const title = (one: Exclude<Block, { type: 'leadStory' | 'pictureBand' }>) => {
    const { change, at } = bind(one);
    return (
      <TextSetting
        {...at('title')}
        label="标题"
        help="最长 30 个字；不填则不显示标题。"
        value={one.settings.title}
        onChange={(value) => change({ title: value })}
      />
    );
  };
  const column = (one: BlockOf<'leadStory'> | BlockOf<'columnList'> | BlockOf<'noticeList'>) => {
    const { change, at } = bind(one);
    return (
      <ChoiceSetting
        {...at('columnCode')}
        label="取自哪个栏目"
        choices={columnChoices(columns, one.settings.columnCode)}
        value={one.settings.columnCode}
        onChange={(columnCode) => change({ columnCode })}
      />
    );
  };
  const limit = (
    one:
      | BlockOf<'columnList'>
      | BlockOf<'noticeList'>
      | BlockOf<'parentNews'>
      | BlockOf<'childrenNews'>
      | BlockOf<'portalNotices'>,
  ) => {
    const { change, at } = bind(one);
    return (
      <NumberSetting
        {...at('limit')}
        label="显示几条"
        max={20}
        value={one.settings.limit}
        onChange={(value) => change({ limit: value })}
      />
    );
  };

  switch (block.type) {
    case 'leadStory': {
      const { change, at } = bind(block);
      return (
        <>
          {column(block)}
          <NumberSetting
            {...at('headlines')}
            label="旁边几条标题"
            max={20}
            value={block.settings.headlines}
            onChange={(headlines) => change({ headlines })}
          />
        </>
      );
    }
    case 'columnList': {
      const { change, at } = bind(block);
      return (
        <>
          {column(block)}
          {title(block)}
          {limit(block)}
          <ChoiceSetting
            {...at('layout')}
            label="样式"
            choices={LAYOUTS}
            value={block.settings.layout}
            onChange={(value) => change({ layout: value as typeof block.settings.layout })}
          />
          <ChoiceSetting
            {...at('width')}
            label="宽度"
            choices={WIDTHS}
            value={block.settings.width}
            onChange={(value) => change({ width: value as typeof block.settings.width })}
          />
        </>
      );
    }
    case 'noticeList':
      return (
        <>
          {column(block)}
          {title(block)}
          {limit(block)}
        </>
      );
    case 'quickLinks': {
      const { change, at } = bind(block);
      return (
        <>
          {title(block)}
          <EntriesSetting
            {...at('links')}
            label="链接"
            max={12}
            entries={block.settings.links}
            errorsOf={errorsOf}
            onChange={(links) => change({ links })}
          />
        </>
      );
    }
    case 'serviceGrid': {
      const { change, at } = bind(block);
      return (
        <>
          {title(block)}
          <EntriesSetting
            {...at('services')}
            label="事项"
            max={16}
            hasIcons
            entries={block.settings.services}
            errorsOf={errorsOf}
            onChange={(services) =>
              change({ services: services.map((one) => ({ ...one, icon: one.icon ?? 'document' })) })
            }
          />
        </>
      );
    }
    case 'subsiteDirectory': {
      const { change, at } = bind(block);
      return (
        <>
          {title(block)}
          <TicksSetting
            {...at('kinds')}
            label="列出哪些站点"
            choices={KINDS}
            value={block.settings.kinds}
            onChange={(kinds) => change({ kinds: kinds as typeof block.settings.kinds })}
          />
          <ChoiceSetting
            {...at('style')}
            label="样式"
            choices={[
              { value: 'grid', label: '方格' },
              { value: 'list', label: '列表' },
            ]}
            value={block.settings.style}
            onChange={(style) => change({ style: style as typeof block.settings.style })}
          />
        </>
      );
    }
    case 'parentNews':
    case 'portalNotices':
    case 'childrenNews':
      return (
        <>
          {title(block)}
          {limit(block)}
        </>
      );
    case 'pictureBand': {
      const { change, at } = bind(block);
      return (
        <>
          <ChoiceSetting
            {...at('height')}
            label="高度"
            choices={[
              { value: 'low', label: '矮' },
              { value: 'tall', label: '高' },
            ]}
            value={block.settings.height}
            onChange={(height) => change({ height: height as typeof block.settings.height })}
          />
          <TextSetting
            {...at('caption')}
            label="横幅上的一句话"
            value={block.settings.caption}
            onChange={(caption) => change({ caption })}
          />
        </>
      );
    }
    case 'text': {
      const { change, at } = bind(block);
      return (
        <>
          {title(block)}
          <TextSetting
            {...at('body')}
            label="文字"
            rows={6}
            value={block.settings.body}
            onChange={(body) => change({ body })}
          />
        </>
      );
    }
    case 'contactCard':
      return (
        <>
          {title(block)}
          <p className="text-ink-soft">地址、电话和办公时间取自站点资料。</p>
        </>
      );
  }
}
