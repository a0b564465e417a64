import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { findChromium } from '../../../scripts/lib/chromium-binary.mjs'
import { isCommand } from '../../../scripts/lib/project.mjs'
import type { Outlet } from './made-network'

const runProgram = promisify(execFile)

const programs = ['ip', 'socat', 'unshare', 'nsenter', 'setpriv']

/** @returns why no networks can be made here, or `null`. */
export const whyNoNetworks = (): string | null => {
  if (process.platform !== 'linux') return 'this is not Linux'
  if (process.getuid?.() !== 0) return 'this account is not root'
  const missing = programs.filter((program) => !isCommand(program))
  if (missing.length > 0) return `not installed: ${missing.join(', ')}`
  if (findChromium() === null) return 'there is no Chromium'
  const probe = ['--net', 'ip', 'tuntap', 'add', 'dev', 'probe', 'mode', 'tap']
  const { status } = spawnSync('unshare', probe, { stdio: 'ignore' })
  return status === 0 && existsSync('/dev/net/tun') ? null : 'the kernel refuses to make one'
}

/** A network interface of a process that has a network of its own. */
export interface Cable {
  readonly address: string
  /** Pulls the cable, which the laptop notices, or puts it back. */
  setPlugged(isPlugged: boolean): Promise<void>
  remove(): Promise<void>
}

const interfaceName = 'lan0'

let madeCount = 0

/** Until the program that holds it has made it. */
const waitForInterface = async (name: string): Promise<void> => {
  const endsAtMs = Date.now() + 5_000
  while (!existsSync(`/sys/class/net/${name}`)) {
    if (Date.now() > endsAtMs) throw new Error(`the interface ${name} was never made`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

const endProgram = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/**
 * Gives a process that was started by `unshare --net` an interface, whose frames go to an outlet. The
 * network that it is in has no name and is gone with the last process in it; the interface is gone with
 * the program that carries its frames, and that ends with this process: nothing is left, however this ends.
 *
 * @param address private, of a network of 256.
 */
export const layCable = async (pid: number, address: string, outlet: Outlet): Promise<Cable> => {
  madeCount += 1
  const madeAs = `cw${process.pid}x${madeCount}`
  const carrier = spawn(
    'setpriv',
    [
      ...['--pdeathsig', 'KILL', 'socat', '-b2048', `UDP4:127.0.0.1:${outlet.port}`],
      `TUN,tun-type=tap,tun-name=${madeAs},iff-no-pi`,
    ],
    // It complains when the laptop goes before its cable.
    { stdio: 'ignore' },
  )
  const setLink = (...args: readonly string[]) =>
    runProgram('nsenter', ['--target', String(pid), '--net', 'ip', 'link', 'set', ...args])
  const remove = () => endProgram(carrier)
  try {
    await waitForInterface(madeAs)
    await runProgram('ip', ['link', 'set', madeAs, 'netns', String(pid), 'name', interfaceName])
    const addressArgs = ['ip', 'address', 'add', `${address}/24`, 'dev', interfaceName]
    await runProgram('nsenter', ['--target', String(pid), '--net', ...addressArgs])
    await setLink('lo', 'up')
    await setLink(interfaceName, 'up')
  } catch (thrown) {
    await remove()
    throw thrown
  }
  return {
    address,
    setPlugged: async (isPlugged) => {
      outlet.setDeaf(!isPlugged)
      await setLink(interfaceName, 'carrier', isPlugged ? 'on' : 'off')
    },
    remove,
  }
}
