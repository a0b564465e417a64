import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'

/**
 * Keeps what this process and its children hold out of files: new files are the owner's alone, and
 * a crash leaves no memory behind. Linux alone lets a process say so itself; where a step is not
 * possible the next one still is.
 */
export const hardenProcess = (): void => {
  process.umask(0o077)
  if (process.platform !== 'linux') return
  attempt(() => {
    execFileSync('prlimit', ['--pid', String(process.pid), '--core=0:0'], { stdio: 'ignore' })
  })
  // Should something raise the limit again: no kind of memory goes into a dump (core(5)).
  attempt(() => writeFileSync('/proc/self/coredump_filter', '0'))
}

const attempt = (step: () => void): void => {
  try {
    step()
  } catch {
    // A hardening that this system does not offer is no reason not to take a report.
  }
}
