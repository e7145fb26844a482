import { ContactCard, Crumbs } from '@zhanqun/ui/public';
import { publicHeaders, publicMeta, publicPage } from '../page';
import { publicLoader } from '../page.server';

/** Where to tell of an error on this site until letters can be written here. */
export const loader = publicLoader(async ({ shell, paths }) => ({
  trail: [{ label: '首页', href: paths.home() }],
  sponsor: shell.site.footer.sponsor ?? shell.site.name,
  contact: shell.site.contact,
}));

export const headers = publicHeaders;

export const meta = publicMeta<typeof loader>(() => ({ title: '报告错误' }));

export default publicPage<typeof loader>(({ trail, sponsor, contact }) => (
  <>
    <Crumbs trail={trail} current="报告错误" />
    <div className="page-head">
      <h1>报告错误</h1>
    </div>
    <div className="prose">
      <p>发现本站内容有错别字、链接打不开、信息过期等问题，请告诉{sponsor}。</p>
      <p>请说明出错页面的网址和内容，我们核实后更正，并在页面注明。</p>
    </div>
    <ContactCard contact={contact} />
  </>
));
