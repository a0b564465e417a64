import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const modulePath = resolve(import.meta.dirname, '../../../../electron/hosts/harden-process.ts')
const tsx = resolve(import.meta.dirname, '../../../../node_modules/tsx/dist/cli.mjs')

/** Hardens a process of its own and asks it, and a child of it, how it stands. */
const program = `
  import { execFileSync } from 'node:child_process'
  import { readFileSync } from 'node:fs'
  import { hardenProcess } from ${JSON.stringify(modulePath)}
  hardenProcess()
  const child = 'grep core /proc/self/limits; umask; cat /proc/self/coredump_filter'
  console.log(JSON.stringify({
    own: readFileSync('/proc/self/limits', 'utf8').split('\\n').find((line) => line.includes('core')),
    child: execFileSync('sh', ['-c', child], { encoding: 'utf8' }).trim().split('\\n'),
  }))
`

describe.skipIf(process.platform !== 'linux')('a hardened process', () => {
  it('dumps no core, writes for its owner alone, and so do its children', () => {
    const out = execFileSync(process.execPath, [tsx, '--input-type=module', '-e', program], {
      encoding: 'utf8',
    })
    const { own, child } = JSON.parse(out) as { own: string; child: string[] }
    for (const limits of [own, child[0]]) {
      expect(limits).toMatch(/^Max core file size\s+0\s+0\s/)
    }
    expect(child[1]).toBe('0077')
    expect(Number.parseInt(child[2] ?? '', 16)).toBe(0)
  })
})
