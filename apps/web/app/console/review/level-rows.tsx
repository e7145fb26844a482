import { MOST_LEVELS, REVIEW_PLACE_LABELS, type ReviewLevel, type ReviewPlace } from '@zhanqun/review/schema';
import { Field, type FormErrors } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';

const USUAL_NAMES = ['初审', '复审', '终审', '四审', '五审'];

export interface LevelRowsProps {
  /** Before the names of the fields: `levels` gives `levels.0.name`. */
  prefix: string;
  levels: readonly ReviewLevel[];
  places: readonly ReviewPlace[];
  typed: Record<string, string> | undefined;
  errors: FormErrors | undefined;
}

/** The levels of a chain as rows of a form; a row for nobody is no level. */
export function LevelRows({ prefix, levels, places, typed, errors }: LevelRowsProps): ReactElement {
  return (
    <>
      {Array.from({ length: MOST_LEVELS }, (_, index) => {
        const level = levels[index];
        const [name, place] = [`${prefix}.${index}.name`, `${prefix}.${index}.place`];
        return (
          <fieldset key={USUAL_NAMES[index]} className="grid gap-4 sm:grid-cols-2">
            <legend className="mb-2 font-semibold">第 {index + 1} 级</legend>
            <Field
              kind="text"
              name={name}
              label="名称"
              maxLength={20}
              defaultValue={typed ? typed[name] : (level?.name ?? USUAL_NAMES[index])}
              errors={errors?.[name]}
            />
            <Field
              kind="select"
              name={place}
              label="由谁审核"
              empty="不设这一级"
              choices={places.map((value) => ({ value, label: REVIEW_PLACE_LABELS[value] }))}
              defaultValue={typed ? typed[place] : level?.place}
              errors={errors?.[place]}
            />
          </fieldset>
        );
      })}
    </>
  );
}
