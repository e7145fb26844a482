export { defineJob, defineRecurring, type Job, type JobKind, type JobRun } from './define-job';
export { type EnqueueOptions, enqueue } from './enqueue.server';
export {
  findLatestJob,
  JOB_STATE_LABELS,
  type JobState,
  type JobStatus,
  listJobsAcrossSites,
} from './queries.server';
export { LEASE_MS, sweepJobs } from './queue.server';
export { delayBefore, JobRunner, type JobRunnerOptions } from './runner.server';
