import type { ReactElement } from 'react';
import { ColourInput, type ColourSettings } from './field-colour';
import { FileDrop, type FileSettings } from './field-file';
import { FieldFrame, fieldId, GroupFrame, type Wiring, wiringOf } from './field-frame';
import { PasswordInput, TextArea, type TextAreaSettings } from './field-text';

export interface Choice {
  value: string;
  label: string;
  /** One sentence under the label; shown by radio cards only. */
  help?: string;
  disabled?: boolean;
}

interface Shared {
  name: string;
  label: string;
  help?: string;
  errors?: readonly string[];
  required?: boolean;
  disabled?: boolean;
  /** Only where two fields of the same name stand on one page. */
  id?: string;
}

export interface TextSettings {
  kind: 'text';
  type?: 'text' | 'email' | 'tel' | 'url' | 'number' | 'search';
  defaultValue?: string | number;
  placeholder?: string;
  maxLength?: number;
  min?: number;
  max?: number;
  pattern?: string;
  autoComplete?: string;
  inputMode?: 'text' | 'numeric' | 'tel' | 'email' | 'url';
  readOnly?: boolean;
  /** Words after the input, e.g. a unit or the rest of an address. */
  suffix?: string;
  width?: 'short' | 'full';
}

export type FieldProps = Shared &
  (
    | TextSettings
    | { kind: 'password'; autoComplete: 'current-password' | 'new-password' }
    | TextAreaSettings
    | { kind: 'select'; choices: readonly Choice[]; defaultValue?: string; empty?: string }
    | { kind: 'radio'; choices: readonly Choice[]; defaultValue?: string; columns?: 1 | 2 | 3 }
    | { kind: 'checkboxes'; choices: readonly Choice[]; defaultValue?: readonly string[]; columns?: 1 | 2 | 3 }
    | { kind: 'checkbox' | 'switch'; defaultChecked?: boolean; value?: string }
    | { kind: 'date'; time?: boolean; defaultValue?: string; min?: string; max?: string }
    | FileSettings
    | ColourSettings
  );

const COLUMNS = { 1: '', 2: 'sm:grid-cols-2', 3: 'sm:grid-cols-2 lg:grid-cols-3' };

function TextInput({ field, wiring }: { field: TextSettings; wiring: Wiring }): ReactElement {
  const { kind: _, suffix, width, type = 'text', ...rest } = field;
  const input = (
    <input {...rest} {...wiring} type={type} className={`zc-input ${width === 'short' ? 'max-w-48' : ''}`} />
  );
  if (!suffix) return input;
  return (
    <div className="flex items-center gap-2">
      {input}
      <span className="shrink-0 text-ink-soft">{suffix}</span>
    </div>
  );
}

type GroupProps = Shared & {
  kind: 'radio' | 'checkboxes';
  choices: readonly Choice[];
  columns?: 1 | 2 | 3;
  defaultValue?: string | readonly string[];
};

function ChoiceGroup(props: GroupProps): ReactElement {
  const { kind, name, choices, columns = 1, defaultValue = [], disabled, required } = props;
  const chosen = typeof defaultValue === 'string' ? [defaultValue] : defaultValue;
  const id = fieldId(props);
  return (
    <GroupFrame {...props}>
      <div className={`grid gap-2 ${COLUMNS[columns]}`}>
        {choices.map((choice, index) => (
          <label
            key={choice.value}
            className="flex gap-2.5 rounded border border-line bg-white p-3 has-checked:border-main-700 has-checked:bg-main-50 has-disabled:text-ink-faint"
          >
            <input
              type={kind === 'radio' ? 'radio' : 'checkbox'}
              id={index === 0 ? id : undefined}
              name={name}
              value={choice.value}
              defaultChecked={chosen.includes(choice.value)}
              disabled={disabled || choice.disabled}
              required={kind === 'radio' && required}
              className="zc-check mt-0.75"
            />
            <span>
              <span className="block font-medium">{choice.label}</span>
              {choice.help && <span className="block text-sm text-ink-soft">{choice.help}</span>}
            </span>
          </label>
        ))}
      </div>
    </GroupFrame>
  );
}

/** One labelled control. Label above, help under it, errors at the field: wired here and nowhere else. */
export function Field(props: FieldProps): ReactElement {
  if (props.kind === 'radio' || props.kind === 'checkboxes') return <ChoiceGroup {...props} />;
  const wiring = wiringOf(props);
  if (props.kind === 'checkbox' || props.kind === 'switch') {
    return (
      <FieldFrame {...props} beside>
        <input
          {...wiring}
          type="checkbox"
          role={props.kind === 'switch' ? 'switch' : undefined}
          value={props.value ?? 'on'}
          defaultChecked={props.defaultChecked}
          className={props.kind === 'switch' ? 'zc-switch' : 'zc-check mt-0.75'}
        />
      </FieldFrame>
    );
  }
  return (
    <FieldFrame {...props}>
      {props.kind === 'text' && <TextInput field={textSettings(props)} wiring={wiring} />}
      {props.kind === 'password' && <PasswordInput wiring={wiring} autoComplete={props.autoComplete} />}
      {props.kind === 'textarea' && <TextArea field={props} wiring={wiring} />}
      {props.kind === 'file' && <FileDrop field={props} wiring={wiring} />}
      {props.kind === 'colour' && <ColourInput field={props} wiring={wiring} label={props.label} />}
      {props.kind === 'date' && (
        <input
          {...wiring}
          type={props.time ? 'datetime-local' : 'date'}
          defaultValue={props.defaultValue}
          min={props.min}
          max={props.max}
          className="zc-input max-w-64"
        />
      )}
      {props.kind === 'select' && (
        <select {...wiring} defaultValue={props.defaultValue ?? ''} className="zc-input">
          {props.empty !== undefined && <option value="">{props.empty}</option>}
          {props.choices.map((choice) => (
            <option key={choice.value} value={choice.value} disabled={choice.disabled}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}

function textSettings(props: Shared & TextSettings): TextSettings {
  const { name: _name, label: _label, help: _help, errors: _errors, required: _required, ...rest } = props;
  const { disabled: _disabled, id: _id, ...settings } = rest;
  return settings;
}
