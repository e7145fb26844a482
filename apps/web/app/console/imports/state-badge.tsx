import { IMPORT_STATE_LABELS, type ImportState } from '@zhanqun/imports/states';
import { Badge, type BadgeTone } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';

const TONES: Record<ImportState, BadgeTone> = {
  READING: 'main',
  REFUSED: 'alarm',
  READY: 'act',
  RUNNING: 'main',
  STOPPED: 'act',
  DONE: 'good',
  UNDOING: 'main',
  UNDONE: 'neutral',
  DISCARDED: 'neutral',
};

export function StateBadge({ state }: { state: ImportState }): ReactElement {
  return <Badge tone={TONES[state]}>{IMPORT_STATE_LABELS[state]}</Badge>;
}
