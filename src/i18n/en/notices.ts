export const notices = {
  succeeded: '{name} is done',
  failed: '{name} failed',
  failedDetail: 'Its tab shows the error.',
  lost: '{name} was lost',
  lostDetail: 'The server does not know the job any more. Run it again from the job list.',
  andMore: '{names} and {count} more',
  allDone: '{count} job is done | {count} jobs are done',
  allFailed: '{count} job has failed | {count} jobs have failed',
  someFailed:
    '{total} jobs ended, {count} of them has failed | {total} jobs ended, {count} of them have failed'
} as const
