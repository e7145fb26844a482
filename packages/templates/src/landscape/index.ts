export {
  type BandIdentity,
  bandSvg,
  type LandscapeIdentity,
  type LandscapeShape,
  landscapeSvg,
  type PlaceholderIdentity,
  placeholderSvg,
} from './landscape';
export { duskPalette, type LandscapePalette, landscapePalette } from './palette';
