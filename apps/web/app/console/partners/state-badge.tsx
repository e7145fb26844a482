import { PARTNER_STATE_LABELS, type PartnerState } from '@zhanqun/partners/schema';
import { Badge } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';

const TONES = { ACTIVE: 'good', EXPIRED: 'act', REVOKED: 'neutral' } as const satisfies Record<PartnerState, string>;

export function PartnerBadge({ state }: { state: PartnerState }): ReactElement {
  return <Badge tone={TONES[state]}>{PARTNER_STATE_LABELS[state]}</Badge>;
}
