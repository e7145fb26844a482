import { Form } from '@remix-run/react';
import type { SessionView } from '@zhanqun/accounts/server';
import { formatDateTime } from '@zhanqun/kit';
import { Badge, DataTable, EmptyState } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { deviceOf } from './device';

interface SessionTableProps {
  sessions: readonly SessionView[];
  /** The reader's own running session: it ends by signing out. */
  currentKey?: string;
  intent?: string;
}

export function SessionTable({ sessions, currentKey, intent }: SessionTableProps): ReactElement {
  return (
    <DataTable
      caption="正在进行的登录"
      rows={sessions}
      rowKey={(row) => row.key}
      columns={[
        { key: 'device', header: '设备', cell: (row) => deviceOf(row.userAgent) },
        { key: 'address', header: '网络地址', cell: (row) => row.address },
        { key: 'createdAt', header: '登录时间', width: 'fit', cell: (row) => formatDateTime(row.createdAt) },
        { key: 'lastSeenAt', header: '最近使用', width: 'fit', cell: (row) => formatDateTime(row.lastSeenAt) },
        {
          key: 'end',
          header: '操作',
          width: 'fit',
          cell: (row) =>
            row.key === currentKey ? (
              <Badge tone="main">现在用的</Badge>
            ) : (
              <Form method="post">
                <input type="hidden" name="sessionKey" value={row.key} />
                <button type="submit" name="intent" value={intent} className="zc-button zc-button-small">
                  结束<span className="sr-only">{deviceOf(row.userAgent)}的登录</span>
                </button>
              </Form>
            ),
        },
      ]}
      empty={<EmptyState icon="key" title="现在没有正在进行的登录" />}
    />
  );
}
