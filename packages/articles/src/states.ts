import type { Permission } from '@zhanqun/access';
import { ARTICLE_STATES, type ArticleState } from './schema';

export const ARTICLE_ACTIONS = [
  'save',
  'submit',
  'recall',
  'approve',
  'return',
  'publish',
  'force',
  'schedule',
  'unschedule',
  'withdraw',
  'plan-withdrawal',
  'keep-public',
  'set-validity',
  'move',
  'share',
  'unshare',
] as const;
export type ArticleAction = (typeof ARTICLE_ACTIONS)[number];

/**
 * Where an item stands at the desk: what the public sees of it, and whether a revision of it is under review or waits
 * for its time to be public.
 */
export type DeskState = ArticleState | `${ArticleState}_${'IN_REVIEW' | 'SCHEDULED'}`;
export const DESK_STATES = [
  ...ARTICLE_STATES,
  ...ARTICLE_STATES.map((state) => `${state}_IN_REVIEW` as const),
  ...ARTICLE_STATES.map((state) => `${state}_SCHEDULED` as const),
] satisfies DeskState[];

export function deskStateOf(article: {
  state: ArticleState;
  openReviewId: string | null;
  /** When a revision of it will be public by itself. */
  publishAt: Date | null;
}): DeskState {
  if (article.openReviewId !== null) return `${article.state}_IN_REVIEW`;
  return article.publishAt === null ? article.state : `${article.state}_SCHEDULED`;
}

export interface Transition {
  from: DeskState;
  action: ArticleAction;
  to: DeskState;
  permission: Permission;
  /** What the action asks for besides, in words. */
  needs?: string;
}

const UNPUBLISHED = '一版尚未公开的内容';
const SUBMITTED = `${UNPUBLISHED}，栏目需要审核`;
const OTHERS = '由没有经手的人审核';
const LAST = `${OTHERS}；最后一级通过即发布，约定了时间的到时发布，其余各级仍在审核`;
const LATER = '以后的一个时间';
const AT_TIME = `${UNPUBLISHED}，栏目不需要审核，${LATER}`;
const REASON = '撤回的原因';

/** The same in each of the three states with this ending. */
function inEach(ending: '' | '_SCHEDULED', row: (seen: ArticleState) => Omit<Transition, 'from'>): Transition[] {
  return ARTICLE_STATES.map((seen) => ({ from: `${seen}${ending}`, ...row(seen) }));
}

/** What stays possible while a text waits for its time: another time, none, and all that concerns the public one. */
const WHILE_SCHEDULED: readonly Transition[] = [
  ...inEach('_SCHEDULED', (seen) => ({
    action: 'schedule',
    to: `${seen}_SCHEDULED`,
    permission: 'article:publish',
    needs: LATER,
  })),
  ...inEach('_SCHEDULED', (seen) => ({ action: 'unschedule', to: seen, permission: 'article:publish' })),
  {
    from: 'PUBLISHED_SCHEDULED',
    action: 'withdraw',
    to: 'WITHDRAWN',
    permission: 'article:withdraw',
    needs: `${REASON}；定时发布随之取消`,
  },
  {
    from: 'PUBLISHED_SCHEDULED',
    action: 'share',
    to: 'PUBLISHED_SCHEDULED',
    permission: 'article:share',
    needs: '尚未共享',
  },
  {
    from: 'PUBLISHED_SCHEDULED',
    action: 'unshare',
    to: 'PUBLISHED_SCHEDULED',
    permission: 'article:share',
    needs: '已经共享',
  },
  {
    from: 'WITHDRAWN_SCHEDULED',
    action: 'unshare',
    to: 'WITHDRAWN_SCHEDULED',
    permission: 'article:share',
    needs: '已经共享',
  },
];

