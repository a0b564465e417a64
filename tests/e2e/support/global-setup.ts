import { ensureBuild } from '../../../scripts/lib/app-build.mjs'
import { chooseHost } from './app'

/** The tests run what the sources say, also when vitest is started by hand, and say on which host. */
export const setup = (): void => {
  ensureBuild()
  const { host, program } = chooseHost()
  console.log(`end-to-end tests on ${host} (${program})`)
}
