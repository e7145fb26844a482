// A process of its own for the tests: opens the embedded database, then loses it as by a fault of its thread.
import type { Worker } from 'node:worker_threads';
import { openDatabase } from '../src';

const [dataDir = ''] = process.argv.slice(2);
const workers: Worker[] = [];
process.on('worker', (worker) => workers.push(worker));

await openDatabase({ dataDir, purpose: 'server', poolSize: 2 });
// A server's port would keep the process.
setInterval(() => undefined, 1_000);
for (const worker of workers) await worker.terminate();
