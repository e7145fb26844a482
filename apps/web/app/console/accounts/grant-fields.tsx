import { Field } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import type { RoleChoice, SiteChoice } from './grantable.server';

export interface GrantFieldsProps {
  /** One fixed site, or a choice. */
  sites?: readonly SiteChoice[];
  roles: readonly RoleChoice[];
  maySubtree: boolean;
  typed: Record<string, string>;
  errors: Record<string, string[]>;
  defaults?: { siteId?: string; role?: string };
}

/** What is granted: a role, on a site or on all below it too. */
export function GrantFields(props: GrantFieldsProps): ReactElement {
  const { sites, roles, maySubtree, typed, errors, defaults = {} } = props;
  return (
    <>
      {sites && (
        <Field
          kind="select"
          name="siteId"
          label="授权的站点"
          required
          choices={sites}
          empty="请选择"
          defaultValue={typed.siteId ?? defaults.siteId}
          errors={errors.siteId ?? errors['grants.0.siteId']}
        />
      )}
      <Field
        kind="radio"
        name="role"
        label="角色"
        required
        choices={roles}
        defaultValue={typed.role ?? defaults.role}
        errors={errors.role ?? errors['grants.0.role']}
      />
      {maySubtree && (
        <Field
          kind="checkbox"
          name="subtree"
          label="包括它的全部下级站点"
          help="以后新开办的下级站点也算在内。"
          defaultChecked={typed.subtree === 'on'}
        />
      )}
    </>
  );
}
