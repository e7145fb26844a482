import { LIBRARY_KINDS, type LibraryKind } from '@zhanqun/templates/library-schema';

/** The kind as an address has it: `blueprint`. */
export function kindOf(segment: string | null | undefined): LibraryKind | undefined {
  return LIBRARY_KINDS.find((kind) => kind.toLowerCase() === segment);
}
