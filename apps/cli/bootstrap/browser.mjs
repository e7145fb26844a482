// The browser of the tests: one that is installed, else Debian's package, else a clear sentence and a failure.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function installed() {
  if (process.env.BROWSER && existsSync(process.env.BROWSER)) return process.env.BROWSER;
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const name of NAMES) if (existsSync(path.join(folder, name))) return path.join(folder, name);
  }
  return PLACES.find((place) => existsSync(place));
}

function asRoot(args) {
  const isRoot = process.getuid?.() === 0;
  const command = isRoot ? args : ['sudo', '-n', ...args];
  return (
    spawnSync(command[0], command.slice(1), {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  );
}

/** Path of a Chromium. Ends this process with a sentence when there is none and none can be installed. */
export function findBrowser() {
  const found = installed();
  if (found) return found;
  if (existsSync('/usr/bin/apt-get')) {
    console.log('安装浏览器（Debian 软件包 chromium 与中文字体）…');
    asRoot(['apt-get', 'update']);
    asRoot(['apt-get', 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk']);
    const now = installed();
    if (now) return now;
  }
  console.error(
    '浏览器测试需要 Chrome 或 Chromium，本机没有，也无法自动安装。请先安装 Chromium，或用 BROWSER 指定它的路径，再运行 npm test。',
  );
  process.exit(1);
}
