import type { Permission } from '@zhanqun/access';

export const IMPORT_STATES = [
  'READING',
  'REFUSED',
  'READY',
  'RUNNING',
  'STOPPED',
  'DONE',
  'UNDOING',
  'UNDONE',
  'DISCARDED',
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];
export const IMPORT_STATE_LABELS: Record<ImportState, string> = {
  READING: '正在读取',
  REFUSED: '不能读取',
  READY: '待确认',
  RUNNING: '正在迁入',
  STOPPED: '已暂停',
  DONE: '已完成',
  UNDOING: '正在撤销',
  UNDONE: '已撤销',
  DISCARDED: '已放弃',
};

export const IMPORT_ACTIONS = ['choose', 'start', 'stop', 'undo', 'discard'] as const;
export type ImportAction = (typeof IMPORT_ACTIONS)[number];

export interface ImportTransition {
  from: ImportState;
  action: ImportAction;
  to: ImportState;
  permission: Permission;
}

const row = (from: ImportState, action: ImportAction, to: ImportState): ImportTransition => ({
  from,
  action,
  to,
  permission: 'import:run',
});

/** What people do with an import; reading, finishing and the end of an undoing are the system's own steps. */
export const IMPORT_TRANSITIONS: readonly ImportTransition[] = [
  row('READY', 'choose', 'READY'),
  row('READY', 'start', 'RUNNING'),
  row('READY', 'discard', 'DISCARDED'),
  row('RUNNING', 'stop', 'STOPPED'),
  row('STOPPED', 'start', 'RUNNING'),
  row('STOPPED', 'undo', 'UNDOING'),
  row('DONE', 'undo', 'UNDOING'),
];

const REFUSALS: Record<ImportState, string> = {
  READING: '文件还在读取，请等它读完。',
  REFUSED: '这个文件不能读取，请换一个文件重新上传。',
  READY: '还没有开始迁入。',
  RUNNING: '正在迁入，请先暂停。',
  STOPPED: '迁入已暂停，可以继续，也可以撤销。',
  DONE: '这次迁入已经完成。',
  UNDOING: '正在撤销，请等它完成。',
  UNDONE: '这次迁入已经撤销。要再迁一次，请重新上传文件。',
  DISCARDED: '这次迁入已经放弃，请重新上传文件。',
};

export function findTransition(state: ImportState, action: ImportAction): ImportTransition | undefined {
  return IMPORT_TRANSITIONS.find((one) => one.from === state && one.action === action);
}

/** Why the action cannot be done in that state, as a sentence; undefined when it can. */
export function refusal(state: ImportState, action: ImportAction): string | undefined {
  return findTransition(state, action) ? undefined : REFUSALS[state];
}

/** Whether a job works on it just now. */
export function isAtWork(state: ImportState): boolean {
  return state === 'READING' || state === 'RUNNING' || state === 'UNDOING';
}
