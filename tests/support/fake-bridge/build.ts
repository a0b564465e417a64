import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build, type InlineConfig, type Plugin } from 'vite'

const rendererDir = fileURLToPath(new URL('../../../renderer', import.meta.url))
const installFile = fileURLToPath(new URL('./install.ts', import.meta.url))

/** What the server puts in the place of the nonce, once per page. */
export const noncePlaceholder = '__CSP_NONCE__'

/** Loads the fake before the app's own script. */
const fakeFirst = (): Plugin => ({
  name: 'conclave-fake-bridge',
  transform: {
    filter: { id: /renderer\/app\/main\.tsx$/ },
    handler: (code) => ({ code: `import ${JSON.stringify(installFile)}\n${code}`, map: null }),
  },
})

/** `development` says on the console what React finds wrong; `production` is what people run, and quicker. */
export type UiMode = 'development' | 'production'

/** Vite and React both take the mode from the environment of this process. */
const inMode = async (mode: UiMode, run: () => Promise<unknown>): Promise<void> => {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = mode
  try {
    await run()
  } finally {
    process.env.NODE_ENV = before
  }
}

/** Builds the real UI with the fake bridge into `outDir`. Seconds, not milliseconds: once per suite. */
export const buildWithFakeBridge = (outDir: string, mode: UiMode): Promise<void> =>
  inMode(mode, () => build(optionsOf(outDir, mode)))

const optionsOf = (outDir: string, mode: UiMode): InlineConfig => ({
  mode,
  root: rendererDir,
  configFile: false,
  logLevel: 'warn',
  plugins: [react(), fakeFirst()],
  html: { cspNonce: noncePlaceholder },
  build: {
    outDir,
    emptyOutDir: true,
    minify: mode === 'production',
    target: 'esnext',
    chunkSizeWarningLimit: 4_096,
  },
})
