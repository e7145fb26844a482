import { BLOCK_TYPE_LABELS, type Block, type BlockOf } from '@zhanqun/pages/schema';
import { box, type Colours, frame, lines, words } from './picture-marks';

export interface Drawing {
  svg: string;
  height: number;
}

interface Place {
  x: number;
  y: number;
  width: number;
}

const PAD = 14;

function heading(block: Block, colours: Colours, { x, y }: Place): string {
  const title =
    'title' in block.settings && block.settings.title ? block.settings.title : BLOCK_TYPE_LABELS[block.type];
  return box(x, y + 3, 4, 16, colours.brand, 1) + words(x + 12, y + 17, title, colours.ink);
}

function tiles(count: number, perRow: number, labels: readonly string[], colours: Colours, place: Place): Drawing {
  const { x, y, width } = place;
  const gap = 12;
  const size = (width - gap * (perRow - 1)) / perRow;
  const rows = Math.ceil(count / perRow);
  const svg = Array.from({ length: count }, (_, index) => {
    const left = x + (index % perRow) * (size + gap);
    const top = y + Math.floor(index / perRow) * 62;
    return (
      frame(left, top, size, 50, colours.surface, colours.line) +
      box(left + 10, top + 15, 20, 20, colours.scale[200], 5) +
      words(left + 38, top + 31, (labels[index] ?? '').slice(0, 6), colours.ink, { size: 13, weight: 500 })
    );
  }).join('');
  return { svg, height: rows * 62 - 12 };
}

function card(block: Block, colours: Colours, place: Place, body: (inner: Place) => Drawing): Drawing {
  const { x, y, width } = place;
  const inner = body({ x: x + PAD, y: y + PAD + 34, width: width - PAD * 2 });
  const height = PAD * 2 + 34 + inner.height;
  const svg =
    frame(x, y, width, height, colours.surface, colours.line) +
    heading(block, colours, { x: x + PAD, y: y + PAD, width }) +
    inner.svg;
  return { svg, height };
}

function list(count: number, colours: Colours, { x, y, width }: Place): Drawing {
  const shown = Math.min(count, 5);
  const dates = Array.from({ length: shown }, (_, i) => box(x + width - 44, y + i * 20, 44, 6, colours.line, 3)).join(
    '',
  );
  return { svg: lines(x, y, width - 60, shown, colours.scale[300]) + dates, height: shown * 20 - 12 };
}

function pictureCards(colours: Colours, { x, y, width }: Place): Drawing {
  const size = (width - 24) / 3;
  const svg = [0, 1, 2]
    .map((index) => {
      const left = x + index * (size + 12);
      return box(left, y, size, 62, colours.scale[200], 4) + lines(left, y + 74, size, 2, colours.scale[300], 15);
    })
    .join('');
  return { svg, height: 96 };
}

function lead(colours: Colours, { x, y, width }: Place, headlines: number): Drawing {
  const half = Math.round(width * 0.52);
  const shown = Math.min(headlines, 5);
  return {
    svg:
      box(x, y, half, 132, colours.scale[200], 4) +
      box(x, y + 98, half, 34, colours.scale[800], 4) +
      box(x + 12, y + 111, half * 0.7, 8, colours.onBrand, 4) +
      lines(x + half + 22, y + 12, width - half - 22, shown, colours.scale[300], 26),
    height: 132,
  };
}

function columnList(block: BlockOf<'columnList'>, colours: Colours, place: Place): Drawing {
  return card(block, colours, place, (inner) =>
    block.settings.layout === 'cards' ? pictureCards(colours, inner) : list(block.settings.limit, colours, inner),
  );
}

/** What a block looks like from afar: its bones in the colours of a theme. */
export function drawBlock(block: Block, colours: Colours, place: Place): Drawing {
  switch (block.type) {
    case 'leadStory':
      return lead(colours, place, block.settings.headlines);
    case 'columnList':
      return columnList(block, colours, place);
    case 'noticeList':
    case 'parentNews':
    case 'childrenNews':
    case 'portalNotices':
      return card(block, colours, place, (inner) => list(block.settings.limit, colours, inner));
    case 'quickLinks': {
      const labels = block.settings.links.map(({ label }) => label);
      return card(block, colours, place, (inner) => tiles(Math.max(labels.length, 2), 4, labels, colours, inner));
    }
    case 'serviceGrid': {
      const labels = block.settings.services.map(({ label }) => label);
      return card(block, colours, place, (inner) => tiles(Math.max(labels.length, 2), 4, labels, colours, inner));
    }
    case 'subsiteDirectory':
      return card(block, colours, place, (inner) => tiles(8, 4, [], colours, inner));
    case 'contactCard':
    case 'text':
      return card(block, colours, place, ({ x, y, width }) => ({
        svg: lines(x, y, width, 3, colours.scale[300]),
        height: 48,
      }));
    case 'pictureBand': {
      const height = block.settings.height === 'tall' ? 130 : 74;
      const { x, y, width } = place;
      const ridge = (from: number, fill: string) =>
        `<path d="M${x} ${y + height} V${y + from} q${width / 6} -${from / 2} ${width / 3} 0 t${width / 3} 0 t${width / 3} 0 V${y + height} Z" fill="${fill}"/>`;
      return {
        svg:
          box(x, y, width, height, colours.sky, 4) +
          ridge(height * 0.55, colours.scale[200]) +
          ridge(height * 0.75, colours.scale[400]),
        height,
      };
    }
  }
}

function isHalf(block: Block): boolean {
  return block.type === 'columnList' && block.settings.width === 'half';
}

/** Blocks under each other; two half-wide ones share a row. */
export function drawBlocks(blocks: readonly Block[], colours: Colours, place: Place): Drawing {
  const gap = 16;
  const half = (place.width - gap) / 2;
  let y = place.y;
  let svg = '';
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i];
    const beside = blocks[i + 1];
    if (!block) break;
    if (isHalf(block) && beside && isHalf(beside)) {
      const left = drawBlock(block, colours, { x: place.x, y, width: half });
      const right = drawBlock(beside, colours, { x: place.x + half + gap, y, width: half });
      svg += left.svg + right.svg;
      y += Math.max(left.height, right.height) + gap;
      i += 1;
      continue;
    }
    const drawing = drawBlock(block, colours, { ...place, y });
    svg += drawing.svg;
    y += drawing.height + gap;
  }
  return { svg, height: y - place.y - gap };
}
