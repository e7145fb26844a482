import type { ReactElement } from 'react';
import { type IconName, Icon as Shape } from '../icons';

export type { IconName };

/** The product's one icon family, sized by class. Always decorative here: words or the control's label say it. */
export function Icon({ name, className = 'size-5' }: { name: IconName; className?: string }): ReactElement {
  return <Shape name={name} className={`${className} shrink-0`} />;
}
