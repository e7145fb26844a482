import { type Choice, FieldErrors, fieldId } from '@zhanqun/ui/console';
import type { ReactNode } from 'react';

/**
 * Inputs of a block's settings. They carry no name: what is sent and kept is the one hidden list of blocks, and an
 * input's place in it changes when blocks move.
 */
interface Shared {
  /** Place in the list, as errors name it: `blocks.0.settings.title`. */
  path: string;
  label: string;
  help?: string;
  errors?: readonly string[];
}

function Frame({ path, label, help, errors, children }: Shared & { children: ReactNode }) {
  const id = fieldId({ name: path });
  return (
    <div>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {help && <p className="text-sm text-ink-soft">{help}</p>}
      <div className="mt-1">{children}</div>
      <FieldErrors id={`${id}-errors`} errors={errors} />
    </div>
  );
}

function wiring({ path, errors }: Shared) {
  const id = fieldId({ name: path });
  return {
    id,
    className: 'zc-input',
    'aria-invalid': errors?.length ? (true as const) : undefined,
    'aria-describedby': errors?.length ? `${id}-errors` : undefined,
  };
}

export function TextSetting(props: Shared & { value: string; onChange: (value: string) => void; rows?: number }) {
  const { value, onChange, rows } = props;
  return (
    <Frame {...props}>
      {rows ? (
        <textarea {...wiring(props)} rows={rows} value={value} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input {...wiring(props)} value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Frame>
  );
}

export function NumberSetting(props: Shared & { value: number; max: number; onChange: (value: number) => void }) {
  const { value, max, onChange } = props;
  return (
    <Frame {...props}>
      <input
        {...wiring(props)}
        className="zc-input max-w-28"
        type="number"
        min={1}
        max={max}
        value={Number.isNaN(value) ? '' : value}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
    </Frame>
  );
}

export function ChoiceSetting(
  props: Shared & { value: string; choices: readonly Choice[]; onChange: (value: string) => void },
) {
  const { value, choices, onChange } = props;
  return (
    <Frame {...props}>
      <select {...wiring(props)} value={value} onChange={(event) => onChange(event.target.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} disabled={choice.disabled}>
            {choice.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

export function TicksSetting({
  path,
  label,
  errors,
  value,
  choices,
  onChange,
}: Shared & { value: readonly string[]; choices: readonly Choice[]; onChange: (value: string[]) => void }) {
  const id = fieldId({ name: path });
  return (
    <fieldset>
      <legend className="font-medium">{label}</legend>
      <div className="mt-1 flex flex-wrap gap-x-5 gap-y-2">
        {choices.map((choice, index) => (
          <label key={choice.value} className="flex min-h-8 items-center gap-2">
            <input
              id={index === 0 ? id : undefined}
              type="checkbox"
              className="zc-check"
              checked={value.includes(choice.value)}
              onChange={(event) =>
                onChange(event.target.checked ? [...value, choice.value] : value.filter((one) => one !== choice.value))
              }
            />
            {choice.label}
          </label>
        ))}
      </div>
      <FieldErrors id={`${id}-errors`} errors={errors} />
    </fieldset>
  );
}
