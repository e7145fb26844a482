import { SITE_STATE_LABELS, type SiteState } from '@zhanqun/sites/schema';
import { Badge, type BadgeTone } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';

const TONES: Record<SiteState, BadgeTone> = {
  PREPARING: 'main',
  ONLINE: 'good',
  TEMP_OFFLINE: 'act',
  CLOSED: 'neutral',
};

export function SiteStateBadge({ state }: { state: SiteState }): ReactElement {
  return <Badge tone={TONES[state]}>{SITE_STATE_LABELS[state]}</Badge>;
}
