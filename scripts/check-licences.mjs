import { readFileSync } from 'node:fs'
import process from 'node:process'
import { init } from 'license-checker-rseidelsohn'
import { projectFolder } from './lib/project.mjs'

// What ships must be free to ship under Apache-2.0. Only packages that end up in the app count.

const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
])

/** @param {string} expression SPDX, as far as packages use it: names with AND, OR, parentheses */
const isAllowed = (expression) =>
  expression
    .replaceAll(/[()*]/g, '')
    .split(' OR ')
    .some((all) => all.split(' AND ').every((name) => allowed.has(name.trim())))

const own = JSON.parse(readFileSync(`${projectFolder}/package.json`, 'utf8'))

init(
  { start: projectFolder, production: true, excludePackages: `${own.name}@${own.version}` },
  (error, packages) => {
    if (error) throw error
    const refused = Object.entries(packages).filter(
      ([, { licenses }]) => ![licenses ?? 'none'].flat().every(isAllowed),
    )
    for (const [name, { licenses }] of refused) console.error(`${name}: ${licenses}`)
    console.log(`${Object.keys(packages).length - refused.length} allowed, ${refused.length} not`)
    process.exit(refused.length === 0 ? 0 : 1)
  },
)
