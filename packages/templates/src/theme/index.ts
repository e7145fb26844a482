export { BUILT_IN_THEMES, type BuiltInTheme, findBuiltInTheme } from './built-in-themes';
export { type ContrastPair, checkThemeContrast } from './contrast';
export { expandScale, oklchHex, readOklch, type ThemeColours, themeColours } from './scale';
export { themeCss, themeProperties } from './theme-css';
