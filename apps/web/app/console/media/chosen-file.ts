import type { FileRecord } from '@zhanqun/media/server';

/** What the editor needs of a file to put it into a text. */
export interface ChosenFile {
  id: string;
  name: string;
  /** Bytes. */
  size: number;
  mime: string;
  /** Its address in a text. */
  href: string;
  /** The words kept with a picture. */
  alt: string;
}

export function chosenFile({ id, name, size, mime, alt = '' }: FileRecord & { alt?: string }): ChosenFile {
  return { id, name, size, mime, alt, href: `/f/${id}/${name}` };
}
