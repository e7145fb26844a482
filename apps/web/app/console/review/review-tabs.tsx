import { Tabs } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { consolePath } from '../paths';

/** The lists that a reviewer works off. */
export function ReviewTabs({ current }: { current: 'inbox' | 'later' | 'stranded' }): ReactElement {
  return (
    <Tabs
      label="审核"
      items={[
        { label: '待我审核', href: consolePath.reviews(), isCurrent: current === 'inbox' },
        { label: '事后补审', href: consolePath.laterReviews(), isCurrent: current === 'later' },
        { label: '缺人审核', href: consolePath.strandedReviews(), isCurrent: current === 'stranded' },
      ]}
    />
  );
}
