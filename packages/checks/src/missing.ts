import { withoutEntities } from '@zhanqun/kit';
import type { CheckedText } from './check-text';
import type { Finding } from './finding';

/** What office programs, scanners and cameras call a file before anybody has named it. */
const NO_NAME =
  /^(?:新建.*|未命名.*|无标题.*|文档|附件|文件|扫描件?|副本|image|img|dsc|scan|doc|file|untitled|[\d\s_().（）-]+)[\d\s_().（）-]*$/i;

/** What must be there besides the text (META tags, domain §2.4), and what leads nowhere. */
export function missingIn({
  body,
  source,
  attachments = [],
  deadLinks = [],
}: CheckedText): Pick<Finding, 'rule' | 'field' | 'hit' | 'advice' | 'place'>[] {
  const links = [...body.matchAll(/<a\b([^>]*)>/g)].map(([, marks = '']) =>
    withoutEntities(/ href="([^"]*)"/.exec(marks)?.[1] ?? ''),
  );
  const unnamed = attachments.filter(({ name }) => NO_NAME.test(name.replace(/\.[a-z0-9]{2,5}$/i, '').trim()));
  return [
    ...(source.trim() === ''
      ? [
          {
            rule: 'missing-source' as const,
            field: 'source' as const,
            hit: '没有来源',
            advice: '请填写发布单位或转载的来源。',
          },
        ]
      : []),
    ...unnamed.map(({ name }) => ({
      rule: 'attachment-name' as const,
      field: 'attachments' as const,
      hit: name.slice(0, 60),
      advice: '附件的名称要说明是什么文件。请改好文件名再重新上传。',
    })),
    ...deadLinks.map((address) => ({
      rule: 'dead-link' as const,
      field: 'body' as const,
      hit: address.slice(0, 100),
      advice: '公众打不开这个地址：内容不存在、没有公开或已经撤回。请改正或删除链接。',
      place: { part: 'link' as const, index: links.indexOf(address) },
    })),
  ];
}
