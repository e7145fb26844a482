import type { LibraryFile } from '@zhanqun/media/server';
import { formatBytes, type IconName } from '@zhanqun/ui/console';

type Described = Pick<LibraryFile, 'name' | 'mime' | 'size' | 'width' | 'height'>;

export const isPicture = ({ mime }: Pick<LibraryFile, 'mime'>): boolean => mime.startsWith('image/');

/** `PNG`, as the name ends. */
export function typeOf({ name }: Pick<LibraryFile, 'name'>): string {
  return (name.split('.').at(-1) ?? '').toUpperCase();
}

/** `PNG，1600×900，230 KB` */
export function factsOf(file: Described): string {
  const size = file.width && file.height ? [`${file.width}×${file.height}`] : [];
  return [typeOf(file), ...size, formatBytes(file.size)].join('，');
}

export function iconOf({ mime }: Pick<LibraryFile, 'mime'>): IconName {
  if (mime.startsWith('image/')) return 'image';
  if (mime.startsWith('audio/')) return 'megaphone';
  return mime === 'application/zip' ? 'folder' : 'document';
}