/** What is public may be taken down at a time, whatever else is on its way. */
const TAKE_DOWN_AT_TIME = (['PUBLISHED', 'PUBLISHED_IN_REVIEW', 'PUBLISHED_SCHEDULED'] as const).flatMap(
  (state): Transition[] => [
    {
      from: state,
      action: 'plan-withdrawal',
      to: state,
      permission: 'article:withdraw',
      needs: `${REASON}，${LATER}`,
    },
    { from: state, action: 'keep-public', to: state, permission: 'article:withdraw', needs: '已经安排定时撤下' },
  ],
);

/** Past the levels, by the site's administrator; looked at afterwards. */
const FORCED = ARTICLE_STATES.flatMap((seen) =>
  ([seen, `${seen}_IN_REVIEW`] as const).map(
    (from): Transition => ({
      from,
      action: 'force',
      to: 'PUBLISHED',
      permission: 'article:force',
      needs: `${SUBMITTED}；写明理由，事后补审`,
    }),
  ),
);

export const ARTICLE_TRANSITIONS: readonly Transition[] = [
  ...FORCED,
  ...inEach('', (seen) => ({
    action: 'schedule',
    to: `${seen}_SCHEDULED`,
    permission: 'article:publish',
    needs: AT_TIME,
  })),
  ...WHILE_SCHEDULED,
  ...DESK_STATES.map(
    (state): Transition => ({
      from: state,
      action: 'set-validity',
      to: state,
      permission: 'article:publish',
    }),
  ),
  ...TAKE_DOWN_AT_TIME,
  { from: 'DRAFT', action: 'save', to: 'DRAFT', permission: 'article:write' },
  { from: 'DRAFT', action: 'submit', to: 'DRAFT_IN_REVIEW', permission: 'article:write', needs: SUBMITTED },
  { from: 'DRAFT', action: 'publish', to: 'PUBLISHED', permission: 'article:publish', needs: '栏目不需要审核' },
  { from: 'DRAFT', action: 'move', to: 'DRAFT', permission: 'article:write' },
  { from: 'DRAFT_IN_REVIEW', action: 'recall', to: 'DRAFT', permission: 'article:write' },
  { from: 'DRAFT_IN_REVIEW', action: 'approve', to: 'PUBLISHED', permission: 'article:review', needs: LAST },
  { from: 'DRAFT_IN_REVIEW', action: 'return', to: 'DRAFT', permission: 'article:review', needs: OTHERS },
  { from: 'PUBLISHED', action: 'save', to: 'PUBLISHED', permission: 'article:write' },
  { from: 'PUBLISHED', action: 'submit', to: 'PUBLISHED_IN_REVIEW', permission: 'article:write', needs: SUBMITTED },
  {
    from: 'PUBLISHED',
    action: 'publish',
    to: 'PUBLISHED',
    permission: 'article:publish',
    needs: `${UNPUBLISHED}，栏目不需要审核`,
  },
  { from: 'PUBLISHED', action: 'withdraw', to: 'WITHDRAWN', permission: 'article:withdraw', needs: REASON },
  { from: 'PUBLISHED', action: 'move', to: 'PUBLISHED', permission: 'article:publish' },
  { from: 'PUBLISHED', action: 'share', to: 'PUBLISHED', permission: 'article:share', needs: '尚未共享' },
  { from: 'PUBLISHED', action: 'unshare', to: 'PUBLISHED', permission: 'article:share', needs: '已经共享' },
  { from: 'PUBLISHED_IN_REVIEW', action: 'recall', to: 'PUBLISHED', permission: 'article:write' },
  { from: 'PUBLISHED_IN_REVIEW', action: 'approve', to: 'PUBLISHED', permission: 'article:review', needs: LAST },
  { from: 'PUBLISHED_IN_REVIEW', action: 'return', to: 'PUBLISHED', permission: 'article:review', needs: OTHERS },
  {
    from: 'PUBLISHED_IN_REVIEW',
    action: 'withdraw',
    to: 'WITHDRAWN',
    permission: 'article:withdraw',
    needs: `${REASON}；审核随之终止`,
  },
  {
    from: 'PUBLISHED_IN_REVIEW',
    action: 'share',
    to: 'PUBLISHED_IN_REVIEW',
    permission: 'article:share',
    needs: '尚未共享',
  },
  {
    from: 'PUBLISHED_IN_REVIEW',
    action: 'unshare',
    to: 'PUBLISHED_IN_REVIEW',
    permission: 'article:share',
    needs: '已经共享',
  },
  { from: 'WITHDRAWN', action: 'save', to: 'WITHDRAWN', permission: 'article:write' },
  { from: 'WITHDRAWN', action: 'submit', to: 'WITHDRAWN_IN_REVIEW', permission: 'article:write', needs: SUBMITTED },
  { from: 'WITHDRAWN', action: 'publish', to: 'PUBLISHED', permission: 'article:publish', needs: '栏目不需要审核' },
  { from: 'WITHDRAWN', action: 'move', to: 'WITHDRAWN', permission: 'article:publish' },
  { from: 'WITHDRAWN', action: 'unshare', to: 'WITHDRAWN', permission: 'article:share', needs: '已经共享' },
  { from: 'WITHDRAWN_IN_REVIEW', action: 'recall', to: 'WITHDRAWN', permission: 'article:write' },
  { from: 'WITHDRAWN_IN_REVIEW', action: 'approve', to: 'PUBLISHED', permission: 'article:review', needs: LAST },
  { from: 'WITHDRAWN_IN_REVIEW', action: 'return', to: 'WITHDRAWN', permission: 'article:review', needs: OTHERS },
  {
    from: 'WITHDRAWN_IN_REVIEW',
    action: 'unshare',
    to: 'WITHDRAWN_IN_REVIEW',
    permission: 'article:share',
    needs: '已经共享',
  },
];

