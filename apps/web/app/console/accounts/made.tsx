import { Link } from '@remix-run/react';
import type { CreatedAccount } from '@zhanqun/accounts/server';
import { CopyOnce, DraftCleared } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { useDraftKey } from '../draft';
import { consolePath } from '../paths';

export const NEW_ACCOUNT_DRAFT = 'new-account';

/** The one time that a new account's password is shown. */
export function MadeAccount({ made, name }: { made: CreatedAccount; name: string }): ReactElement {
  const storageKey = useDraftKey(NEW_ACCOUNT_DRAFT);
  return (
    <div className="flex max-w-2xl flex-col gap-4" role="status">
      <DraftCleared storageKey={storageKey} />
      <CopyOnce
        label={`${name}（${made.username}）的一次性密码`}
        value={made.password}
        help="请当面或用可靠的方式交给本人。第一次登录时要换成自己的密码。"
      />
      <p className="flex flex-wrap gap-2">
        <Link to={consolePath.account(made.accountId)} className="zc-button zc-button-main">
          查看这个账号
        </Link>
        <Link to={consolePath.accounts()} className="zc-button">
          回到账号
        </Link>
      </p>
    </div>
  );
}
