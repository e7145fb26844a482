import type { ReactElement, ReactNode } from 'react';
import { Icon } from './icon';

interface Named {
  name: string;
  id?: string;
}

interface FrameProps extends Named {
  label: string;
  help?: string;
  errors?: readonly string[];
  required?: boolean;
  children: ReactNode;
}

export interface Wiring {
  id: string;
  name: string;
  required?: boolean;
  disabled?: boolean;
  'aria-invalid'?: true;
  'aria-describedby'?: string;
}

/** The id that a control gets from its name, so that a summary can link to a field it does not hold. */
export function fieldId({ name, id }: Named): string {
  return id ?? `field-${name}`;
}

function describedBy(field: Named & { help?: string; errors?: readonly string[] }): string | undefined {
  const id = fieldId(field);
  const ids = [field.errors?.length ? `${id}-errors` : '', field.help ? `${id}-help` : ''].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

export function wiringOf(
  field: Named & { help?: string; errors?: readonly string[]; required?: boolean; disabled?: boolean },
): Wiring {
  return {
    id: fieldId(field),
    name: field.name,
    required: field.required,
    disabled: field.disabled,
    'aria-invalid': field.errors?.length ? true : undefined,
    'aria-describedby': describedBy(field),
  };
}

/** The errors of one field, at the field. */
export function FieldErrors({ id, errors }: { id: string; errors?: readonly string[] }): ReactElement | null {
  if (!errors?.length) return null;
  return (
    <ul id={id} className="mt-1 text-alarm-700">
      {errors.map((error) => (
        <li key={error} className="flex gap-1.5">
          <Icon name="alert" className="mt-1 size-4" />
          <span>
            <span className="sr-only">错误：</span>
            {error}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Optional({ required }: { required?: boolean }): ReactElement | null {
  return required ? null : <span className="ml-1.5 text-sm font-normal text-ink-faint">（选填）</span>;
}

function Help({ id, help }: { id: string; help?: string }): ReactElement | null {
  return help ? (
    <p id={`${id}-help`} className="text-sm text-ink-soft">
      {help}
    </p>
  ) : null;
}

/** Label, help, errors and the control; `beside` is for a tick or a switch, whose label stands on its right. */
export function FieldFrame({ beside, children, ...field }: FrameProps & { beside?: boolean }): ReactElement {
  const id = fieldId(field);
  if (beside) {
    return (
      <div>
        <div className="flex items-start gap-2.5 py-1">
          {children}
          <div>
            <label htmlFor={id} className="font-medium">
              {field.label}
            </label>
            <Help id={id} help={field.help} />
          </div>
        </div>
        <FieldErrors id={`${id}-errors`} errors={field.errors} />
      </div>
    );
  }
  return (
    <div>
      <label htmlFor={id} className="font-semibold">
        {field.label}
        <Optional required={field.required} />
      </label>
      <Help id={id} help={field.help} />
      <div className="mt-1.5">{children}</div>
      <FieldErrors id={`${id}-errors`} errors={field.errors} />
    </div>
  );
}

/** The same for a group of choices. */
export function GroupFrame({ children, ...field }: FrameProps): ReactElement {
  const id = fieldId(field);
  return (
    <fieldset aria-describedby={describedBy(field)}>
      <legend className="font-semibold">
        {field.label}
        <Optional required={field.required} />
      </legend>
      <Help id={id} help={field.help} />
      <div className="mt-1.5">{children}</div>
      <FieldErrors id={`${id}-errors`} errors={field.errors} />
    </fieldset>
  );
}
