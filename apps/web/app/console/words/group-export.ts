import { groupLoader } from '../guard.server';
import { exportTable, groupDesk } from './word-desk.server';

export const loader = groupLoader('check:edit', (args) => exportTable(groupDesk(args), args.request));
