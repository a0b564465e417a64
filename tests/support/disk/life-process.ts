import { mkdirSync, writeSync } from 'node:fs'
import type { Disk } from '../../../electron/platform/disk'
import { createNodeDisk } from '../../../electron/platform/node-disk'
import { createLifeLog, type LifeLog, playLife } from './scripted-life'
import { createDeps, folder, loadBench } from './storage-bench'

/**
 * A process that plays the scripted life on the real file system under `process.argv[2]` and says on
 * its standard output what it was told, the moment it was told, so that its killer knows.
 */
const within = (root: string, disk: Disk): Disk => ({
  readFile: (path, limitBytes) => disk.readFile(root + path, limitBytes),
  stat: (path) => disk.stat(root + path),
  list: (path) => disk.list(root + path),
  makeFolder: (path) => disk.makeFolder(root + path),
  create: (path) => disk.create(root + path),
  open: (path) => disk.open(root + path),
  rename: (from, to) => disk.rename(root + from, root + to),
  remove: (path) => disk.remove(root + path),
  syncFolder: (path) => disk.syncFolder(root + path),
  touch: (path, modifiedAtMs) => disk.touch(root + path, modifiedAtMs),
})

const root = process.argv[2]
if (!root) throw new Error(`usage: life-process <folder>; it makes ${folder} in there`)
mkdirSync(root, { recursive: true })
await loadBench()
const log = new Proxy(createLifeLog(), {
  set: (target: LifeLog, key: keyof LifeLog, value: never) => {
    target[key] = value
    writeSync(1, `${JSON.stringify(target)}\n`)
    return true
  },
})
await playLife(createDeps(within(root, createNodeDisk())), log)
