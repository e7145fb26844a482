import type { Transaction } from '@zhanqun/db';
import { newId } from '@zhanqun/kit';
import type { Job } from './define-job';

export interface EnqueueOptions {
  /** Of one name, site and key at most one waits and at most one runs. Asking again while one waits gives it the newer data. */
  key?: string;
  runAt?: Date;
}

/** Asks for work in the transaction of the change that needs it, for the site of its scope. Returns the job's id. */
export async function enqueue<Data>(
  tx: Transaction,
  job: Pick<Job<Data>, 'name' | 'schema'>,
  data: Data,
  { key, runAt }: EnqueueOptions = {},
): Promise<string> {
  const json = JSON.stringify(job.schema.parse(data));
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT enqueue_job(${newId()}, ${job.name}, ${json}::jsonb, ${key ?? null}, ${runAt ?? null}::timestamptz) AS id`;
  if (!row) throw new Error(`The job ${job.name} was not taken.`);
  return row.id;
}
