import type { Permission } from '@zhanqun/access';
import { ARTICLE_STATE_LABELS, type ArticleState } from './schema';

export const ARTICLE_ACTIONS = ['save', 'publish', 'withdraw', 'move', 'share', 'unshare'] as const;
export type ArticleAction = (typeof ARTICLE_ACTIONS)[number];

export const ARTICLE_ACTION_LABELS: Record<ArticleAction, string> = {
  save: '保存',
  publish: '发布',
  withdraw: '撤回',
  move: '移动',
  share: '共享',
  unshare: '取消共享',
};

export interface Transition {
  from: ArticleState;
  action: ArticleAction;
  to: ArticleState;
  permission: Permission;
  /** What the action asks for besides, in words. */
  needs?: string;
}

export const ARTICLE_TRANSITIONS: readonly Transition[] = [
  { from: 'DRAFT', action: 'save', to: 'DRAFT', permission: 'article:write' },
  { from: 'DRAFT', action: 'publish', to: 'PUBLISHED', permission: 'article:publish' },
  { from: 'DRAFT', action: 'move', to: 'DRAFT', permission: 'article:write' },
  { from: 'PUBLISHED', action: 'save', to: 'PUBLISHED', permission: 'article:write' },
  {
    from: 'PUBLISHED',
    action: 'publish',
    to: 'PUBLISHED',
    permission: 'article:publish',
    needs: '一版尚未公开的内容',
  },
  { from: 'PUBLISHED', action: 'withdraw', to: 'WITHDRAWN', permission: 'article:withdraw', needs: '撤回的原因' },
  { from: 'PUBLISHED', action: 'move', to: 'PUBLISHED', permission: 'article:publish' },
  { from: 'PUBLISHED', action: 'share', to: 'PUBLISHED', permission: 'article:share', needs: '尚未共享' },
  { from: 'PUBLISHED', action: 'unshare', to: 'PUBLISHED', permission: 'article:share', needs: '已经共享' },
  { from: 'WITHDRAWN', action: 'save', to: 'WITHDRAWN', permission: 'article:write' },
  { from: 'WITHDRAWN', action: 'publish', to: 'PUBLISHED', permission: 'article:publish' },
  { from: 'WITHDRAWN', action: 'move', to: 'WITHDRAWN', permission: 'article:publish' },
  { from: 'WITHDRAWN', action: 'unshare', to: 'WITHDRAWN', permission: 'article:share', needs: '已经共享' },
];

const REFUSALS: Record<ArticleAction, Partial<Record<ArticleState, string>>> = {
  save: {},
  publish: {},
  move: {},
  withdraw: {
    DRAFT: '这篇内容还没有发布，不需要撤回。',
    WITHDRAWN: '这篇内容已经撤回。',
  },
  share: {
    DRAFT: '只有已发布的内容才能共享，请先发布。',
    WITHDRAWN: '这篇内容已经撤回，重新发布后才能共享。',
  },
  unshare: { DRAFT: '这篇内容没有共享。' },
};

export function findTransition(state: ArticleState, action: ArticleAction): Transition | undefined {
  return ARTICLE_TRANSITIONS.find((row) => row.from === state && row.action === action);
}

/** Why the action cannot be done in that state, as a sentence; undefined when it can. What no row allows is refused. */
export function refusal(state: ArticleState, action: ArticleAction): string | undefined {
  if (findTransition(state, action)) return undefined;
  return (
    REFUSALS[action][state] ?? `${ARTICLE_STATE_LABELS[state]}的内容不能进行“${ARTICLE_ACTION_LABELS[action]}”操作。`
  );
}
