// A process of its own for the tests: sends what waits in the outbox, and dies at the step that it is told.
import { openDatabase } from '@zhanqun/db';
import { createPost, sendBatch } from '../src/sending.server';

const [dataDir = '', databaseUrl = '', smtpUrl = '', step = ''] = process.argv.slice(2);
const die = () => process.kill(process.pid, 'SIGKILL');

const db = await openDatabase({
  dataDir,
  ...(databaseUrl ? { url: databaseUrl } : {}),
  purpose: 'command',
  poolSize: 1,
});
if (step === 'recorded') die();
const post = createPost({ url: smtpUrl, from: 'notice@city.test' });
await sendBatch(db, {
  host: 'console.city.test',
  claimMs: 1,
  placeOf: () => ({ url: 'http://console.city.test/', siteName: '东镇' }),
  async post(letter) {
    if (step === 'claimed') die();
    await post(letter);
    if (step === 'sent') die();
  },
});
await db.close();
