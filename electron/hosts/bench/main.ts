import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findAppFiles } from '../app-files'
import { benchCommittee } from './committee-costs'
import { benchMeeting } from './meeting/meeting-costs'
import { benchGrowth } from './vault-growth'

// `npm run bench`: what things cost as a vault grows, what sharing a case costs a committee, and what a meeting costs
// beside plain y-webrtc.

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    parts: { type: 'string', default: 'recusal,replay,import,removal' },
    cases: { type: 'string', default: '100,1000,10000' },
    chars: { type: 'string', default: '2000' },
    closed: { type: 'string', default: '500,2000' },
    imported: { type: 'string', default: '1000' },
    'meeting-parts': { type: 'string', default: 'sync,edits,reconnect' },
    'meeting-cases': { type: 'string', default: '50,200' },
    'meeting-peers': { type: 'string', default: '2,4,8' },
    'meeting-run': { type: 'string', default: '1' },
    'meeting-rounds': { type: 'string', default: '40' },
    json: { type: 'string' },
  },
})
const numbersIn = (list: string): readonly number[] => list.split(',').map(Number)
const isAsked = (part: string): boolean => values.only === undefined || values.only === part

const files = findAppFiles(import.meta.dirname)
const figures: Record<string, unknown> = {}

if (isAsked('committee')) {
  const rows = await benchCommittee(files, {
    parts: values.parts.split(','),
    closed: numbersIn(values.closed),
    imported: Number(values.imported),
    say: (what) => console.error(what),
  })
  console.table(rows)
  figures.committee = rows
}
if (isAsked('growth')) {
  const home = await mkdtemp(join(tmpdir(), 'conclave-bench-'))
  try {
    const { bare, rows } = await benchGrowth({
      files,
      home,
      kdfWorker: new URL('./kdf-worker.js', import.meta.url),
      sizes: numbersIn(values.cases),
      chars: Number(values.chars),
    })
    console.log(
      `bare append and sync of 1,500 bytes: p50 ${bare.p50Ms.toFixed(2)} ms, p95 ${bare.p95Ms.toFixed(2)} ms`,
    )
    console.table(rows)
    figures.growth = { bare, rows }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}
if (isAsked('meeting')) {
  const executablePath = process.env.CONCLAVE_CHROMIUM
  if (executablePath === undefined) {
    console.error('meetings are not measured: there is no Chromium here')
  } else {
    figures.meeting = await benchMeeting(files, {
      executablePath,
      parts: values['meeting-parts'].split(','),
      cases: numbersIn(values['meeting-cases']),
      peers: numbersIn(values['meeting-peers']),
      run: Number(values['meeting-run']),
      rounds: Number(values['meeting-rounds']),
      say: (what) => console.error(what),
      show: (rows) => console.table(rows),
    })
  }
}
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(figures, null, 2)}\n`)
