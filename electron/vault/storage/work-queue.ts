/** One thing at a time over the vault's files; jobs that wait side by side are served together. */
export interface WorkQueue<Job> {
  readonly add: (job: Job) => void
  /** Runs alone, after everything that was added before. */
  readonly runAlone: <T>(work: () => Promise<T>) => Promise<T>
}

/** `serve` gets up to `limit` jobs in the order of their calls, and must not reject. */
export const createWorkQueue = <Job>(
  serve: (jobs: readonly Job[]) => Promise<void>,
  limit: number,
): WorkQueue<Job> => {
  const waiting: ({ readonly job: Job } | { readonly alone: () => Promise<void> })[] = []
  let isRunning = false

  const takeJobs = (): Job[] => {
    const jobs: Job[] = []
    for (let next = waiting[0]; next && 'job' in next && jobs.length < limit; next = waiting[0]) {
      jobs.push(next.job)
      waiting.shift()
    }
    return jobs
  }
  const run = async (): Promise<void> => {
    if (isRunning) return
    isRunning = true
    while (waiting.length > 0) {
      const jobs = takeJobs()
      if (jobs.length > 0) await serve(jobs)
      else {
        const next = waiting.shift()
        if (next && 'alone' in next) await next.alone()
      }
    }
    isRunning = false
  }

  return {
    add: (job) => {
      waiting.push({ job })
      void run()
    },
    runAlone: (work) =>
      new Promise((resolve, reject) => {
        waiting.push({ alone: () => work().then(resolve, reject) })
        void run()
      }),
  }
}
