import { ensureBuild } from './lib/app-build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'

// `npm run build`: the app into `out`, if its sources have changed.

ensureDependencies()
ensureBuild()
