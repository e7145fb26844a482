import { siteLoader } from '../guard.server';
import { exportTable, siteDesk } from './word-desk.server';

export const loader = siteLoader('word:edit', (args) => exportTable(siteDesk(args), args.request));
