import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build, type Plugin } from 'vite'

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

/** Builds the real UI with the fake bridge into `outDir`. Seconds, not milliseconds: once per suite. */
export const buildWithFakeBridge = async (outDir: string): Promise<void> => {
  await build({
    root: rendererDir,
    configFile: false,
    logLevel: 'warn',
    plugins: [react(), fakeFirst()],
    html: { cspNonce: noncePlaceholder },
    build: {
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'esnext',
      chunkSizeWarningLimit: 4_096,
    },
  })
}
