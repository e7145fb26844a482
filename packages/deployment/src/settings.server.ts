import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';
import path from 'node:path';
import { DomainError } from '@zhanqun/kit';
import { parseHost } from '@zhanqun/tenancy/host';
import type { Addressing } from '@zhanqun/tenancy/settings';

export interface Settings {
  isProduction: boolean;
  port: number;
  host: string;
  dataDir: string;
  databaseUrl?: string;
  addressing: Addressing;
  trustedProxies: BlockList;
  /** Signs previews; encrypts nothing. */
  secretKey: string;
  logLevel: LogLevel;
  /** Bytes of published pages held in memory. */
  pageMemoryBytes: number;
  /** Set when a content network stands in front. */
  cdn?: CdnSettings;
  /** Set when notices are also sent by e-mail. */
  mail?: MailSettings;
}

export interface MailSettings {
  /** `smtp://` or `smtps://`, with name and password where the server asks for them. */
  url: string;
  from: string;
}

export interface CdnSettings {
  /** How long it may keep a page that it can be told to forget, seconds. */
  maxAge: number;
  /** Where it is told what to forget. */
  purge?: { url: string; token?: string };
}

const LOG_LEVELS = ['info', 'warn', 'error', 'fatal', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Shown in .env.example, and refused in production. */
export const EXAMPLE_SECRET = 'please-change-this-secret-to-64-random-characters';

type Environment = Record<string, string | undefined>;

class Faults {
  readonly sentences: string[] = [];
  add(name: string, value: string | undefined, expected: string): void {
    this.sentences.push(`设置 ${name} ${value === undefined || value === '' ? '' : `的值“${value}”`}不对：${expected}`);
  }
}

function portOf(faults: Faults, name: string, value: string | undefined, fallback: number): number {
  if (!value) return fallback;
  const port = Number(value);
  if (/^\d{1,5}$/.test(value) && port >= 1 && port <= 65_535) return port;
  faults.add(name, value, '应是 1 到 65535 之间的整数。');
  return fallback;
}

function hostOf(faults: Faults, name: string, value: string | undefined, fallback: string) {
  const parsed = parseHost(value || fallback);
  if (parsed) return parsed;
  // A default that follows from another wrong setting is that one's fault.
  if (value) faults.add(name, value, '应是主机名，例如 ganzhou.gov.cn。');
  return { host: fallback, port: '', isAddress: false };
}

function choice<T extends string>(
  faults: Faults,
  name: string,
  value: string | undefined,
  options: readonly [T, ...T[]],
): T {
  const found = options.find((option) => option === (value || options[0]));
  if (found) return found;
  faults.add(name, value, `只能是 ${options.join(' 或 ')}。`);
  return options[0];
}

function proxiesOf(faults: Faults, value: string | undefined): BlockList {
  const list = new BlockList();
  for (const entry of (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)) {
    if (entry === 'loopback') {
      list.addSubnet('127.0.0.0', 8, 'ipv4');
      list.addAddress('::1', 'ipv6');
      continue;
    }
    const [address = '', bits] = entry.split('/');
    const family = isIP(address);
    const widest = family === 6 ? 128 : 32;
    if (!family || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= widest))) {
      faults.add('TRUSTED_PROXIES', entry, '应是用逗号分开的 IP 地址、网段（如 10.0.0.0/8）或 loopback。');
      continue;
    }
    list.addSubnet(address, bits === undefined ? widest : Number(bits), family === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

function secretOf(faults: Faults, value: string | undefined, isProduction: boolean, dataDir: string): string {
  if (value && value.length < 32) faults.add('SECRET_KEY', undefined, '至少 32 个字符。');
  if (isProduction && (!value || value === EXAMPLE_SECRET)) {
    faults.add(
      'SECRET_KEY',
      undefined,
      '生产环境必须设置自己的密钥，不能为空，也不能用示例值。可用 openssl rand -hex 32 生成。',
    );
  }
  if (value || isProduction || faults.sentences.length > 0) return value ?? '';
  const file = path.join(dataDir, 'secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** The folder is made when it is missing; it must be one that this process can write to. */
function folderOf(faults: Faults, value: string | undefined, root: string): string {
  const folder = path.resolve(root, value || 'data');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    faults.add('DATA_DIR', value || folder, '应是可以读写的文件夹。');
  }
  return folder;
}

/** A fault when the address is none. The value may hold a password, so it is never repeated. */
function databaseUrlOf(faults: Faults, value: string | undefined): string | undefined {
  if (!value) return undefined;
  const isWellFormed = /^postgres(ql)?:\/\/[^\s]+\/[^\s/]+$/.test(value) && URL.canParse(value);
  if (!isWellFormed) faults.add('DATABASE_URL', undefined, '应形如 postgresql://用户:密码@主机:5432/库名。');
  return value;
}

function megabytesOf(faults: Faults, name: string, value: string | undefined, fallback: number): number {
  if (!value) return fallback;
  const megabytes = Number(value);
  if (Number.isInteger(megabytes) && megabytes >= 16 && megabytes <= 65_536) return megabytes;
  faults.add(name, value, '应是 16 到 65536 之间的整数，单位 MB。');
  return fallback;
}

/** Without a place to tell it what to forget, a content network keeps pages for a minute. */
const CDN_MAX_AGE = { told: 86_400, untold: 60 };

function cdnOf(faults: Faults, env: Environment): CdnSettings | undefined {
  if (choice(faults, 'CDN', env.CDN, ['off', 'on']) === 'off') return undefined;
  const { CDN_PURGE_URL: url, CDN_PURGE_TOKEN: token } = env;
  if (url && !(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) {
    faults.add('CDN_PURGE_URL', undefined, '应是 http:// 或 https:// 开头的网址。');
  }
  const fallback = url ? CDN_MAX_AGE.told : CDN_MAX_AGE.untold;
  const maxAge = Number(env.CDN_MAX_AGE || fallback);
  if (!Number.isInteger(maxAge) || maxAge < 0 || maxAge > 31_536_000) {
    faults.add('CDN_MAX_AGE', env.CDN_MAX_AGE, '应是 0 到 31536000 之间的整数，单位秒。');
  }
  return { maxAge, ...(url ? { purge: { url, ...(token ? { token } : {}) } } : {}) };
}

function mailOf(faults: Faults, env: Environment): MailSettings | undefined {
  if (choice(faults, 'MAIL', env.MAIL, ['off', 'on']) === 'off') return undefined;
  const { SMTP_URL: url = '', MAIL_FROM: from = '' } = env;
  // Without the value: it may hold a password.
  if (!(URL.canParse(url) && /^smtps?:$/.test(new URL(url).protocol) && new URL(url).hostname)) {
    faults.add('SMTP_URL', undefined, '应形如 smtp://用户:密码@主机:25 或 smtps://…:465。');
  }
  if (!/^[^<>\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/.test(from)) {
    faults.add('MAIL_FROM', from, '应是发件人的邮箱，例如 站群平台 <notice@example.gov.cn>。');
  }
  return { url, from };
}

/** Reads the settings of this deployment. Throws MISCONFIGURED with one sentence for each wrong value. */
export function readSettings(env: Environment, root: string): Settings {
  const faults = new Faults();
  const isProduction = choice(faults, 'NODE_ENV', env.NODE_ENV, ['development', 'production', 'test']) === 'production';
  const port = portOf(faults, 'PORT', env.PORT, 3000);
  const dataDir = folderOf(faults, env.DATA_DIR, root);
  const scheme = choice(faults, 'PUBLIC_SCHEME', env.PUBLIC_SCHEME, ['http', 'https']);
  const base = hostOf(faults, 'BASE_DOMAIN', env.BASE_DOMAIN, 'localhost');
  const publicPort = env.PUBLIC_PORT
    ? String(portOf(faults, 'PUBLIC_PORT', env.PUBLIC_PORT, port))
    : scheme === 'https'
      ? ''
      : String(port);
  const mode = choice(faults, 'ADDRESSING', env.ADDRESSING, ['hosts', 'path']);
  if (mode === 'hosts' && base.isAddress) {
    faults.add('BASE_DOMAIN', env.BASE_DOMAIN, '按主机名分站时不能是 IP 地址；请改用域名，或设 ADDRESSING=path。');
  }
  const console = hostOf(
    faults,
    'CONSOLE_HOST',
    env.CONSOLE_HOST,
    mode === 'path' ? base.host : `console.${base.host}`,
  );
  if (mode === 'hosts' && console.host === base.host) {
    faults.add('CONSOLE_HOST', env.CONSOLE_HOST, '不能与 BASE_DOMAIN 相同，那是门户的主机名。');
  }
  const databaseUrl = databaseUrlOf(faults, env.DATABASE_URL);
  const logLevel = choice(faults, 'LOG_LEVEL', env.LOG_LEVEL || (isProduction ? 'info' : 'warn'), LOG_LEVELS);
  const host = env.HOST || '127.0.0.1';
  if (!isIP(host) && !parseHost(host)) faults.add('HOST', host, '应是要监听的地址，例如 127.0.0.1 或 0.0.0.0。');
  const cdn = cdnOf(faults, env);
  const mail = mailOf(faults, env);
  const settings: Settings = {
    isProduction,
    port,
    host,
    dataDir,
    addressing: {
      mode,
      baseDomain: base.host,
      consoleHost: console.host,
      scheme,
      port: publicPort,
      consolePort: console.port || publicPort,
    },
    trustedProxies: proxiesOf(faults, env.TRUSTED_PROXIES),
    logLevel,
    secretKey: secretOf(faults, env.SECRET_KEY, isProduction, dataDir),
    pageMemoryBytes: megabytesOf(faults, 'PAGE_MEMORY_MB', env.PAGE_MEMORY_MB, 192) * 1024 * 1024,
    ...(databaseUrl ? { databaseUrl } : {}),
    ...(cdn ? { cdn } : {}),
    ...(mail ? { mail } : {}),
  };
  if (faults.sentences.length > 0) throw new DomainError('MISCONFIGURED', faults.sentences.join('\n'));
  return settings;
}
