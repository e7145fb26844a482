import type { Permission } from '@zhanqun/access';
import { SITE_STATE_LABELS, type SiteAction, type SiteState } from './schema';

export interface SiteTransition {
  from: SiteState;
  action: SiteAction;
  to: SiteState;
  permission: Permission;
  needs?: 'note';
}

/** The full opening and closing procedure of the field comes between these steps later; the states stay. */
export const SITE_TRANSITIONS: readonly SiteTransition[] = [
  { from: 'PREPARING', action: 'bring-online', to: 'ONLINE', permission: 'site:transition' },
  { from: 'ONLINE', action: 'take-offline', to: 'TEMP_OFFLINE', permission: 'site:transition', needs: 'note' },
  { from: 'TEMP_OFFLINE', action: 'return-online', to: 'ONLINE', permission: 'site:transition' },
  { from: 'ONLINE', action: 'close', to: 'CLOSED', permission: 'site:transition', needs: 'note' },
  { from: 'TEMP_OFFLINE', action: 'close', to: 'CLOSED', permission: 'site:transition', needs: 'note' },
];

export const SITE_ACTION_LABELS: Record<SiteAction, string> = {
  'bring-online': '上线',
  'take-offline': '临时下线',
  'return-online': '恢复上线',
  close: '关闭',
};

export function findTransition(from: SiteState, action: SiteAction): SiteTransition | undefined {
  return SITE_TRANSITIONS.find((row) => row.from === from && row.action === action);
}

export function actionsFrom(state: SiteState): SiteAction[] {
  return SITE_TRANSITIONS.filter((row) => row.from === state).map((row) => row.action);
}

/** Why an action is not possible in a state, as a sentence; undefined when it is. */
export function refusalOf(from: SiteState, action: SiteAction): string | undefined {
  if (findTransition(from, action)) return undefined;
  if (from === 'CLOSED') return '站点已关闭，不能再改变状态。';
  const possible = actionsFrom(from).map((name) => SITE_ACTION_LABELS[name]);
  return `站点${SITE_STATE_LABELS[from]}，不能${SITE_ACTION_LABELS[action]}；现在可以${possible.join('或')}。`;
}
