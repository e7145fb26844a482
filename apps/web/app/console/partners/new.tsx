import type { MetaFunction } from '@remix-run/node';
import { Link } from '@remix-run/react';
import { type CreatePartnerInput, DEFAULT_LIMIT, MAX_LIMIT, MAX_YEARS } from '@zhanqun/partners/schema';
import { createPartner } from '@zhanqun/partners/server';
import { CopyOnce, DraftCleared, Field, FormPage, FormSection, PageHeader } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useAnswer, useRefusal } from '../answer';
import { useDraftKey } from '../draft';
import { groupAction, groupLoader } from '../guard.server';
import { consolePath } from '../paths';

const DRAFT = 'new-partner';

export const meta: MetaFunction = () => [{ title: '创建接口密钥 - 站群管理平台' }];

export const loader = groupLoader('partner:manage', async () => ({}));

export const action = groupAction({
  'partner:manage#create': async ({ context, form }) => {
    const text = (name: string) => String(form.get(name) ?? '');
    const made = await createPartner(context, {
      name: text('name'),
      unit: text('unit'),
      contact: text('contact'),
      limit: text('limit') as CreatePartnerInput['limit'],
      lastDay: text('lastDay'),
    });
    return { made, name: text('name').trim() };
  },
});

interface Made {
  made: { partnerId: string; key: string };
  name: string;
}

function MadePartner({ made, name }: Made): ReactElement {
  return (
    <div className="flex max-w-2xl flex-col gap-4" role="status">
      <DraftCleared storageKey={useDraftKey(DRAFT)} />
      <CopyOnce
        label={`“${name}”的密钥`}
        value={made.key}
        help="系统里只留下它的摘要。请用可靠的方式交给使用单位；遗失了就作废，另建一个。"
      />
      <p className="flex flex-wrap gap-2">
        <Link to={consolePath.partner(made.partnerId)} className="zc-button zc-button-main">
          查看这个密钥
        </Link>
        <Link to={consolePath.partners()} className="zc-button">
          回到接口密钥
        </Link>
      </p>
    </div>
  );
}

export default function NewPartner(): ReactElement {
  const refusal = useRefusal();
  const answer = useAnswer<Made>();
  const storageKey = useDraftKey(DRAFT);
  const back = { label: '接口密钥', href: consolePath.partners() };
  if (answer) {
    return (
      <>
        <PageHeader title="密钥已创建" back={back} />
        <MadePartner {...answer} />
      </>
    );
  }
  const typed = refusal?.typed ?? {};
  const errors = refusal?.error.fields ?? {};
  return (
    <FormPage
      title="创建接口密钥"
      lead="密钥只增加次数，看到的内容和公众一样。创建后显示一次。"
      back={back}
      buttons={{
        submit: '创建密钥',
        pending: '正在创建…',
        intent: 'partner:manage#create',
        cancel: { label: '返回', href: back.href },
      }}
      storageKey={storageKey}
      {...summaryOf(refusal)}
    >
      <FormSection title="给谁用">
        <Field
          kind="text"
          name="name"
          label="名称"
          required
          help="例如使用它的系统。"
          defaultValue={typed.name}
          errors={errors.name}
        />
        <Field kind="text" name="unit" label="使用单位" required defaultValue={typed.unit} errors={errors.unit} />
        <Field
          kind="text"
          name="contact"
          label="联系人"
          help="姓名和电话，出现异常时找得到人。"
          defaultValue={typed.contact}
          errors={errors.contact}
        />
      </FormSection>
      <FormSection title="用多少">
        <Field
          kind="text"
          type="number"
          name="limit"
          label="每分钟次数"
          required
          min={1}
          max={MAX_LIMIT}
          suffix="次"
          width="short"
          defaultValue={typed.limit ?? DEFAULT_LIMIT}
          errors={errors.limit}
        />
        <Field
          kind="date"
          name="lastDay"
          label="有效期至"
          help={`当天仍有效，最长 ${MAX_YEARS} 年。不填就一直有效，直到作废。`}
          defaultValue={typed.lastDay}
          errors={errors.lastDay}
        />
      </FormSection>
    </FormPage>
  );
}
