import { join } from 'node:path'
import { build } from 'vite'

/** Bundles a module of ours with all that it imports, as the build does. @returns the script's path. */
export const bundleForNode = async (entry: string, outputFolder: string): Promise<string> => {
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: outputFolder,
      rollupOptions: {
        // sql.js asks for it when it runs under Node.
        output: { entryFileNames: 'bundle.mjs', banner: 'const __dirname = import.meta.dirname' },
      },
    },
  })
  return join(outputFolder, 'bundle.mjs')
}
