import { FieldErrors, fieldId } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';

export interface PictureChoiceProps {
  name: string;
  label: string;
  help?: string;
  errors?: readonly string[];
  choices: readonly { value: string; title: string; note: string; picture: string }[];
  defaultValue?: string;
  onChoose?: (value: string) => void;
}

/** A choice among library entries by their pictures: radio buttons, so the arrow keys go through them. */
export function PictureChoice(props: PictureChoiceProps): ReactElement {
  const { name, label, help, errors, choices, defaultValue, onChoose } = props;
  const id = fieldId({ name });
  return (
    <fieldset
      aria-describedby={[errors?.length && `${id}-errors`, help && `${id}-help`].filter(Boolean).join(' ') || undefined}
    >
      <legend className="font-semibold">{label}</legend>
      {help && (
        <p id={`${id}-help`} className="text-sm text-ink-soft">
          {help}
        </p>
      )}
      <div className="mt-1.5 grid grid-cols-2 gap-3 lg:grid-cols-3">
        {choices.map((choice, index) => (
          <label
            key={choice.value}
            className="zc-card flex cursor-pointer flex-col overflow-hidden has-checked:border-main-700 has-checked:ring-2 has-checked:ring-main-700"
          >
            <img
              src={choice.picture}
              alt=""
              loading="lazy"
              className="aspect-[16/10] w-full border-b border-line object-cover object-top"
            />
            <span className="flex flex-1 items-start gap-2.5 p-3">
              <input
                type="radio"
                id={index === 0 ? id : undefined}
                name={name}
                value={choice.value}
                defaultChecked={choice.value === defaultValue}
                onChange={() => onChoose?.(choice.value)}
                className="zc-check mt-0.75"
              />
              <span className="min-w-0">
                <span className="block font-medium">{choice.title}</span>
                <span className="block text-sm text-ink-soft max-sm:hidden">{choice.note}</span>
              </span>
            </span>
          </label>
        ))}
      </div>
      <FieldErrors id={`${id}-errors`} errors={errors} />
    </fieldset>
  );
}
