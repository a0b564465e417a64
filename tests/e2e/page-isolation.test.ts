import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shellContract } from '../../shared/contracts/shell'
import { vaultContract } from '../../shared/contracts/vault'
import { type App, discardApp, makeHome, openApp } from './support/app'
import { type PageWatch, watchPage } from './support/page-watch'

let app: App
let watch: PageWatch

beforeAll(async () => {
  app = await openApp(await makeHome())
  watch = await watchPage(app.page)
  await app.page.getByRole('heading').first().waitFor()
})

afterAll(() => discardApp(app))

const inPage = <T>(script: string): Promise<T> => app.page.evaluate<T>(script)

describe('the page of the window', () => {
  it('opens without one violation of its policy and without an error', async () => {
    expect(await watch.violations()).toEqual([])
    expect(watch.errors).toEqual([])
  })

  it('has no Node, no module system and no WebRTC, in frames of its own making neither', async () => {
    const names = [
      'require',
      'process',
      'module',
      'Buffer',
      'RTCPeerConnection',
      'webkitRTCPeerConnection',
      'RTCDataChannel',
    ]
    const types = (of: string) =>
      inPage<string[]>(`${JSON.stringify(names)}.map((name) => typeof ${of}[name])`)
    expect(await types('window')).toEqual(names.map(() => 'undefined'))
    await inPage(
      "document.body.append(Object.assign(document.createElement('iframe'), { name: 'own' }))",
    )
    expect(await types("window.frames['own']")).toEqual(names.map(() => 'undefined'))
    expect(await inPage("typeof window.frames['own'].conclave")).toBe('undefined')
  })

  it('reaches a frozen list of methods, and nothing of the host behind them', async () => {
    const keys = await inPage<Record<string, string[]>>(`({
      bridge: Object.keys(conclave).sort(),
      vault: Object.keys(conclave.vault).sort(),
      shell: Object.keys(conclave.shell).sort(),
    })`)
    expect(keys).toEqual({
      bridge: ['onShellEvent', 'onVaultEvent', 'shell', 'vault'],
      vault: Object.keys(vaultContract).sort(),
      shell: Object.keys(shellContract).sort(),
    })
    const changed = await inPage<unknown[]>(`(() => {
      'use strict'
      const attempt = (change) => { try { change(); return 'changed' } catch { return 'refused' } }
      return [
        attempt(() => { window.conclave = {} }),
        attempt(() => { conclave.vault = {} }),
        attempt(() => { conclave.vault['vault.unlock'] = () => {} }),
        attempt(() => { conclave.more = 1 }),
        attempt(() => { delete window.conclave }),
      ]
    })()`)
    expect(changed).toEqual(['refused', 'refused', 'refused', 'refused', 'refused'])
    expect(await inPage('typeof window.__conclaveHost')).toBe('undefined')
  })

  it('runs no script that was put into it: not inline, not as a handler, not as a string', async () => {
    await inPage(`(() => {
      window.ran = []
      const script = document.createElement('script')
      script.textContent = "window.ran.push('inline')"
      document.body.append(script)
      const image = document.createElement('img')
      image.setAttribute('onerror', "window.ran.push('handler')")
      image.src = 'x.png'
      document.body.append(image)
      const far = document.createElement('script')
      far.src = 'data:text/javascript,window.ran.push(1)'
      document.body.append(far)
      // Timers take strings; a page cannot be asked to eval by the debugger, which may always.
      setTimeout("window.ran.push('timer')")
    })()`)
    await app.page.waitForTimeout(300)
    expect(await inPage('window.ran')).toEqual([])
    const directives = (await watch.violations()).map((violation) => violation.split(':')[0])
    expect(new Set(directives)).toEqual(
      new Set(['script-src-elem', 'script-src-attr', 'script-src']),
    )
  })

  it('applies no style that was put into it without the nonce', async () => {
    const colour = await inPage<string>(`(() => {
      const style = document.createElement('style')
      style.textContent = 'body { outline-color: rgb(1, 2, 3) !important }'
      document.body.append(style)
      const marked = document.createElement('p')
      marked.setAttribute('style', 'outline-color: rgb(1, 2, 3)')
      document.body.append(marked)
      return [document.body, marked].map((each) => getComputedStyle(each).outlineColor).join()
    })()`)
    expect(colour).not.toContain('rgb(1, 2, 3)')
  })
})
