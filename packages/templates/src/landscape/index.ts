export {
  type BandIdentity,
  bandSvg,
  type LandscapeIdentity,
  type LandscapeShape,
  landscapeSvg,
  type PlaceholderIdentity,
  placeholderSvg,
} from './landscape';
export { type LandscapePalette, landscapePalette } from './palette';
