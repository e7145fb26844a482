import { group, list, news, notices, ownAndAbove, page, policies } from './notation';
import type { BuiltInBlueprint } from './types';

export const town: BuiltInBlueprint = {
  code: 'town',
  name: '乡镇街道',
  description: '大块办事入口，一栏到底，电话和办公时间就在眼前。',
  content: {
    themeCode: 'tea-green',
    review: ownAndAbove,
    columns: [
      group('zoujin', '走进本地', '概况信息', '本地概况、机构与村居。', '党政综合办公室', [
        page('gaikuang', '基本概况', '概况信息', '位置、面积、人口与产业。'),
        page('jigou', '机构职能', '机构职能', '机构设置与职能。'),
        page('lingdao', '领导信息', '负责人信息', '领导分工与联系方式。'),
        list('cunju', '村居风貌', '概况信息', '村（社区）简介。'),
        list('techan', '特色产业', '概况信息', '农业特产与手工业。', '农业综合服务中心'),
      ]),
      group('dongtai', '政务动态', '工作动态', '工作动态与通知公告。', '党政综合办公室', [
        news('xinwen', '工作动态', '工作动态', '本地工作与民生消息。'),
        notices('tongzhi', '通知公告', '工作动态', '通知、通告与提示。'),
        notices('gongshi', '公示公开', '工作动态', '评议、名单、村务等公示。'),
        news('zhenxing', '乡村振兴', '工作动态', '产业、人居环境与乡村治理。', '乡村振兴办公室'),
      ]),
      group('gongkai', '政府信息公开', '信息公开目录', '依照条例主动公开的基层信息。', '党政综合办公室', [
        page('zhinan', '公开指南', '信息公开指南', '公开范围、方式与申请办法。'),
        list('nianbao', '公开年报', '信息公开年报', '历年政府信息公开工作年度报告。'),
        policies('wenjian', '政策文件', '政策文件', '本级文件与执行的上级文件。'),
        list('huinong', '惠农政策', '信息公开目录', '惠农补贴与农业政策落实。', '农业综合服务中心'),
        list('tudi', '土地宅基地', '信息公开目录', '土地承包、宅基地与征收情况。', '自然资源所'),
        list('shuili', '农田水利', '信息公开目录', '农田水利工程建设与运营。', '农业综合服务中心'),
        list('jiuzhu', '社会救助', '信息公开目录', '低保、特困、临时救助情况。', '公共服务办公室'),
        list('yusuan', '预算决算', '信息公开目录', '财政预算、决算与“三公”经费。', '财政所'),
      ]),
      group('fuwu', '便民服务', '办事服务', '办事指南与联系方式。', '便民服务中心', [
        list('banshi', '办事指南', '办事服务', '常办事项的条件、材料与时限。'),
        list('wenda', '常见问题', '咨询投诉', '咨询较多的问题与答复。'),
        page('lianxi', '联系方式', '咨询投诉', '地址、电话与办公时间。'),
      ]),
    ],
    home: [
      {
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
      { id: 'contact', type: 'contactCard', settings: { title: '来访来电' } },
      { id: 'notices', type: 'noticeList', settings: { columnCode: 'tongzhi', title: '通知公告', limit: 5 } },
      {
        id: 'news',
        type: 'columnList',
        settings: { columnCode: 'xinwen', title: '工作动态', limit: 6, layout: 'list', width: 'full' },
      },
      {
        id: 'village',
        type: 'columnList',
        settings: { columnCode: 'zhenxing', title: '乡村振兴', limit: 3, layout: 'cards', width: 'full' },
      },
      { id: 'band', type: 'pictureBand', settings: { height: 'low', caption: '' } },
      { id: 'parent', type: 'parentNews', settings: { title: '上级要闻', limit: 5 } },
      { id: 'portal-notices', type: 'portalNotices', settings: { title: '市级通知', limit: 4 } },
    ],
  },
};