const NOT_IN_REVIEW = '这篇内容没有在审核中，请刷新页面。';
/** For what would change the text or its place while others read it. */
const IN_REVIEW = '这篇内容正在审核，要修改请先收回，或等审核结束。';
const SCHEDULED = '这篇内容已安排定时发布，要修改请先取消定时。';

const REFUSALS: Partial<Record<ArticleAction, Partial<Record<ArticleState, string>>>> = {
  withdraw: {
    DRAFT: '这篇内容还没有发布，不需要撤回。',
    WITHDRAWN: '这篇内容已经撤回。',
  },
  'plan-withdrawal': {
    DRAFT: '这篇内容还没有发布，不需要撤回。',
    WITHDRAWN: '这篇内容已经撤回。',
  },
  'keep-public': {
    DRAFT: '这篇内容还没有发布，不需要撤回。',
    WITHDRAWN: '这篇内容已经撤回。',
  },
  share: {
    DRAFT: '只有已发布的内容才能共享，请先发布。',
    WITHDRAWN: '这篇内容已经撤回，重新发布后才能共享。',
  },
  unshare: { DRAFT: '这篇内容没有共享。' },
};

const REVIEW_ACTIONS: readonly ArticleAction[] = ['recall', 'approve', 'return'];

export function findTransition(state: DeskState, action: ArticleAction): Transition | undefined {
  return ARTICLE_TRANSITIONS.find((row) => row.from === state && row.action === action);
}

/** Why the action cannot be done in that state, as a sentence; undefined when it can. What no row allows is refused. */
export function refusal(state: DeskState, action: ArticleAction): string | undefined {
  if (findTransition(state, action)) return undefined;
  if (REVIEW_ACTIONS.includes(action)) return NOT_IN_REVIEW;
  if (action === 'unschedule') return '这篇内容没有定时发布，请刷新页面。';
  const [seen] = state.split('_') as [ArticleState];
  return REFUSALS[action]?.[seen] ?? (state.endsWith('_SCHEDULED') ? SCHEDULED : IN_REVIEW);
}
