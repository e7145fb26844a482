import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createSessionDesk } from '@zhanqun/auth/server';
import { MAX_FILE_BYTES } from '@zhanqun/media/schema';
import { withPlatform } from '@zhanqun/tenancy/server';
import type { Figure } from './command';
import { inFolder } from './deployment';
import { startWeb, untilCalm } from './load/children';
import { freePort } from './second-start';

const LIMIT_MB = 100;
const SAMPLE_MS = 5;
const MEGABYTE = 1024 * 1024;

/** As large as an attachment may be, of bytes that do not shrink. */
function attachments(): [name: string, bytes: Buffer][] {
  const filled = (head: string) => {
    const bytes = randomBytes(MAX_FILE_BYTES);
    bytes.write(head, 'latin1');
    return bytes;
  };
  const text = Buffer.alloc(MAX_FILE_BYTES, '序号,姓名,单位\n');
  return [
    ['a.pdf', filled('%PDF-1.7\n')],
    ['a.doc', filled('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
    ['a.csv', text.subarray(0, text.lastIndexOf('\n') + 1)],
    ['a.zip', storedZip(randomBytes(MAX_FILE_BYTES - 1024))],
  ];
}

/** A ZIP of one entry that is not packed. Its checksum is not looked at. */
function storedZip(data: Buffer): Buffer {
  const name = Buffer.from('a.dat');
  const local = Buffer.alloc(30);
  const entry = Buffer.alloc(46);
  local.writeUInt32LE(0x04034b50, 0);
  entry.writeUInt32LE(0x02014b50, 0);
  for (const [head, sizes] of [
    [local, 18],
    [entry, 20],
  ] as const) {
    head.writeUInt32LE(data.length, sizes);
    head.writeUInt32LE(data.length, sizes + 4);
    head.writeUInt16LE(name.length, sizes + 8);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + data.length, 16);
  return Buffer.concat([local, name, data, entry, name, end]);
}

/** Memory that a process holds, bytes. */
function memoryOf(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}

interface Target {
  port: number;
  host: string;
  path: string;
  cookie: string;
}

function send({ port, host, path, cookie }: Target, name: string, bytes: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      Host: host,
      Cookie: cookie,
      Origin: `http://${host}`,
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(bytes.length),
    };
    const sent = request(
      { host: '127.0.0.1', port, method: 'POST', path: `${path}?name=${name}`, headers },
      (answer) => {
        answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    sent.once('error', reject);
    sent.end(bytes);
  });
}

/** The most memory that the web process takes beyond what it holds at rest, while it takes in one attachment after the other. */
export async function measureUploads(dataDir: string, migrations: string): Promise<Figure[]> {
  if (process.platform !== 'linux') return [];
  const port = await freePort();
  const { host, path, cookie } = await inFolder(dataDir, migrations, async ({ db, directory }) => {
    const office = await withPlatform({ db }, (tx) =>
      tx.account.findUniqueOrThrow({ where: { username: 'office' }, select: { id: true } }),
    );
    const begun = await createSessionDesk(db, false).begin(office.id, { address: '127.0.0.1', userAgent: 'bench' });
    return {
      host: `${directory.addressing.consoleHost}:${port}`,
      path: `/console/sites/${directory.root()?.code}/files`,
      cookie: begun.split(';')[0] ?? '',
    };
  });
  const web = await startWeb({ DATA_DIR: dataDir }, port);
  try {
    const target = { port, host, path, cookie };
    // What a first upload loads stays: it is no memory of the upload.
    await send(target, 'first.txt', Buffer.from('第一个'));
    await untilCalm(web.pid);
    const idle = memoryOf(web.pid);
    const figures: Figure[] = [];
    for (const [name, bytes] of attachments()) {
      let most = 0;
      const sampling = setInterval(() => {
        most = Math.max(most, memoryOf(web.pid));
      }, SAMPLE_MS);
      const status = await send(target, name, bytes).finally(() => clearInterval(sampling));
      if (status !== 201) throw new Error(`The attachment ${name} was answered with ${status}.`);
      const kind = name.split('.').at(-1);
      figures.push({
        name: `上传 50 MB 的 ${kind}：比空闲时多占的内存`,
        value: (most - idle) / MEGABYTE,
        unit: 'MB',
        limit: LIMIT_MB,
      });
    }
    return figures;
  } finally {
    await web.stop();
  }
}
