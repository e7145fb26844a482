import { ICON_SHAPES, type IconName } from './icon-shapes';

export { type IconName, isIconName } from './icon-shapes';
export const ICON_NAMES = Object.keys(ICON_SHAPES) as IconName[];

export interface IconProps {
  name: IconName;
  /** Side in CSS pixels. */
  size?: number;
  className?: string;
}

/** An icon never speaks for itself: the words beside it, or the label of its button, do. */
export function Icon({ name, size = 20, className }: IconProps) {
  return (
    <svg
      aria-hidden="true"
      className={className ? `icon ${className}` : 'icon'}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      focusable="false"
    >
      <path d={ICON_SHAPES[name]} />
    </svg>
  );
}
