import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Disk, DiskFile } from '../../../../electron/platform/disk'
import { createNodeDisk } from '../../../../electron/platform/node-disk'
import { type Result, unwrap } from '../../../../shared/errors/result'
import { utf8 } from '../../../../shared/util/bytes'
import { createMemoryDisk } from '../../../support/disk/memory-disk'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const adapters: Record<string, () => { disk: Disk; root: string }> = {
  'the node adapter': () => {
    const root = mkdtempSync(join(tmpdir(), 'conclave-disk-'))
    folders.push(root)
    return { disk: createNodeDisk(), root }
  },
  'the adapter in memory': () => ({ disk: createMemoryDisk({ now: () => 1_000 }), root: '' }),
}

const failed = (code: string, operation: string) => ({ ok: false, error: { code, operation } })

const writeNew = async (disk: Disk, path: string, text: string): Promise<void> => {
  const file = unwrap<DiskFile>(await disk.create(path))
  unwrap(await file.write(utf8(text), 0))
  unwrap(await file.sync())
  unwrap(await file.close())
}

for (const [name, setup] of Object.entries(adapters)) {
  describe(`the disk, by ${name}`, () => {
    it('writes at offsets, beyond the end too, and reads whole files', async () => {
      const { disk, root } = setup()
      const path = `${root}/file`
      const file = unwrap<DiskFile>(await disk.create(path))
      unwrap(await file.write(utf8('hello world'), 0))
      unwrap(await file.write(utf8('W'), 6))
      unwrap(await file.write(utf8('!'), 12))
      unwrap(await file.sync())
      unwrap(await file.close())
      expect(unwrap(await disk.readFile(path, 13))).toEqual(utf8('hello World\0!'))
    })

    it('opens an existing file without changing it, and cuts it', async () => {
      const { disk, root } = setup()
      const path = `${root}/file`
      await writeNew(disk, path, 'hello')
      const file = unwrap<DiskFile>(await disk.open(path))
      expect(unwrap(await disk.readFile(path, 99))).toEqual(utf8('hello'))
      unwrap(await file.truncate(2))
      unwrap(await file.write(utf8('y'), 2))
      unwrap(await file.close())
      expect(unwrap(await disk.readFile(path, 99))).toEqual(utf8('hey'))
    })

    it('answers a write to a closed file with an error', async () => {
      const { disk, root } = setup()
      const file = unwrap<DiskFile>(await disk.create(`${root}/file`))
      unwrap(await file.close())
      const results: Result<void>[] = [
        await file.write(utf8('x'), 0),
        await file.sync(),
        await file.truncate(0),
      ]
      expect(results.map((result) => result.ok)).toEqual([false, false, false])
    })

    it('creates only what is not there', async () => {
      const { disk, root } = setup()
      await writeNew(disk, `${root}/file`, 'mine')
      expect(await disk.create(`${root}/file`)).toEqual(failed('disk/exists', 'create'))
      expect(unwrap(await disk.readFile(`${root}/file`, 99))).toEqual(utf8('mine'))
      unwrap(await disk.makeFolder(`${root}/folder`))
      expect(await disk.makeFolder(`${root}/folder`)).toEqual(failed('disk/exists', 'make-folder'))
      expect(await disk.makeFolder(`${root}/a/b`)).toEqual(failed('disk/missing', 'make-folder'))
      expect(await disk.create(`${root}/a/file`)).toEqual(failed('disk/missing', 'create'))
    })

    it('says that something is missing by its operation', async () => {
      const { disk, root } = setup()
      const path = `${root}/none`
      expect(await disk.readFile(path, 9)).toEqual(failed('disk/missing', 'read-file'))
      expect(await disk.stat(path)).toEqual(failed('disk/missing', 'stat'))
      expect(await disk.list(path)).toEqual(failed('disk/missing', 'list'))
      expect(await disk.open(path)).toEqual(failed('disk/missing', 'open'))
      expect(await disk.rename(path, `${root}/other`)).toEqual(failed('disk/missing', 'rename'))
      expect(await disk.remove(path)).toEqual(failed('disk/missing', 'remove'))
      expect(await disk.touch(path, 1)).toEqual(failed('disk/missing', 'touch'))
      expect(await disk.syncFolder(path)).toEqual(failed('disk/missing', 'sync-folder'))
    })

    it('reads no file larger than the limit', async () => {
      const { disk, root } = setup()
      await writeNew(disk, `${root}/file`, '0123456789')
      expect(await disk.readFile(`${root}/file`, 9)).toEqual(failed('disk/too-large', 'read-file'))
      expect((await disk.readFile(`${root}/file`, 10)).ok).toBe(true)
    })

    it('replaces the target of a rename, and lists names sorted', async () => {
      const { disk, root } = setup()
      unwrap(await disk.makeFolder(`${root}/folder`))
      for (const path of ['b', 'c', 'a']) await writeNew(disk, `${root}/folder/${path}`, path)
      unwrap(await disk.rename(`${root}/folder/c`, `${root}/folder/a`))
      unwrap(await disk.syncFolder(`${root}/folder`))
      expect(unwrap(await disk.list(`${root}/folder`))).toEqual(['a', 'b'])
      expect(unwrap(await disk.readFile(`${root}/folder/a`, 9))).toEqual(utf8('c'))
    })

    it('removes files and empty folders, and no folder that holds anything', async () => {
      const { disk, root } = setup()
      unwrap(await disk.makeFolder(`${root}/folder`))
      await writeNew(disk, `${root}/folder/file`, 'x')
      expect(await disk.remove(`${root}/folder`)).toEqual(failed('disk/exists', 'remove'))
      unwrap(await disk.remove(`${root}/folder/file`))
      unwrap(await disk.remove(`${root}/folder`))
      expect((await disk.stat(`${root}/folder`)).ok).toBe(false)
    })

    it('tells kind, size and time, and sets the time', async () => {
      const { disk, root } = setup()
      unwrap(await disk.makeFolder(`${root}/folder`))
      await writeNew(disk, `${root}/file`, 'abc')
      unwrap(await disk.touch(`${root}/file`, 1_700_000_000_000))
      expect(unwrap(await disk.stat(`${root}/file`))).toEqual({
        kind: 'file',
        sizeBytes: 3,
        modifiedAtMs: 1_700_000_000_000,
      })
      expect(unwrap(await disk.stat(`${root}/folder`))).toMatchObject({ kind: 'folder' })
    })
  })
}

describe('files made by the node adapter', () => {
  it.skipIf(process.platform === 'win32')('can be read by their owner only', async () => {
    const { disk, root } = (adapters['the node adapter'] as () => { disk: Disk; root: string })()
    unwrap(await disk.makeFolder(`${root}/folder`))
    await writeNew(disk, `${root}/folder/file`, 'x')
    expect(statSync(`${root}/folder`).mode & 0o777).toBe(0o700)
    expect(statSync(`${root}/folder/file`).mode & 0o777).toBe(0o600)
  })
})
