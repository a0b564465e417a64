import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'

const folder = 'resources/handoff'

/** Allows these very bytes, and no other script or style. @param {string} text */
const hashSource = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** @param {string} projectFolder */
const buildScript = async (projectFolder) => {
  const built = await build({
    configFile: false,
    root: join(projectFolder, folder),
    logLevel: 'warn',
    // A script has none. libsodium, whose WebAssembly is part of it, does without.
    define: { 'import.meta': '{}' },
    build: {
      write: false,
      // Whoever opens it may have a browser of some years ago.
      target: ['chrome110', 'firefox115', 'safari16.4'],
      lib: { entry: 'page.ts', formats: ['iife'], name: 'handoff' },
    },
  })
  const [bundle] = [built].flat()
  if (bundle === undefined || !('output' in bundle)) throw new Error('the page was not built')
  const [script] = bundle.output
  // Inside HTML, these would end the script or begin a comment in it.
  if (/<\/script|<!--/i.test(script.code)) throw new Error('the script does not fit into a page')
  return script.code
}

/**
 * The page of a hand-off package: one file, without its sealed data, that may load nothing.
 *
 * @param {string} projectFolder told by the caller: the build carries this file to another place
 * @returns {Promise<string>}
 */
export const buildHandoffPage = async (projectFolder) => {
  const readText = (/** @type {string} */ path) => readFileSync(join(projectFolder, path), 'utf8')
  const script = await buildScript(projectFolder)
  const style = readText(`${folder}/style.css`)
  const policy = [
    "default-src 'none'",
    // libsodium is WebAssembly, and is part of the script.
    `script-src ${hashSource(script)} 'wasm-unsafe-eval'`,
    `style-src ${hashSource(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  /** @type {Record<string, string>} */
  const pieces = {
    ...JSON.parse(readText(`${folder}/words.json`)),
    policy,
    licence: readText('node_modules/libsodium-sumo/LICENSE').trim(),
    '<link rel="stylesheet" href="style.css" />': `<style>${style}</style>`,
    '<script src="page.ts"></script>': `<script>${script}</script>`,
  }
  const places = /%([a-zA-Z]+)%|<link [^>]*>|<script src[^>]*><\/script>/g
  return readText(`${folder}/index.html`).replace(places, (whole, name = whole) => {
    const piece = pieces[name]
    if (piece === undefined) throw new Error(`the page asks for ${whole}`)
    return piece
  })
}
