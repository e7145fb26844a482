import type { Block } from '@zhanqun/pages/schema';

export interface BuiltInBlock {
  code: string;
  name: string;
  description: string;
  content: { block: Block };
}

/** Ready-made blocks; column codes are those that the built-in blueprints share. */
export const BUILT_IN_BLOCKS: readonly BuiltInBlock[] = [
  {
    code: 'lead-story',
    name: '头条与五条要闻',
    description: '一条带图头条，旁边五条要闻标题，取自“今日要闻”。',
    content: { block: { id: 'lead', type: 'leadStory', settings: { columnCode: 'yaowen', headlines: 5 } } },
  },
  {
    code: 'department-lead',
    name: '工作动态头条',
    description: '同样的头条样式，取自“工作动态”，用于部门、乡镇和园区。',
    content: { block: { id: 'lead', type: 'leadStory', settings: { columnCode: 'xinwen', headlines: 4 } } },
  },
  {
    code: 'news-cards',
    name: '图文卡片',
    description: '三条动态，图在上、标题在下，占满一行。',
    content: {
      block: {
        id: 'news-cards',
        type: 'columnList',
        settings: { columnCode: 'xinwen', title: '工作动态', limit: 3, layout: 'cards', width: 'full' },
      },
    },
  },
  {
    code: 'documents',
    name: '文件列表',
    description: '标题、文号与日期对齐的文件列表，占满一行。',
    content: {
      block: {
        id: 'documents',
        type: 'columnList',
        settings: { columnCode: 'wenjian', title: '政策文件', limit: 8, layout: 'documents', width: 'full' },
      },
    },
  },
  {
    code: 'interpretation',
    name: '政策解读',
    description: '半行宽的解读列表，宜与文件列表并排。',
    content: {
      block: {
        id: 'interpretation',
        type: 'columnList',
        settings: { columnCode: 'jiedu', title: '政策解读', limit: 5, layout: 'list', width: 'half' },
      },
    },
  },
  {
    code: 'notices',
    name: '通知公告',
    description: '最近五条通知公告，日期在前。',
    content: {
      block: { id: 'notices', type: 'noticeList', settings: { columnCode: 'tongzhi', title: '通知公告', limit: 5 } },
    },
  },
  {
    code: 'resident-services',
    name: '群众办事六件事',
    description: '六个大块入口，适合手机上的老年人。',
    content: {
      block: {
        id: 'services',
        type: 'serviceGrid',
        settings: {
          title: '要办什么事',
          services: [
            { label: '办事指南', href: '/c/banshi/', icon: 'document', note: '带什么、找谁、多久办好' },
            { label: '惠农政策', href: '/c/huinong/', icon: 'leaf', note: '补贴标准与发放' },
            { label: '社会救助', href: '/c/jiuzhu/', icon: 'heart', note: '低保、特困与临时救助' },
            { label: '土地宅基地', href: '/c/tudi/', icon: 'house', note: '承包、建房与征收' },
            { label: '常见问题', href: '/c/wenda/', icon: 'question', note: '先看看别人问过什么' },
            { label: '找人找电话', href: '/c/lianxi/', icon: 'phone', note: '地址、电话、办公时间' },
          ],
        },
      },
    },
  },
  {
    code: 'disclosure-links',
    name: '信息公开入口',
    description: '公开指南、年报、机构与领导信息的入口。',
    content: {
      block: {
        id: 'disclosure',
        type: 'quickLinks',
        settings: {
          title: '政府信息公开',
          links: [
            { label: '公开指南', href: '/c/zhinan/', note: '如何获取信息' },
            { label: '公开年报', href: '/c/nianbao/', note: '' },
            { label: '机构职能', href: '/c/jigou/', note: '' },
            { label: '领导信息', href: '/c/lingdao/', note: '' },
          ],
        },
      },
    },
  },
  {
    code: 'contact',
    name: '联系卡片',
    description: '地址、电话与办公时间，取自站点资料。',
    content: { block: { id: 'contact', type: 'contactCard', settings: { title: '联系我们' } } },
  },
  {
    code: 'county-directory',
    name: '县区导航',
    description: '县（市、区）站点名录，每个一格。',
    content: {
      block: {
        id: 'counties',
        type: 'subsiteDirectory',
        settings: { title: '县（市、区）', kinds: ['COUNTY'], style: 'grid' },
      },
    },
  },
  {
    code: 'town-directory',
    name: '乡镇导航',
    description: '乡镇、街道和园区站点名录。',
    content: {
      block: {
        id: 'towns',
        type: 'subsiteDirectory',
        settings: { title: '乡镇、街道和园区', kinds: ['TOWN', 'ZONE'], style: 'grid' },
      },
    },
  },
  {
    code: 'children-news',
    name: '基层动态',
    description: '下属站点最近发布的内容，自动汇集。',
    content: { block: { id: 'children', type: 'childrenNews', settings: { title: '基层动态', limit: 8 } } },
  },
  {
    code: 'parent-news',
    name: '上级要闻',
    description: '上级站点最近发布的要闻，自动汇集。',
    content: { block: { id: 'parent', type: 'parentNews', settings: { title: '上级要闻', limit: 5 } } },
  },
  {
    code: 'portal-notices',
    name: '门户通知',
    description: '城市门户最新的通知公告，发布后自动更新。',
    content: { block: { id: 'portal-notices', type: 'portalNotices', settings: { title: '市级通知', limit: 4 } } },
  },
  {
    code: 'picture-band',
    name: '山水横幅',
    description: '按站点身份绘出的山水横幅，可配一句话。',
    content: { block: { id: 'band', type: 'pictureBand', settings: { height: 'low', caption: '' } } },
  },
];
