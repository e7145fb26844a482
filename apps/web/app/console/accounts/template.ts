import { writeAccountTemplate } from '@zhanqun/accounts/server';
import { groupLoader } from '../guard.server';

export const loader = groupLoader('account:manage', async () => {
  const bytes = await writeAccountTemplate();
  return new Response(Uint8Array.from(bytes).buffer, {
    headers: {
      'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'Content-Disposition': `attachment; filename="accounts.xlsx"; filename*=UTF-8''${encodeURIComponent('账号导入模板.xlsx')}`,
      'Cache-Control': 'private, no-store',
    },
  });
});
