export interface PlannedDepartment {
  label: string;
  /** Without the place: 教育局. */
  title: string;
}

/** Departments of a city with a site of their own; the labels are the initials such sites usually have. */
export const CITY_DEPARTMENTS: readonly PlannedDepartment[] = [
  { label: 'fgw', title: '发展和改革委员会' },
  { label: 'jyj', title: '教育局' },
  { label: 'kjj', title: '科学技术局' },
  { label: 'gxj', title: '工业和信息化局' },
  { label: 'gaj', title: '公安局' },
  { label: 'mzj', title: '民政局' },
  { label: 'sfj', title: '司法局' },
  { label: 'czj', title: '财政局' },
  { label: 'rsj', title: '人力资源和社会保障局' },
  { label: 'zrzyj', title: '自然资源局' },
  { label: 'sthjj', title: '生态环境局' },
  { label: 'zjj', title: '住房和城乡建设局' },
  { label: 'cgj', title: '城市管理局' },
  { label: 'jtj', title: '交通运输局' },
  { label: 'slj', title: '水利局' },
  { label: 'nyncj', title: '农业农村局' },
  { label: 'swj', title: '商务局' },
  { label: 'wglj', title: '文化广电旅游局' },
  { label: 'wjw', title: '卫生健康委员会' },
  { label: 'tyjrj', title: '退役军人事务局' },
  { label: 'yjj', title: '应急管理局' },
  { label: 'sjj', title: '审计局' },
  { label: 'gzw', title: '国有资产监督管理委员会' },
  { label: 'scjgj', title: '市场监督管理局' },
  { label: 'tyj', title: '体育局' },
  { label: 'tjj', title: '统计局' },
  { label: 'ybj', title: '医疗保障局' },
  { label: 'lyj', title: '林业局' },
  { label: 'xzspj', title: '行政审批局' },
  { label: 'xfj', title: '信访局' },
];

/** Departments of a county that run their columns as a path of the county's site. */
const COUNTY_LABELS = new Set(['jyj', 'mzj', 'czj', 'rsj', 'jtj', 'nyncj', 'wjw', 'scjgj']);
export const COUNTY_DEPARTMENTS = CITY_DEPARTMENTS.filter((department) => COUNTY_LABELS.has(department.label));

/** Municipalities of province rank have commissions where other cities have bureaus. */
const COMMISSIONS: Record<string, string> = { 教育局: '教育委员会', 住房和城乡建设局: '住房和城乡建设委员会' };

export function departmentTitle(department: PlannedDepartment, municipality: boolean): string {
  return (municipality && COMMISSIONS[department.title]) || department.title;
}
