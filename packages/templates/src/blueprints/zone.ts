import { group, list, news, notices, page, policies, twoReviews } from './notation';
import type { BuiltInBlueprint } from './types';

export const zone: BuiltInBlueprint = {
  code: 'zone',
  name: '园区场站',
  description: '开发区、工业园和农林场：先看在哪里、有什么、给什么条件，再看动态。',
  content: {
    themeCode: 'river-blue',
    review: twoReviews,
    columns: [
      group('zoujin', '走进本区', '概况信息', '概况、区位与机构。', '综合办公室', [
        page('gaikuang', '基本概况', '概况信息', '规模、产业与发展历程。'),
        page('quwei', '区位交通', '概况信息', '位置、道路与配套。'),
        page('jigou', '机构职能', '机构职能', '机构设置与职能。'),
        page('lingdao', '领导信息', '负责人信息', '领导分工与联系方式。'),
      ]),
      group('dongtai', '工作动态', '工作动态', '动态、公告与企业。', '综合办公室', [
        news('xinwen', '工作动态', '工作动态', '建设、服务与生产消息。'),
        notices('tongzhi', '通知公告', '工作动态', '通知、通告与提示。'),
        list('qiye', '企业风采', '工作动态', '企业生产与创新。', '经济发展局'),
      ]),
      group('touzi', '投资合作', '办事服务', '政策、项目、土地厂房与用工。', '招商服务局', [
        policies('zhengce', '惠企政策', '政策文件', '产业扶持与要素保障政策。'),
        list('xiangmu', '合作项目', '办事服务', '可洽谈的产业与配套项目。'),
        list('zaiti', '土地厂房', '办事服务', '可供土地、标准厂房与场地。', '规划建设局'),
        page('yaosu', '要素条件', '办事服务', '水、电、气、物流与用工条件。'),
        notices('zhaogong', '招工信息', '办事服务', '企业用工需求。', '人力资源服务站'),
      ]),
      group('gongkai', '政府信息公开', '信息公开目录', '依照条例主动公开的信息。', '综合办公室', [
        page('zhinan', '公开指南', '信息公开指南', '公开范围、方式与申请办法。'),
        list('nianbao', '公开年报', '信息公开年报', '历年政府信息公开工作年度报告。'),
        list('yusuan', '预算决算', '信息公开目录', '财政预算、决算与“三公”经费。', '财政局'),
        list('huanjing', '环境安全', '信息公开目录', '环境监测、环评与安全检查。', '安全环保局'),
      ]),
      group('fuwu', '企业服务', '办事服务', '办事指南与联系方式。', '企业服务中心', [
        list('banshi', '办事指南', '办事服务', '入驻、建设、投产各阶段事项。'),
        page('lianxi', '联系方式', '咨询投诉', '地址、电话与办公时间。'),
      ]),
    ],
    home: [
      {
        id: 'investment',
        type: 'serviceGrid',
        settings: {
          title: '合作从这里开始',
          services: [
            { label: '惠企政策', href: '/c/zhengce/', icon: 'coin', note: '扶持条件与兑现办法' },
            { label: '合作项目', href: '/c/xiangmu/', icon: 'handshake', note: '可洽谈的项目' },
            { label: '土地厂房', href: '/c/zaiti/', icon: 'building', note: '面积、配套与状态' },
            { label: '区位交通', href: '/c/quwei/', icon: 'map', note: '怎么来、怎么运' },
            { label: '要素条件', href: '/c/yaosu/', icon: 'bolt', note: '水电气与用工' },
            { label: '招工信息', href: '/c/zhaogong/', icon: 'person', note: '岗位与待遇' },
          ],
        },
      },
      {
        id: 'projects',
        type: 'columnList',
        settings: { columnCode: 'xiangmu', title: '合作项目', limit: 3, layout: 'cards', width: 'full' },
      },
      { id: 'band', type: 'pictureBand', settings: { height: 'low', caption: '' } },
      {
        id: 'news',
        type: 'columnList',
        settings: { columnCode: 'xinwen', title: '工作动态', limit: 6, layout: 'list', width: 'half' },
      },
      {
        id: 'policies',
        type: 'columnList',
        settings: { columnCode: 'zhengce', title: '惠企政策', limit: 6, layout: 'documents', width: 'half' },
      },
      { id: 'notices', type: 'noticeList', settings: { columnCode: 'tongzhi', title: '通知公告', limit: 5 } },
      { id: 'parent', type: 'parentNews', settings: { title: '上级要闻', limit: 5 } },
      { id: 'portal-notices', type: 'portalNotices', settings: { title: '市级通知', limit: 4 } },
      { id: 'contact', type: 'contactCard', settings: { title: '洽谈与来访' } },
    ],
  },
};
