import { type Choice, FieldErrors, fieldId, Icon, type IconName } from '@zhanqun/ui/console';
import { ChoiceSetting, TextSetting } from './setting-inputs';

export interface Entry {
  label: string;
  href: string;
  note: string;
  icon?: string;
}

const ICONS: [IconName, string][] = [
  ['document', '文件'],
  ['id-card', '证件'],
  ['household', '户籍'],
  ['medical', '医疗'],
  ['school', '教育'],
  ['child', '儿童'],
  ['marriage', '婚姻'],
  ['work', '就业'],
  ['insurance', '社保'],
  ['elder', '养老'],
  ['disability', '残疾人'],
  ['farm', '农业'],
  ['leaf', '惠农'],
  ['heart', '救助'],
  ['house', '住房'],
  ['pension', '养老金'],
  ['government', '机关'],
  ['megaphone', '通知'],
  ['idea', '建议'],
  ['users', '群众'],
  ['calendar', '日程'],
  ['land', '土地'],
  ['water', '用水'],
  ['money', '补贴'],
  ['company', '企业'],
  ['vehicle', '交通'],
  ['safety', '安全'],
  ['law', '法律'],
  ['tourism', '旅游'],
  ['question', '问答'],
  ['phone', '电话'],
  ['map-pin', '地点'],
];

function iconChoices(current: string): Choice[] {
  const known = ICONS.map(([value, label]) => ({ value: value as string, label }));
  return known.some(({ value }) => value === current) ? known : [{ value: current, label: '原来的图标' }, ...known];
}

export interface EntriesSettingProps {
  path: string;
  label: string;
  max: number;
  hasIcons?: boolean;
  entries: readonly Entry[];
  errors?: readonly string[];
  errorsOf: (path: string) => readonly string[] | undefined;
  onChange: (entries: Entry[]) => void;
}

/** A short list of links inside a block. */
export function EntriesSetting(props: EntriesSettingProps) {
  const { path, label, max, hasIcons = false, entries, errors, errorsOf, onChange } = props;
  const id = fieldId({ name: path });
  const change = (index: number, part: Partial<Entry>) =>
    onChange(entries.map((entry, at) => (at === index ? { ...entry, ...part } : entry)));
  const move = (index: number, step: -1 | 1) => {
    const next = [...entries];
    const [entry] = next.splice(index, 1);
    if (entry) next.splice(index + step, 0, entry);
    onChange(next);
  };
  return (
    <fieldset id={id} tabIndex={-1} className="flex flex-col gap-3">
      <legend className="mb-1 font-medium">{label}</legend>
      {entries.map((entry, index) => {
        const at = `${path}.${index}`;
        return (
          <div key={index} className="rounded border border-line p-3">
            <div className="grid gap-3 sm:grid-cols-2">
              <TextSetting
                path={`${at}.label`}
                label="名称"
                value={entry.label}
                errors={errorsOf(`${at}.label`)}
                onChange={(value) => change(index, { label: value })}
              />
              <TextSetting
                path={`${at}.href`}
                label="地址"
                value={entry.href}
                errors={errorsOf(`${at}.href`)}
                onChange={(href) => change(index, { href })}
              />
              <TextSetting
                path={`${at}.note`}
                label="说明"
                value={entry.note}
                errors={errorsOf(`${at}.note`)}
                onChange={(note) => change(index, { note })}
              />
              {hasIcons && (
                <ChoiceSetting
                  path={`${at}.icon`}
                  label="图标"
                  choices={iconChoices(entry.icon ?? 'document')}
                  value={entry.icon ?? 'document'}
                  onChange={(icon) => change(index, { icon })}
                />
              )}
            </div>
            <p className="mt-2 flex flex-wrap gap-1">
              <EntryButton label={`上移 ${entry.label}`} disabled={index === 0} onPress={() => move(index, -1)}>
                上移
              </EntryButton>
              <EntryButton
                label={`下移 ${entry.label}`}
                disabled={index === entries.length - 1}
                onPress={() => move(index, 1)}
              >
                下移
              </EntryButton>
              <EntryButton
                label={`移除 ${entry.label}`}
                onPress={() => onChange(entries.filter((_, other) => other !== index))}
              >
                移除
              </EntryButton>
            </p>
          </div>
        );
      })}
      {entries.length < max ? (
        <button
          type="button"
          className="zc-button zc-button-small self-start"
          onClick={() =>
            onChange([...entries, { label: '', href: '', note: '', ...(hasIcons && { icon: 'document' }) }])
          }
        >
          <Icon name="plus" className="size-4" />
          加一个{label}
        </button>
      ) : (
        <p className="text-sm text-ink-soft">
          最多 {max} 个{label}。
        </p>
      )}
      <FieldErrors id={`${id}-errors`} errors={errors} />
    </fieldset>
  );
}

interface EntryButtonProps {
  label: string;
  disabled?: boolean;
  onPress: () => void;
  children: string;
}

function EntryButton({ label, disabled = false, onPress, children }: EntryButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-disabled={disabled}
      className="zc-button zc-button-quiet zc-button-small"
      onClick={() => disabled || onPress()}
    >
      {children}
    </button>
  );
}
