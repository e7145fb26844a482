import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDomainError } from '@zhanqun/kit';
import { afterAll, describe, expect, it } from 'vitest';
import { EXAMPLE_SECRET, readSettings } from './settings.server';

const folder = mkdtempSync(path.join(tmpdir(), 'zhanqun-settings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const GOOD_SECRET = 'a'.repeat(32);

function read(env: Record<string, string>) {
  return readSettings({ DATA_DIR: folder, ...env }, folder);
}

/** The sentences these settings are refused with; fails when they are accepted. */
function sentences(env: Record<string, string>): string[] {
  try {
    read(env);
  } catch (error) {
    if (isDomainError(error) && error.code === 'MISCONFIGURED') return error.message.split('\n');
    throw error;
  }
  throw new Error(`These settings were accepted: ${JSON.stringify(env)}`);
}

describe('settings that are right', () => {
  it('have defaults for a trial on this machine', () => {
    expect(read({})).toMatchObject({
      isProduction: false,
      port: 3000,
      host: '127.0.0.1',
      dataDir: folder,
      logLevel: 'warn',
      addressing: {
        mode: 'hosts',
        baseDomain: 'localhost',
        consoleHost: 'console.localhost',
        scheme: 'http',
        port: '3000',
        consolePort: '3000',
      },
    });
  });

  it('take an empty value for a missing one', () => {
    expect(read({ PORT: '', HOST: '', BASE_DOMAIN: '', ADDRESSING: '', TRUSTED_PROXIES: '', LOG_LEVEL: '' }).port).toBe(
      3000,
    );
  });

  it('make a secret of their own on a trial, once', () => {
    const { secretKey } = read({});
    expect(secretKey).toMatch(/^[0-9a-f]{64}$/);
    expect(readFileSync(path.join(folder, 'secret'), 'utf8')).toBe(secretKey);
    expect(read({}).secretKey).toBe(secretKey);
  });

  it('leave the port out of https addresses, and give the console a port of its own when told', () => {
    const { addressing } = read({
      PUBLIC_SCHEME: 'https',
      BASE_DOMAIN: 'Ganzhou.GOV.cn.',
      CONSOLE_HOST: 'desk.test:8443',
    });
    expect(addressing).toMatchObject({
      baseDomain: 'ganzhou.gov.cn',
      port: '',
      consoleHost: 'desk.test',
      consolePort: '8443',
    });
  });

  it('trust the proxies they name and no others', () => {
    const { trustedProxies } = read({ TRUSTED_PROXIES: 'loopback, 10.0.0.0/8, 2001:db8::/32, 192.0.2.7' });
    expect(trustedProxies.check('127.0.0.1')).toBe(true);
    expect(trustedProxies.check('10.200.1.1')).toBe(true);
    expect(trustedProxies.check('2001:db8::5', 'ipv6')).toBe(true);
    expect(trustedProxies.check('192.0.2.7')).toBe(true);
    expect(trustedProxies.check('192.0.2.8')).toBe(false);
    expect(trustedProxies.check('11.0.0.1')).toBe(false);
    expect(read({}).trustedProxies.check('127.0.0.1')).toBe(false);
  });
});

describe('a wrong setting is refused with one clear sentence that names it', () => {
  const blocked = path.join(folder, 'a-file');
  writeFileSync(blocked, '');
  const wrong: [name: string, value: string, expected: string][] = [
    ['PORT', '0', '应是 1 到 65535 之间的整数。'],
    ['PORT', '65536', '应是 1 到 65535 之间的整数。'],
    ['PORT', '3000x', '应是 1 到 65535 之间的整数。'],
    ['HOST', 'not a host', '应是要监听的地址'],
    ['DATA_DIR', blocked, '应是可以读写的文件夹。'],
    ['BASE_DOMAIN', 'http://ganzhou.gov.cn/', '应是主机名'],
    ['BASE_DOMAIN', '192.0.2.1', '请改用域名，或设 ADDRESSING=path。'],
    ['CONSOLE_HOST', 'desk/console', '应是主机名'],
    ['CONSOLE_HOST', 'localhost:8443', '不能与 BASE_DOMAIN 相同'],
    ['ADDRESSING', 'both', '只能是 hosts 或 path。'],
    ['PUBLIC_SCHEME', 'ftp', '只能是 http 或 https。'],
    ['PUBLIC_PORT', 'x', '应是 1 到 65535 之间的整数。'],
    ['TRUSTED_PROXIES', '10.0.0.0/33', '应是用逗号分开的 IP 地址'],
    ['TRUSTED_PROXIES', 'proxy.test', '应是用逗号分开的 IP 地址'],
    ['LOG_LEVEL', 'loud', '只能是 info 或'],
    ['NODE_ENV', 'prod', '只能是 development 或 production 或 test。'],
  ];
  it.each(wrong)('%s=%s', (name, value, expected) => {
    const found = sentences({ [name]: value });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`设置 ${name} 的值“${value}”不对：`);
    expect(found[0]).toContain(expected);
  });

  it.each(['mysql://u:p@h/db', 'postgresql://', 'postgresql://u:hunter2@h:port/db', 'postgresql://u:hunter2@h'])(
    'DATABASE_URL=%s, without repeating what may hold a password',
    (value) => {
      const found = sentences({ DATABASE_URL: value });
      expect(found).toEqual(['设置 DATABASE_URL 不对：应形如 postgresql://用户:密码@主机:5432/库名。']);
    },
  );

  it('SECRET_KEY that is too short, on a trial too: 31 characters are refused, 32 taken', () => {
    const found = sentences({ SECRET_KEY: 'b'.repeat(31) });
    expect(found).toEqual(['设置 SECRET_KEY 不对：至少 32 个字符。']);
    expect(read({ SECRET_KEY: 'b'.repeat(32) }).secretKey).toBe('b'.repeat(32));
  });
});

describe('several wrong settings', () => {
  it('are told all at once', () => {
    const found = sentences({
      PORT: 'x',
      HOST: '?',
      BASE_DOMAIN: '/',
      ADDRESSING: 'x',
      PUBLIC_SCHEME: 'x',
      TRUSTED_PROXIES: 'x,y',
      DATABASE_URL: 'x',
      SECRET_KEY: 'x',
      LOG_LEVEL: 'x',
    });
    for (const name of ['PORT', 'HOST', 'BASE_DOMAIN', 'ADDRESSING', 'PUBLIC_SCHEME', 'DATABASE_URL', 'SECRET_KEY']) {
      expect(found.filter((sentence) => sentence.startsWith(`设置 ${name}`))).toHaveLength(1);
    }
    expect(found.filter((sentence) => sentence.startsWith('设置 TRUSTED_PROXIES'))).toHaveLength(2);
    expect(found).toHaveLength(10);
  });
});

describe('production', () => {
  it('needs a secret of its own: none, the example and a short one are refused without repeating them', () => {
    const own = '设置 SECRET_KEY 不对：生产环境必须设置自己的密钥';
    expect(sentences({ NODE_ENV: 'production' })).toEqual([expect.stringContaining(own)]);
    expect(sentences({ NODE_ENV: 'production', SECRET_KEY: EXAMPLE_SECRET })).toEqual([expect.stringContaining(own)]);
    const short = sentences({ NODE_ENV: 'production', SECRET_KEY: 'short-secret' });
    expect(short).toEqual(['设置 SECRET_KEY 不对：至少 32 个字符。']);
    expect(read({ NODE_ENV: 'production', SECRET_KEY: GOOD_SECRET })).toMatchObject({
      isProduction: true,
      secretKey: GOOD_SECRET,
      logLevel: 'info',
    });
  });

  it('shows in .env.example the secret that it refuses', () => {
    const example = readFileSync(path.resolve(import.meta.dirname, '../../../.env.example'), 'utf8');
    expect(example).toContain(`SECRET_KEY=${EXAMPLE_SECRET}`);
  });
});

describe('settings of e-mail', () => {
  const good = { MAIL: 'on', SMTP_URL: 'smtps://u:p@mail.example:465', MAIL_FROM: '站群平台 <notice@example.gov.cn>' };

  it('are off by default, and take a server and a sender', () => {
    expect(read({}).mail).toBeUndefined();
    expect(read({ ...good, MAIL: 'off' }).mail).toBeUndefined();
    expect(read(good).mail).toEqual({ url: good.SMTP_URL, from: good.MAIL_FROM });
    expect(read({ ...good, MAIL_FROM: 'notice@example.gov.cn' }).mail?.from).toBe('notice@example.gov.cn');
  });

  it('are refused by name when one is missing or wrong, without what may be secret', () => {
    expect(sentences({ MAIL: 'on' })).toHaveLength(2);
    const url = sentences({ ...good, SMTP_URL: 'http://u:secret@mail.example' });
    expect(url).toEqual(['设置 SMTP_URL 不对：应形如 smtp://用户:密码@主机:25 或 smtps://…:465。']);
    expect(sentences({ ...good, MAIL_FROM: 'nobody' }).join()).toContain('设置 MAIL_FROM 的值“nobody”不对');
    expect(sentences({ ...good, MAIL_FROM: 'a@b.cn\r\nBcc: c@d.cn' }).join()).toContain('MAIL_FROM');
  });
});

describe('settings of a content network', () => {
  it('are off by default, and keep pages for a minute where nobody can tell it what to forget', () => {
    expect(read({}).cdn).toBeUndefined();
    expect(read({ CDN: 'off', CDN_PURGE_URL: 'https://cdn.example/purge' }).cdn).toBeUndefined();
    expect(read({ CDN: 'on' }).cdn).toEqual({ maxAge: 60 });
    expect(read({ CDN: 'on', CDN_MAX_AGE: '5' }).cdn).toEqual({ maxAge: 5 });
  });

  it('name where it is told, for a day', () => {
    const url = 'https://cdn.example/purge';
    expect(read({ CDN: 'on', CDN_PURGE_URL: url }).cdn).toEqual({ maxAge: 86_400, purge: { url } });
    expect(read({ CDN: 'on', CDN_PURGE_URL: url, CDN_PURGE_TOKEN: 't' }).cdn?.purge).toEqual({ url, token: 't' });
  });

  it('are refused by name, without what may be secret', () => {
    expect(sentences({ CDN: 'on', CDN_PURGE_URL: 'user:secret@cdn' })).toEqual([
      '设置 CDN_PURGE_URL 不对：应是 http:// 或 https:// 开头的网址。',
    ]);
    for (const age of ['-1', '1.5', 'x', '99999999999']) {
      expect(sentences({ CDN: 'on', CDN_MAX_AGE: age }).join()).toContain('CDN_MAX_AGE');
    }
    expect(sentences({ CDN: 'maybe' }).join()).toContain('设置 CDN ');
  });
});
