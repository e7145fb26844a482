import { can, parseInput } from '@zhanqun/access';
import { hashPassword, oneTimePassword } from '@zhanqun/auth/server';
import { isUniqueViolation } from '@zhanqun/db';
import { DomainError, isDomainError, newId } from '@zhanqun/kit';
import { type Context, withPlatform } from '@zhanqun/tenancy/server';
import type { z } from 'zod';
import { demandGrant } from '../account-desk.server';
import { type ImportAccountsInput, importAccountsInput, importRow } from '../schema';
import { type NewAccount, writeAccounts } from '../write-accounts.server';

export interface ImportLine {
  line: number;
  username: string;
  /** Sentences; none means the line is right. */
  errors: string[];
}

export interface ImportReport {
  isMade: boolean;
  lines: ImportLine[];
  /** One-time passwords, told once; empty unless the accounts were made. */
  passwords: { line: number; username: string; displayName: string; password: string }[];
}

type Row = z.output<typeof importRow>;
interface Checked extends ImportLine {
  row?: Row;
  homeSiteId?: string;
}

/**
 * Makes the accounts of a list, all or none. With `dryRun`, or when a line is wrong, nothing is made and the report
 * says why, line by line.
 */
export async function importAccounts(context: Context, input: ImportAccountsInput): Promise<ImportReport> {
  const { rows, dryRun } = parseInput(importAccountsInput, input);
  if (!context.directory.all().some((site) => can(context.actor, 'account:manage', site))) {
    throw new DomainError('FORBIDDEN', '您没有“管理账号”的权限，请联系本站的站点管理员。');
  }
  const checked = rows.map((row) => checkRow(context, row));
  refuseRepeated(checked);
  await refuseTaken(context, checked);
  const lines = checked.map(({ line, username, errors }) => ({ line, username, errors }));
  if (dryRun || lines.some((line) => line.errors.length > 0)) return { isMade: false, lines, passwords: [] };
  return { isMade: true, lines, passwords: await make(context, checked) };
}

function checkRow(context: Context, raw: { line: number; username?: unknown }): Checked {
  const parsed = importRow.safeParse(raw);
  if (!parsed.success) {
    const errors = parsed.error.issues.map((issue) => issue.message);
    return { line: raw.line, username: String(raw.username ?? ''), errors };
  }
  const row = parsed.data;
  const site = context.directory.findByCode(row.siteCode);
  const about = { line: row.line, username: row.username, row };
  // A site out of sight is answered like one that is not there.
  if (!site || !can(context.actor, 'site:view', site)) {
    return { ...about, errors: [`没有代码为“${row.siteCode}”的站点。`] };
  }
  if (!can(context.actor, 'account:manage', site)) return { ...about, errors: ['您不能管理这个站点的账号。'] };
  try {
    demandGrant(context, { siteId: site.id, role: row.role, subtree: row.subtree });
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return { ...about, errors: [error.message] };
  }
  return { ...about, homeSiteId: site.id, errors: [] };
}

function refuseRepeated(checked: Checked[]): void {
  const first = new Map<string, number>();
  for (const entry of checked) {
    if (!entry.row) continue;
    const line = first.get(entry.username);
    if (line === undefined) first.set(entry.username, entry.line);
    else entry.errors.push(`用户名与第 ${line} 行重复。`);
  }
}

async function refuseTaken(context: Context, checked: Checked[]): Promise<void> {
  const usernames = checked.flatMap((entry) => (entry.row ? [entry.username] : []));
  const rows = await withPlatform({ db: context.db }, (tx) =>
    tx.account.findMany({ where: { username: { in: usernames } }, select: { username: true } }),
  );
  const taken = new Set(rows.map((row) => row.username));
  for (const entry of checked) if (taken.has(entry.username)) entry.errors.push('用户名已被使用。');
}

/** Hashes two at a time: argon2 takes memory and both cores. */
async function withHashes(passwords: string[]): Promise<string[]> {
  const hashes: string[] = [];
  for (let i = 0; i < passwords.length; i += 2) {
    hashes.push(...(await Promise.all(passwords.slice(i, i + 2).map(hashPassword))));
  }
  return hashes;
}

async function make(context: Context, checked: Checked[]): Promise<ImportReport['passwords']> {
  const passwords = checked.map(() => oneTimePassword());
  const hashes = await withHashes(passwords);
  const accounts = checked.flatMap(({ row, homeSiteId }, index): NewAccount[] => {
    if (!row || !homeSiteId) return [];
    const { username, displayName, unit, role, subtree } = row;
    const grants = [{ siteId: homeSiteId, role, subtree }];
    const passwordHash = hashes[index] ?? '';
    const id = newId(context.now.getTime());
    return [
      {
        id,
        username,
        displayName,
        unit,
        homeSiteId,
        grants,
        passwordHash,
        passwordState: 'ONE_TIME',
        isDemonstration: false,
      },
    ];
  });
  try {
    const siteIds = [...new Set(accounts.map((account) => account.homeSiteId))];
    await withPlatform({ db: context.db, siteIds }, (tx) => writeAccounts(tx, context, accounts));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new DomainError('CONFLICT', '表里有用户名刚被别人使用，没有创建任何账号，请重新核对。', {}, { cause: error });
  }
  return accounts.map(({ username, displayName }, index) => ({
    line: checked[index]?.line ?? 0,
    username,
    displayName,
    password: passwords[index] ?? '',
  }));
}
