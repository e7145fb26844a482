import { data, type MetaFunction } from '@remix-run/node';
import { BareNoticePage } from '@zhanqun/ui/public';

export function loader() {
  return data(null, { status: 403 });
}

export const meta: MetaFunction = () => [{ title: '预览链接已失效' }, { name: 'robots', content: 'noindex' }];

export default function PreviewEnded() {
  return (
    <BareNoticePage
      kind="forbidden"
      title="预览链接已失效"
      body="预览链接 30 分钟内有效。请回到管理平台重新打开预览。"
      links={[]}
    />
  );
}
