import { ensureBuild } from '../../../scripts/lib/app-build.mjs'

/** The tests run what the sources say, also when vitest is started by hand. */
export const setup = (): void => {
  ensureBuild()
}
