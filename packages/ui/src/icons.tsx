import { ICON_SHAPES, type IconName } from './icon-shapes';

export { type IconName, isIconName } from './icon-shapes';
export const ICON_NAMES = Object.keys(ICON_SHAPES) as IconName[];

export interface IconProps {
  name: IconName;
  /** Side in CSS pixels. */
  size?: number;
  className?: string;
  /** Only for an icon that stands without words; otherwise it is hidden from screen readers. */
  label?: string;
}

export function Icon({ name, size = 20, className, label }: IconProps) {
  const named = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true };
  return (
    <svg
      {...named}
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
