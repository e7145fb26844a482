import type { ContactView, ItemView, LinkView, SubsiteGroupView } from '@zhanqun/ui/public';
import type { BlockOf, BlockType } from '../schema';

interface ColumnData {
  columnName: string;
  moreHref: string;
  items: ItemView[];
}

/** What a page loads for each type of block; hrefs are built, lists are already cut to the block's limit. */
export interface BlockData {
  leadStory: ColumnData;
  columnList: ColumnData;
  noticeList: ColumnData;
  quickLinks: { links: LinkView[] };
  serviceGrid: { services: (LinkView & { icon: string })[] };
  contactCard: { contact: ContactView };
  subsiteDirectory: { groups: SubsiteGroupView[]; moreHref?: string };
  parentNews: { siteName: string; moreHref: string; items: ItemView[] };
  childrenNews: { items: ItemView[]; moreHref?: string };
  portalNotices: { siteName: string; moreHref: string; items: ItemView[] };
  pictureBand: { pictureHref: string; alt?: string };
  text: { paragraphs: string[] };
}

/** A block as it is drawn: its settings and the data loaded for it. */
export type BlockViewOf<T extends BlockType> = {
  [Type in T]: { id: string; type: Type; settings: BlockOf<Type>['settings']; data: BlockData[Type] };
}[T];
export type BlockView = BlockViewOf<BlockType>;

/** A block that would stand empty is left out of the page. */
export function hasContent(view: BlockView): boolean {
  switch (view.type) {
    case 'leadStory':
    case 'columnList':
    case 'noticeList':
    case 'parentNews':
    case 'childrenNews':
    case 'portalNotices':
      return view.data.items.length > 0;
    case 'quickLinks':
      return view.data.links.length > 0;
    case 'serviceGrid':
      return view.data.services.length > 0;
    case 'contactCard':
      return Object.values(view.data.contact).some(Boolean);
    case 'subsiteDirectory':
      return view.data.groups.some((group) => group.sites.length > 0);
    case 'pictureBand':
      return view.data.pictureHref !== '';
    case 'text':
      return view.data.paragraphs.length > 0;
  }
}

const HALF_TYPES = new Set<BlockType>(['noticeList', 'parentNews', 'portalNotices', 'contactCard', 'quickLinks']);

function wantsHalf(view: BlockView): boolean {
  return view.type === 'columnList' ? view.settings.width === 'half' : HALF_TYPES.has(view.type);
}

export interface PlacedBlock {
  view: BlockView;
  half: boolean;
}

/** Two neighbouring half blocks share a row; one that is left over takes the whole width, so no row has a hole. */
export function placeBlocks(views: readonly BlockView[]): PlacedBlock[] {
  const shown = views.filter(hasContent);
  const placed: PlacedBlock[] = [];
  for (let index = 0; index < shown.length; index += 1) {
    const view = shown[index];
    const following = shown[index + 1];
    if (!view) break;
    if (wantsHalf(view) && following && wantsHalf(following)) {
      placed.push({ view, half: true }, { view: following, half: true });
      index += 1;
    } else {
      placed.push({ view, half: false });
    }
  }
  return placed;
}
