const ETHNIC =
  '蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺';
/** Peoples named before 自治州, 自治县 or 乡: the longest first, so that 土家族 is not read as 家族. */
const PEOPLES = ETHNIC.split(' ').sort((a, b) => b.length - a.length);
/** These are written without 族 in the names of prefectures and counties. */
const WITHOUT_ZU = ['哈萨克', '柯尔克孜', '蒙古', '塔吉克', '锡伯', '各'];
const PROVINCES =
  /^(?:河北|山西|内蒙古|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆)(?!高新|经济|工业)(?=[\u4e00-\u9fff]{2,}(?:经济|高新|工业|产业|国家))/;

/** Drops the peoples at the end of a name, never below two characters. */
function withoutPeoples(name: string): string {
  let rest = name;
  for (;;) {
    const people = [...PEOPLES.map((each) => `${each}族`), ...WITHOUT_ZU].find(
      (each) => rest.endsWith(each) && rest.length - each.length >= 2,
    );
    if (!people) return rest;
    rest = rest.slice(0, -people.length);
  }
}

/** 水南镇（老区） → 水南镇, 物流产业园-永安洲镇 → 永安洲镇; a name that is nothing but a bracket keeps its content. */
export function withoutBrackets(name: string): string {
  const bare = name.replace(/（[^）]*）/g, '').replace(/^.*-/, '');
  return bare || name.replace(/[（）]/g, '');
}

/** The name without its generic ending: 章贡 of 章贡区, 恩施 of 恩施土家族苗族自治州; at least two characters stay. */
export function baseName(name: string): string {
  const bare = withoutBrackets(name);
  const generic =
    /(?:自治州|自治县|自治旗|民族乡|族乡|族镇|街道办事处|街道办|办事处街道|办事处|街道|民族苏木|苏木|地区|市|区|县|旗|盟|镇|乡)$/.exec(
      bare,
    );
  if (!generic) return bare;
  if (generic[0] === '族乡' || generic[0] === '族镇') {
    const base = withoutPeoples(bare.slice(0, -1));
    return base.length >= 2 ? base : bare;
  }
  const head = bare.slice(0, generic.index);
  const base = generic[0].startsWith('自治') ? withoutPeoples(head) : head;
  return base.length >= 2 ? base : bare;
}

export interface OrganName {
  name: string;
  shortName: string;
}

export function cityOrgan(city: string): OrganName {
  if (city.endsWith('自治州')) return { name: `${city}人民政府`, shortName: `${baseName(city)}州` };
  if (city.endsWith('盟') || city.endsWith('地区')) return { name: `${city}行政公署`, shortName: city };
  return { name: `${city}人民政府`, shortName: city.replace(/市$/, '') };
}

export function provinceOrgan(province: string): OrganName {
  return { name: `${province}人民政府`, shortName: province.replace(/(?:壮族|回族|维吾尔)?自治区$|省$/, '') };
}

/** How a department is called at home: 市, 州, 盟, 地区, 区, 县, 旗. */
export function levelWord(division: string): string {
  return /地区$/.exec(division)?.[0] ?? division.slice(-1);
}

/** Development zones that the register lists among the counties have codes ending in 70 to 79. */
export function isCountyZone(code: string, name: string): boolean {
  return /7\d$/.test(code) || /(?:管委会|行政委员会)$/.test(name);
}

export function countyOrgan(county: string): OrganName {
  const autonomous = /自治([县旗])$/.exec(county);
  return {
    name: `${county}人民政府`,
    shortName: autonomous ? `${baseName(county)}${autonomous[1]}` : county,
  };
}

const TOWN_LIKE = /(?:镇|乡|街道|苏木|街道办|办事处|办事处街道)$/;

/** Beijing calls some of its town-level offices 地区; elsewhere the word ends names of zones. */
export function isTown(name: string): boolean {
  const bare = withoutBrackets(name);
  return TOWN_LIKE.test(bare) || /^[\u4e00-\u9fff]{2,4}地区$/.test(bare);
}

export function townOrgan(town: string): OrganName {
  const shortName = withoutBrackets(town);
  if (/街道办$/.test(shortName)) return { name: `${shortName}事处`, shortName: shortName.slice(0, -1) };
  if (/办事处街道$/.test(shortName)) {
    const name = shortName.replace(/办事处街道$/, '街道');
    return { name: `${name}办事处`, shortName: name };
  }
  if (/办事处$/.test(shortName)) return { name: shortName, shortName: shortName.replace(/(街道)办事处$/, '$1') };
  if (/(?:街道|地区)$/.test(shortName)) return { name: `${shortName}办事处`, shortName };
  return { name: `${shortName}人民政府`, shortName };
}

/** Farms, forest stations, companies and offices are organs under their own name; parks and zones have a committee. */
const OWN_ORGAN =
  /(?:委员会|管理处|管理局|[局处站所院队场厂团矿村办]|中心|公司|集团|监狱|苗圃|医院|学校|机场|基地|办公室|社区|指挥部|筹备组|农垦|林区)$/;

export function zoneOrgan(zone: string): OrganName {
  const full = withoutBrackets(zone).replace(/管委会$/, '管理委员会');
  const shortName = withoutProvince(full)
    .replace(/(?:管理委员会)$/, '')
    .replace(/经济技术开发区$|经济开发区$/, '经开区')
    .replace(/高新技术产业(?:开发|园)?区$|高新技术开发区$/, '高新区');
  if (OWN_ORGAN.test(full)) return { name: full, shortName };
  if (/水库$/.test(full)) return { name: `${full}管理局`, shortName };
  return { name: `${full}管理委员会`, shortName };
}

function withoutProvince(name: string): string {
  return name.replace(PROVINCES, '');
}

const ZONE_ENDINGS: [RegExp, string][] = [
  [/(?:经济技术开发区|经济开发区|经开区)$/, 'jkq'],
  [/(?:高新技术产业开发区|高新技术产业园区|高新技术开发区|高新区)$/, 'gxq'],
  [/(?:工业园区|工业园|工业区)$/, 'gyy'],
  [/(?:产业园区|产业园)$/, 'cyy'],
  [/开发区$/, 'kfq'],
  [/管理区$/, 'glq'],
  [/新区$/, 'xq'],
  [/新城$/, 'xc'],
  [/示范区$/, 'sfq'],
  [/(?:风景名胜区|风景区|旅游区|旅游度假区|度假区)$/, 'jq'],
  [/(?:园区|园)$/, 'yq'],
  [/林场$/, 'linchang'],
  [/农场$/, 'nongchang'],
  [/牧场$/, 'muchang'],
  [/渔场$/, 'yuchang'],
  [/垦殖场$/, 'kenzhichang'],
  [/水库$/, 'shuiku'],
];

/** A zone's proper part and a short ending for its address: 宁都县水东工业园 → 水东 + gyy, 南康市工业园 → 南康 + gyy. */
export function zoneParts(zone: string): { base: string; ending: string } {
  const bare = withoutProvince(withoutBrackets(zone)).replace(/(?:管委会|管理委员会)$/, '');
  for (const [pattern, ending] of ZONE_ENDINGS) {
    const head = bare.replace(pattern, '');
    if (!pattern.test(bare) || head.length < 2) continue;
    const base = head.replace(/^.{2,}[市县](?=.{2,}$)/, '').replace(/(?<=.{2})[市区县]$/, '');
    return { base, ending };
  }
  return { base: bare, ending: '' };
}
