import { isDomainError } from '@zhanqun/kit';
import { RESERVED_LABELS } from '@zhanqun/tenancy/reserved-labels';
import { describe, expect, it } from 'vitest';
import { cityCodes, planCity } from './index';
import type { CityPlan, PlannedSite } from './types';

function count(plan: CityPlan, test: (site: PlannedSite) => boolean): number {
  return plan.sites.filter(test).length;
}
function siteNamed(plan: CityPlan, name: string): PlannedSite | undefined {
  return plan.sites.find((site) => site.name === name);
}
function refusal(code: string): string {
  try {
    planCity(code);
  } catch (error) {
    if (isDomainError(error) && (error as { code?: string }).code === 'INVALID') return error.message;
    throw error;
  }
  return 'accepted';
}
/** Everything a plan must keep, as a list of what it breaks. */
function faults(plan: CityPlan): string[] {
  const found: string[] = [];
  const codes = new Set<string>();
  const labels = new Set<string>();
  for (const site of plan.sites) {
    if (!/^[a-z][a-z0-9-]{1,62}$/.test(site.code)) found.push(`code ${site.code} of ${site.name}`);
    if (!/^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(site.label)) found.push(`label ${site.label} of ${site.name}`);
    if (RESERVED_LABELS.has(site.label)) found.push(`reserved ${site.label}`);
    if (codes.has(site.code)) found.push(`code twice ${site.code}`);
    if (labels.has(`${site.parentCode} ${site.label}`)) found.push(`label twice ${site.parentCode} ${site.label}`);
    if (site.parentCode !== null && !codes.has(site.parentCode)) found.push(`child before parent ${site.code}`);
    if (!/^[\u3007-\u9fff\u3400-\u4dbf]{3,40}$/u.test(site.name)) found.push(`name ${site.name}`);
    if (site.shortName.length < 2) found.push(`short name of ${site.name}`);
    codes.add(site.code);
    labels.add(`${site.parentCode} ${site.label}`);
  }
  if (count(plan, (site) => site.ownDomainAlias !== undefined) !== 1) found.push('own domain');
  return found;
}

describe('the plan of Ganzhou (3607)', () => {
  const plan = planCity('3607');

  it('has a portal, 30 departments, 18 counties, 16 county departments, 293 towns and 17 zones', () => {
    expect(plan.sites).toHaveLength(375);
    expect(count(plan, (s) => s.level === 'CITY' && s.kind === 'PORTAL')).toBe(1);
    expect(count(plan, (s) => s.level === 'CITY' && s.kind === 'DEPARTMENT')).toBe(30);
    expect(count(plan, (s) => s.level === 'COUNTY' && s.kind === 'PORTAL')).toBe(18);
    expect(count(plan, (s) => s.level === 'COUNTY' && s.kind === 'DEPARTMENT' && s.address === 'PATH')).toBe(16);
    expect(count(plan, (s) => s.kind === 'CHANNEL')).toBe(293);
    expect(count(plan, (s) => s.kind === 'ZONE')).toBe(17);
  });

  it('gives places their official and their everyday names', () => {
    expect(plan.sites[0]).toMatchObject({
      code: 'ganzhou',
      name: '赣州市人民政府',
      shortName: '赣州',
      parentCode: null,
    });
    expect(siteNamed(plan, '章贡区人民政府')).toMatchObject({ label: 'zhanggong', shortName: '章贡区' });
    expect(siteNamed(plan, '沙石镇人民政府')).toMatchObject({ label: 'shashi', code: 'zhanggong-shashi' });
    expect(siteNamed(plan, '解放街道办事处')).toMatchObject({
      label: 'jiefang',
      kind: 'CHANNEL',
      blueprintCode: 'town',
    });
    expect(siteNamed(plan, '赤土畲族乡人民政府')).toMatchObject({ label: 'chitu', parentCode: 'nankang' });
    expect(siteNamed(plan, '赣州市教育局')).toMatchObject({ label: 'jyj', shortName: '市教育局' });
    expect(siteNamed(plan, '章贡区财政局')).toMatchObject({ code: 'zhanggong-czj', address: 'PATH' });
  });

  it('names zones, parks and farms after what they are', () => {
    expect(siteNamed(plan, '赣州经济技术开发区管理委员会')).toMatchObject({ label: 'ganzhou-jkq', kind: 'ZONE' });
    expect(siteNamed(plan, '沙河工业园管理委员会')).toMatchObject({ label: 'shahe-gyy', blueprintCode: 'zone' });
    expect(siteNamed(plan, '江西赣县经济开发区管理委员会')).toMatchObject({
      label: 'ganxian-jkq',
      shortName: '赣县经开区',
    });
    expect(siteNamed(plan, '宁都县水东工业园管理委员会')?.label).toBe('shuidong-gyy');
    expect(siteNamed(plan, '安基山林场')).toMatchObject({ label: 'anjishan-linchang', kind: 'ZONE' });
  });

  it('reads the place names the way the people there do', () => {
    const labels = plan.sites.filter((s) => s.level === 'COUNTY' && s.kind === 'PORTAL').map((s) => s.label);
    expect(labels).toEqual(
      'zhanggong nankang ganxian xinfeng dayu shangyou chongyi anyuan dingnan quannan ningdu yudu xingguo huichang xunwu shicheng ruijin longnan'.split(
        ' ',
      ),
    );
  });

  it('runs exactly one county’s towns by path and gives one county a domain of its own', () => {
    const byPath = plan.sites.filter((s) => s.level === 'TOWN' && s.address === 'PATH');
    expect(new Set(byPath.map((s) => s.parentCode))).toEqual(new Set(['nankang']));
    expect(byPath).toHaveLength(count(plan, (s) => s.level === 'TOWN' && s.parentCode === 'nankang'));
    expect(plan.sites.find((s) => s.ownDomainAlias)).toMatchObject({
      code: 'chongyi',
      ownDomainAlias: 'chongyi-gov.localhost',
    });
  });

  it('is the same each time', () => {
    expect(planCity('3607')).toEqual(plan);
  });
});

