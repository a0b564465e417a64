import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'

/**
 * `host` is ours, with the vault in it; `browser` is Chromium's own; a `window` runs a page, the sync
 * page's included (a fresh one may still be called zygote); `other` draws, plays or waits.
 */
export type ProcessKind = 'host' | 'browser' | 'window' | 'other'

/** One process and which of the texts its memory holds. */
export interface MemoryFinding {
  readonly pid: number
  readonly kind: ProcessKind
  readonly found: Readonly<Record<string, number>>
}

const chunkBytes = 8_388_608

const childrenOf = (): ReadonlyMap<number, readonly number[]> => {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      // What has ended and is not yet cleared away has no memory.
      if (state === 'Z') continue
      children.set(Number(parent), [...(children.get(Number(parent)) ?? []), Number(name)])
    } catch {
      // It ended while the list was read.
    }
  }
  return children
}

/** A process and everything that it started, itself first. */
export const processTree = (rootPid: number): readonly number[] => {
  const children = childrenOf()
  const tree: number[] = []
  const add = (pid: number): void => {
    tree.push(pid)
    for (const child of children.get(pid) ?? []) add(child)
  }
  add(rootPid)
  return tree
}

const kindOf = (pid: number, rootPid: number): ProcessKind => {
  if (pid === rootPid) return 'host'
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  if (/--type=(renderer|zygote)/.test(command)) return 'window'
  return command.includes('--type=') ? 'other' : 'browser'
}

/** What a process can write to; the rest are the program's own files. */
const rangesOf = (pid: number): readonly (readonly [number, number])[] =>
  readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, from, to, rights] = /^([0-9a-f]+)-([0-9a-f]+) (\S+)/.exec(line) ?? []
      if (from === undefined || to === undefined || rights?.startsWith('rw') !== true) return []
      return [[Number.parseInt(from, 16), Number.parseInt(to, 16)] as const]
    })

const countIn = (chunk: Buffer, needle: Buffer): number => {
  let count = 0
  for (let at = chunk.indexOf(needle); at >= 0; at = chunk.indexOf(needle, at + 1)) count += 1
  return count
}

const searchProcess = (
  pid: number,
  needles: readonly { readonly name: string; readonly bytes: Buffer }[],
): Record<string, number> => {
  const overlap = Math.max(...needles.map(({ bytes }) => bytes.length)) - 1
  const found: Record<string, number> = {}
  const buffer = Buffer.alloc(chunkBytes)
  const memory = openSync(`/proc/${pid}/mem`, 'r')
  try {
    for (const [from, to] of rangesOf(pid)) {
      for (let at = from; at < to; at += chunkBytes - overlap) {
        let read = 0
        try {
          read = readSync(memory, buffer, 0, Math.min(chunkBytes, to - at), at)
        } catch {
          // Given back to the system since the list of ranges was read, or guarded.
          break
        }
        const chunk = buffer.subarray(0, read)
        for (const { name, bytes } of needles) {
          const count = countIn(chunk, bytes)
          if (count > 0) found[name] = (found[name] ?? 0) + count
        }
      }
    }
  } finally {
    closeSync(memory)
    buffer.fill(0)
  }
  return found
}

/** Whether the system lets this account read the memory of a process and its children. */
export const maySearchMemory = (rootPid: number): boolean =>
  processTree(rootPid).every((pid) => {
    try {
      closeSync(openSync(`/proc/${pid}/mem`, 'r'))
      return true
    } catch (thrown) {
      const { code } = thrown as NodeJS.ErrnoException
      return code !== 'EACCES' && code !== 'EPERM'
    }
  })

/** Looks for texts, as UTF-8 and as UTF-16LE, in everything that a process and its children may write to. */
export const searchMemory = (
  rootPid: number,
  texts: Readonly<Record<string, string>>,
): readonly MemoryFinding[] => {
  const needles = Object.entries(texts).flatMap(([name, text]) => [
    { name: `${name} (UTF-8)`, bytes: Buffer.from(text, 'utf8') },
    { name: `${name} (UTF-16LE)`, bytes: Buffer.from(text, 'utf16le') },
  ])
  return processTree(rootPid).flatMap((pid) => {
    try {
      return [{ pid, kind: kindOf(pid, rootPid), found: searchProcess(pid, needles) }]
    } catch (thrown) {
      // What has ended since then holds nothing. One that may not be looked into is a failure.
      if (!processTree(rootPid).includes(pid)) return []
      throw thrown
    }
  })
}
