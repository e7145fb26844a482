import { Crumbs } from '@zhanqun/ui/public';
import { publicMeta, publicPage } from '../page';
import { publicLoader } from '../page.server';

/** Where to tell of an error on this site until letters can be written here. */
export const loader = publicLoader(async ({ shell, paths }) => {
  const { phone, address, hours } = shell.site.contact;
  return {
    trail: [{ label: '首页', href: paths.home() }],
    lines: [
      `发现本站内容有错别字、链接打不开、信息过期等问题，请告诉${shell.site.footer.sponsor ?? shell.site.name}。`,
      ...(phone ? [`电话：${phone}`] : []),
      ...(hours ? [`办公时间：${hours}`] : []),
      ...(address ? [`地址：${address}`] : []),
      '请说明出错页面的网址和内容，我们核实后更正，并在页面注明。',
    ],
  };
});

export const meta = publicMeta<typeof loader>(() => ({ title: '报告错误' }));

export default publicPage<typeof loader>((page) => (
  <>
    <Crumbs trail={page.trail} current="报告错误" />
    <div className="prose">
      <h1>报告错误</h1>
      {page.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  </>
));
