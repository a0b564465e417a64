import type {
  Disk,
  DiskError,
  DiskErrorCode,
  DiskFile,
  DiskOperation,
} from '../../../electron/platform/disk'
import { err, ok, type Result } from '../../../shared/errors/result'
import type { Bytes } from '../../../shared/util/bytes'

interface Node {
  kind: 'file' | 'folder'
  bytes: Bytes
  modifiedAtMs: number
}

/** The content of a disk at one moment. Never changes. */
export type DiskImage = ReadonlyMap<string, Readonly<Node>>

export interface MemoryDiskOptions {
  readonly image?: DiskImage
  readonly now?: () => number
  /** Asked before each operation: a code makes it fail (a write having written half). */
  readonly fault?: (operation: DiskOperation, index: number) => DiskErrorCode | null
  /** Told what the disk held before, halfway through and after each operation that succeeded. */
  readonly record?: (step: {
    readonly operation: DiskOperation
    readonly before: DiskImage
    readonly halfway: DiskImage
    readonly after: DiskImage
  }) => void
  /** Awaited in each operation, for interleavings. */
  readonly delay?: () => Promise<void>
}

export interface MemoryDisk extends Disk {
  readonly image: () => DiskImage
  readonly operationCount: () => number
}

const emptyBytes = new Uint8Array()

