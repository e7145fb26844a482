import { group, interpretations, list, news, notices, page, policies, twoReviews } from './notation';
import type { BuiltInBlueprint } from './types';

export const department: BuiltInBlueprint = {
  code: 'department',
  name: '部门网站',
  description: '文件在前，端正素净：文件与解读、公告、办事、机构。',
  content: {
    themeCode: 'slate',
    review: twoReviews,
    columns: [
      group('gaikuang', '机构概况', '机构职能', '职能、领导、内设机构与直属单位。', '办公室', [
        page('jigou', '机构职能', '机构职能', '法定职责与机构设置。'),
        page('lingdao', '领导信息', '负责人信息', '领导分工与联系方式。'),
        page('neishe', '内设机构', '机构职能', '科室设置与职责。'),
        list('zhishu', '直属单位', '机构职能', '直属单位及其职责。'),
        page('lianxi', '联系方式', '咨询投诉', '地址、电话与办公时间。'),
      ]),
      group('dongtai', '工作动态', '工作动态', '工作动态与通知公告。', '办公室', [
        news('xinwen', '部门要闻', '工作动态', '本部门重要工作。'),
        news('jiceng', '基层动态', '工作动态', '本系统基层单位工作。'),
        notices('tongzhi', '通知公告', '工作动态', '通知、通告与提示。'),
        notices('gongshi', '公示公开', '工作动态', '评审、名单、结果等公示。'),
      ]),
      group('zhengce', '政策文件', '政策文件', '文件、规划与解读。', '政策法规科', [
        policies('wenjian', '部门文件', '政策文件', '本部门印发的文件。'),
        policies('guifan', '规范性文件', '政策文件', '行政规范性文件及其有效性。'),
        policies('guihua', '规划计划', '政策文件', '专项规划与年度计划。'),
        interpretations('jiedu', '政策解读', '政策解读', '对政策文件的文字与图表解读。'),
      ]),
      group('gongkai', '政府信息公开', '信息公开目录', '依照条例主动公开的政府信息。', '办公室', [
        page('zhinan', '公开指南', '信息公开指南', '公开范围、方式与申请办法。'),
        list('nianbao', '公开年报', '信息公开年报', '历年政府信息公开工作年度报告。'),
        list('yusuan', '预算决算', '信息公开目录', '部门预算、决算与“三公”经费。', '财务科'),
        list('xuke', '行政许可', '信息公开目录', '许可事项的依据、条件、程序与结果。', '行政审批科'),
        list('chufa', '监督检查', '信息公开目录', '监督检查、行政处罚与整改情况。', '执法监督科'),
        list('shuju', '数据发布', '数据发布', '行业统计数据。'),
      ]),
      group('fuwu', '办事服务', '办事服务', '办事指南、表格与常见问题。', '行政审批科', [
        list('banshi', '办事指南', '办事服务', '事项的依据、条件、材料、流程与时限。'),
        list('biaoge', '表格下载', '办事服务', '常用表格与填写样例。'),
        list('wenda', '常见问题', '咨询投诉', '咨询较多的问题与答复。'),
      ]),
    ],
    home: [
      {
        id: 'documents',
        type: 'columnList',
        settings: { columnCode: 'wenjian', title: '最新文件', limit: 8, layout: 'documents', width: 'full' },
      },
      {
        id: 'news',
        type: 'columnList',
        settings: { columnCode: 'xinwen', title: '部门要闻', limit: 5, layout: 'list', width: 'half' },
      },
      { id: 'notices', type: 'noticeList', settings: { columnCode: 'tongzhi', title: '通知公告', limit: 5 } },
      {
        id: 'interpretation',
        type: 'columnList',
        settings: { columnCode: 'jiedu', title: '政策解读', limit: 5, layout: 'list', width: 'half' },
      },
      {
        id: 'figures',
        type: 'columnList',
        settings: { columnCode: 'shuju', title: '数据发布', limit: 5, layout: 'compact', width: 'half' },
      },
      {
        id: 'services',
        type: 'quickLinks',
        settings: {
          title: '办事与公开',
          links: [
            { label: '办事指南', href: '/c/banshi/', note: '依据、材料与时限' },
            { label: '表格下载', href: '/c/biaoge/', note: '空表与样例' },
            { label: '行政许可', href: '/c/xuke/', note: '条件、程序与结果' },
            { label: '公开指南', href: '/c/zhinan/', note: '如何获取信息' },
            { label: '预算决算', href: '/c/yusuan/', note: '钱怎么花' },
            { label: '机构职能', href: '/c/jigou/', note: '我们管什么' },
          ],
        },
      },
      { id: 'contact', type: 'contactCard', settings: { title: '联系我们' } },
      { id: 'parent', type: 'parentNews', settings: { title: '政府要闻', limit: 4 } },
      { id: 'portal-notices', type: 'portalNotices', settings: { title: '市级通知', limit: 4 } },
    ],
  },
};
