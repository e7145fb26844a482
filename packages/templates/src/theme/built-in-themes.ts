import type { ThemeSettings } from '../schema';

export interface BuiltInTheme {
  code: string;
  name: string;
  description: string;
  settings: ThemeSettings;
}

export const BUILT_IN_THEMES: readonly BuiltInTheme[] = [
  {
    code: 'gannan-hong',
    name: '赣南红',
    description: '丹霞与城砖的红褐色，稳重，适合城市门户。',
    settings: { mainColour: '#8f3a2b', accentColour: '#c8842b', headerStyle: 'ridge', density: 'regular' },
  },
  {
    code: 'emerald-ridge',
    name: '青绿山水',
    description: '石绿配赭石，取自青绿山水，适合县区门户。',
    settings: { mainColour: '#1f6b57', accentColour: '#b7682c', headerStyle: 'ridge', density: 'regular' },
  },
  {
    code: 'river-blue',
    name: '章江蓝',
    description: '江水的深蓝，清朗明快，适合县区和开发区。',
    settings: { mainColour: '#1d5a86', accentColour: '#d08a2e', headerStyle: 'band', density: 'regular' },
  },
  {
    code: 'orange-grove',
    name: '脐橙园',
    description: '果皮的赭橙与叶的深绿，亲切，适合乡镇。',
    settings: { mainColour: '#a34a12', accentColour: '#3f7a3a', headerStyle: 'seal', density: 'airy' },
  },
  {
    code: 'tea-green',
    name: '茶山绿',
    description: '茶垄的暖绿，舒朗，适合山区乡镇。',
    settings: { mainColour: '#4a6a1f', accentColour: '#b5532a', headerStyle: 'ridge', density: 'airy' },
  },
  {
    code: 'slate',
    name: '青石',
    description: '石板的青灰，素净，适合部门站点。',
    settings: { mainColour: '#3d5166', accentColour: '#9a5b2e', headerStyle: 'plain', density: 'dense' },
  },
  {
    code: 'camphor',
    name: '古樟',
    description: '樟树的墨绿，沉静，适合街道和乡镇。',
    settings: { mainColour: '#2f5d3f', accentColour: '#c07a1f', headerStyle: 'seal', density: 'airy' },
  },
  {
    code: 'dusk-plum',
    name: '暮山紫',
    description: '日落时山色的紫，含蓄，适合县区和文旅类站点。',
    settings: { mainColour: '#6a3d6b', accentColour: '#c77a3a', headerStyle: 'ridge', density: 'regular' },
  },
  {
    code: 'indigo-dye',
    name: '蓝染',
    description: '土布的靛蓝，端正，适合部门站点。',
    settings: { mainColour: '#2c4a8a', accentColour: '#b8642a', headerStyle: 'plain', density: 'dense' },
  },
  {
    code: 'lake-teal',
    name: '阳明湖',
    description: '湖水的青，开阔，适合开发区和园区。',
    settings: { mainColour: '#0f6670', accentColour: '#cf7a2c', headerStyle: 'band', density: 'regular' },
  },
];

export function findBuiltInTheme(code: string): BuiltInTheme | undefined {
  return BUILT_IN_THEMES.find((theme) => theme.code === code);
}
