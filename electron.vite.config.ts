import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { build, type Plugin } from 'vite'
import { buildHandoffPage } from './scripts/lib/handoff-page.mjs'

const at = (path: string) => resolve(import.meta.dirname, path)

/** The build script builds beside `out` and renames when all is well, so no half build is ever run. */
const outFolder = process.env.CONCLAVE_BUILD_FOLDER ?? 'out'

/** Programs for Node or for Electron's Node: the file each becomes in `out/main`, and its source. */
const programs = {
  electron: 'electron/hosts/electron/main.ts',
  chromium: 'electron/hosts/chromium/main.ts',
  vault: 'electron/hosts/vault-process.ts',
  'kdf-worker': 'electron/vault/crypto/kdf-worker.ts',
  demo: 'electron/hosts/demo/main.ts',
  scenario: 'electron/hosts/scenario/main.ts',
  'scenario-member': 'electron/hosts/scenario/member.ts',
  bench: 'electron/hosts/bench/main.ts',
  'bench-laptop': 'electron/hosts/bench/meeting/laptop-process.ts',
  'bench-vault': 'electron/hosts/bench/meeting/laptop-vault.ts',
}

const sources = Object.entries(programs)
  .map(([name, path]) => [name, at(path)] as const)
  .filter(([, path]) => existsSync(path))

/** A page for the Chromium of today, without what is for others or for a slow network. */
const page = {
  target: 'chrome140',
  minify: true,
  modulePreload: { polyfill: false },
  assetsInlineLimit: 0,
  // Read from this machine's disk: size is no download.
  chunkSizeWarningLimit: 4_096,
}

/** The sync page, beside the UI page and in a folder of its own: neither serves a file of the other. */
const syncPage: Plugin = {
  name: 'conclave-sync-page',
  closeBundle: async () => {
    await build({
      configFile: false,
      root: at('electron/sync'),
      base: './',
      logLevel: 'warn',
      build: { ...page, outDir: at(`${outFolder}/sync`), emptyOutDir: true },
    })
  },
}

/** The page that the bench compares meetings with. The packaged app does not carry it. */
const plainPage: Plugin = {
  name: 'conclave-bench-plain-page',
  closeBundle: async () => {
    await build({
      configFile: false,
      root: at('electron/hosts/bench/plain-page'),
      base: './',
      logLevel: 'warn',
      build: { ...page, outDir: at(`${outFolder}/bench-plain`), emptyOutDir: true },
    })
  },
}

/** The page of a hand-off package: one file, which the vault fills with what it seals. */
const handoffPage: Plugin = {
  name: 'conclave-handoff-page',
  closeBundle: async () => {
    mkdirSync(at(`${outFolder}/handoff`), { recursive: true })
    writeFileSync(at(`${outFolder}/handoff/page.html`), await buildHandoffPage(at('.')))
  },
}

export default defineConfig({
  main: {
    build: {
      outDir: `${outFolder}/main`,
      target: 'node20.19',
      minify: false,
      // Bundled, so that the packaged app carries no folder of modules; Electron, and the driver of
      // an installed browser, are what a bundle cannot hold.
      externalizeDeps: false,
      rolldownOptions: {
        input: Object.fromEntries(sources),
        external: ['electron', 'playwright-core'],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: `${outFolder}/preload`,
      minify: false,
      // A sandboxed preload script, and a script for a driven page, is one file without imports.
      externalizeDeps: false,
      isolatedEntries: true,
      rolldownOptions: {
        input: Object.fromEntries(
          ['ui', 'page', 'sync', 'sync-page'].map((name) => [
            name,
            at(`electron/preload/${name}.ts`),
          ]),
        ),
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    base: './',
    plugins: [react(), syncPage, plainPage, handoffPage],
    // Replaced by a fresh value in every document that is served.
    html: { cspNonce: '__CSP_NONCE__' },
    build: {
      ...page,
      outDir: `${outFolder}/renderer`,
      rolldownOptions: { input: at('renderer/index.html') },
    },
  },
})