/** A disk in memory with one folder, `/`, that fails and records as told. No power-loss model: a sync changes nothing. */
export const createMemoryDisk = (options: MemoryDiskOptions = {}): MemoryDisk => {
  const now = options.now ?? (() => 0)
  const nodes = new Map<string, Node>([
    ['/', { kind: 'folder', bytes: emptyBytes, modifiedAtMs: 0 }],
  ])
  for (const [path, node] of options.image ?? []) nodes.set(path, { ...node })
  let count = 0

  const image = (): DiskImage => new Map([...nodes].map(([path, node]) => [path, { ...node }]))
  const parentOf = (path: string) => path.slice(0, Math.max(1, path.lastIndexOf('/')))

  const run = async <T>(
    operation: DiskOperation,
    act: () => Result<T, DiskError>,
    actHalf: () => void = () => undefined,
  ): Promise<Result<T, DiskError>> => {
    await options.delay?.()
    const index = count++
    const code = options.fault?.(operation, index) ?? null
    if (code !== null) {
      if (operation === 'write') actHalf()
      return err({ code, operation })
    }
    if (!options.record) return act()
    const before = image()
    actHalf()
    const halfway = image()
    // The nodes themselves stay: open files point at them.
    for (const [path, old] of before) Object.assign(nodes.get(path) as Node, old)
    const result = act()
    options.record({ operation, before, halfway, after: image() })
    return result
  }

  const fail = (code: DiskErrorCode, operation: DiskOperation) => err({ code, operation })
  const done = ok(undefined)

  const fileOf = (node: Node): DiskFile => {
    let isOpen = true
    const change = (operation: DiskOperation, act: () => void, actHalf?: () => void) =>
      run(
        operation,
        () => {
          if (!isOpen) return fail('disk/io-error', operation)
          act()
          return done
        },
        actHalf,
      )
    const put = (bytes: Uint8Array, atByte: number) => {
      const next = new Uint8Array(Math.max(node.bytes.length, atByte + bytes.length))
      next.set(node.bytes)
      next.set(bytes, atByte)
      Object.assign(node, { bytes: next, modifiedAtMs: now() })
    }
    const resize = (sizeBytes: number) => {
      const next = new Uint8Array(sizeBytes)
      next.set(node.bytes.subarray(0, sizeBytes))
      Object.assign(node, { bytes: next, modifiedAtMs: now() })
    }
    return {
      write: (bytes, atByte) =>
        change(
          'write',
          () => put(bytes, atByte),
          () => put(bytes.subarray(0, bytes.length >> 1), atByte),
        ),
      truncate: (sizeBytes) =>
        change(
          'truncate',
          () => resize(sizeBytes),
          () => resize((node.bytes.length + sizeBytes) >> 1),
        ),
      sync: () => change('sync', () => undefined),
      close: () =>
        change('close', () => {
          isOpen = false
        }),
    }
  }

  const fileAt = (path: string): Node | null => {
    const node = nodes.get(path)
    return node?.kind === 'file' ? node : null
  }
  const read = (
    operation: DiskOperation,
    path: string,
    use: (bytes: Bytes) => Result<Bytes, DiskError>,
  ) =>
    run(operation, () => {
      const node = fileAt(path)
      if (node) return use(node.bytes)
      return fail(nodes.has(path) ? 'disk/io-error' : 'disk/missing', operation)
    })

  return {
    image,
    operationCount: () => count,
    readFile: (path, limitBytes) =>
      read('read-file', path, (bytes) =>
        bytes.length > limitBytes ? fail('disk/too-large', 'read-file') : ok(bytes.slice()),
      ),
    stat: (path) =>
      run('stat', () => {
        const node = nodes.get(path)
        if (!node) return fail('disk/missing', 'stat')
        const { kind, bytes, modifiedAtMs } = node
        return ok({ kind, sizeBytes: bytes.length, modifiedAtMs })
      }),
    list: (path) =>
      run('list', () => {
        if (nodes.get(path)?.kind !== 'folder') return fail('disk/missing', 'list')
        const names = [...nodes.keys()]
          .filter((other) => other !== '/' && parentOf(other) === path)
          .map((other) => other.slice(other.lastIndexOf('/') + 1))
        return ok(names.sort())
      }),
    makeFolder: (path) =>
      run('make-folder', () => {
        if (nodes.has(path)) return fail('disk/exists', 'make-folder')
        if (!nodes.has(parentOf(path))) return fail('disk/missing', 'make-folder')
        nodes.set(path, { kind: 'folder', bytes: emptyBytes, modifiedAtMs: now() })
        return done
      }),
    create: (path) =>
      run('create', () => {
        if (nodes.has(path)) return fail('disk/exists', 'create')
        if (!nodes.has(parentOf(path))) return fail('disk/missing', 'create')
        const node: Node = { kind: 'file', bytes: emptyBytes, modifiedAtMs: now() }
        nodes.set(path, node)
        return ok(fileOf(node))
      }),
    open: (path) =>
      run('open', () => {
        const node = fileAt(path)
        return node ? ok(fileOf(node)) : fail('disk/missing', 'open')
      }),
    rename: (from, to) =>
      run('rename', () => {
        const node = nodes.get(from)
        if (!node || !nodes.has(parentOf(to))) return fail('disk/missing', 'rename')
        nodes.delete(from)
        nodes.set(to, node)
        return done
      }),
    remove: (path) =>
      run('remove', () => {
        if (!nodes.has(path)) return fail('disk/missing', 'remove')
        if ([...nodes.keys()].some((other) => other !== path && parentOf(other) === path)) {
          return fail('disk/exists', 'remove')
        }
        nodes.delete(path)
        return done
      }),
    syncFolder: (path) =>
      run('sync-folder', () => (nodes.has(path) ? done : fail('disk/missing', 'sync-folder'))),
    touch: (path, modifiedAtMs) =>
      run('touch', () => {
        const node = nodes.get(path)
        if (!node) return fail('disk/missing', 'touch')
        node.modifiedAtMs = modifiedAtMs
        return done
      }),
  }
}

/** The same disk with some bytes replaced (`null` removes the file). */
export const alterImage = (
  image: DiskImage,
  changes: Readonly<Record<string, Uint8Array | null>>,
): DiskImage => {
  const altered = new Map(image)
  for (const [path, bytes] of Object.entries(changes)) {
    if (bytes === null) altered.delete(path)
    else
      altered.set(path, {
        kind: 'file',
        bytes: bytes.slice(),
        modifiedAtMs: altered.get(path)?.modifiedAtMs ?? 0,
      })
  }
  return altered
}

export const bytesAt = (image: DiskImage, path: string): Bytes => {
  const node = image.get(path)
  if (!node) throw new Error(`no ${path} in this image`)
  return node.bytes
}
