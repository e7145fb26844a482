export { type DemonstrationOptions, demonstrationArticles } from './articles';
export { type DemoContacts, demonstrationContacts } from './contacts';
export { type DemoPerson, demonstrationPeople } from './people';
export { demonstrationTheme } from './theme';
export type { DemoArticle, DemoColumn } from './types';