describe('other cities', () => {
  it('hangs the towns of a city without counties under the city (4419)', () => {
    const plan = planCity('4419');
    expect(plan.sites).toHaveLength(1 + 30 + 36);
    expect(plan.sites.filter((s) => s.level === 'TOWN').every((s) => s.parentCode === 'dongguan')).toBe(true);
  });

  it('merges the groups of a municipality (50)', () => {
    const plan = planCity('50');
    expect(plan.sites[0]).toMatchObject({ code: 'chongqing', name: '重庆市人民政府', divisionCode: '50' });
    expect(count(plan, (s) => s.level === 'COUNTY' && s.kind === 'PORTAL')).toBe(38);
    expect(siteNamed(plan, '重庆市教育委员会')?.label).toBe('jyj');
    expect(siteNamed(plan, '石柱土家族自治县人民政府')).toMatchObject({ label: 'shizhu', shortName: '石柱县' });
  });

  it.each([
    ['4228', '恩施土家族苗族自治州人民政府', 'enshi', '恩施州'],
    ['1522', '兴安盟行政公署', 'xingan', '兴安盟'],
    ['6531', '喀什地区行政公署', 'kashi', '喀什地区'],
    ['6540', '伊犁哈萨克自治州人民政府', 'yili', '伊犁州'],
  ])('names %s %s', (code, name, label, shortName) => {
    expect(planCity(code).sites[0]).toMatchObject({ name, label, shortName });
  });

  it('plans every city of the register with unique, well-formed names', { timeout: 60_000 }, () => {
    const broken = cityCodes().flatMap((code) => faults(planCity(code)).map((fault) => `${code}: ${fault}`));
    expect(cityCodes().length).toBe(337);
    expect(broken).toEqual([]);
  });
});

describe('codes that stand for no city', () => {
  it.each([
    ['4290', '合称'],
    ['4190', '合称'],
    ['9999', '没有代码为 9999'],
    ['99', '没有代码为 99'],
    ['36', '省级代码'],
    ['1101', '两位代码 11'],
    ['5002', '两位代码 50'],
    ['360702', '四位代码 3607'],
    ['36070', '四位数字'],
    ['', '没有写城市代码'],
    ['赣州', '不是城市代码'],
    ['36o7', '不是城市代码'],
    ['3607'.repeat(40), '四位数字'],
  ])('refuses %j with a sentence', (code, words) => {
    expect(refusal(code)).toContain(words);
  });
});
