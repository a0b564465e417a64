import { MemberId, TimeMs } from '../domain/terms'
import { z } from '../util/schema'
import { BundleTarget, ImportReport, RefusedEntryView } from './committee-views'
import { command, query } from './contract'
import { done, fileBytes, nothing } from './row-parts'

const bundleCodes = [
  'bundle/not-a-bundle',
  'bundle/newer-version',
  'bundle/not-for-you',
  'bundle/sender-not-a-member',
  'bundle/too-large',
  'bundle/damaged',
]

export const bundleRows = {
  'bundle.targets': query(nothing, z.array(BundleTarget)),
  'bundle.make': command(
    z.strictObject({ memberIds: z.array(MemberId).min(1).max(100) }),
    z.array(
      z.object({ memberId: MemberId, name: z.string(), fileName: z.string(), bytes: fileBytes }),
    ),
    ['member/unknown', 'member/gone', 'member/is-self', 'bundle/too-large'],
  ),
  /** What is inside, before anything is taken in. */
  'bundle.preview': query(z.strictObject({ bytes: fileBytes }), ImportReport, bundleCodes),
  'bundle.import': command(z.strictObject({ bytes: fileBytes }), ImportReport, bundleCodes),
  /** A folder in which arriving bundles are found and taken in by themselves; `null` when there is none. */
  'bundle.folder': query(
    nothing,
    z.object({
      folder: z.string().nullable(),
      state: z.enum(['off', 'watching', 'missing']),
      lastImports: z.array(ImportReport.extend({ fileName: z.string(), atMs: TimeMs })),
    }),
  ),
  'bundle.setFolder': command(
    z.strictObject({ folder: z.string().min(1).max(4_096).nullable() }),
    done,
    ['bundle/folder-missing'],
  ),
  'refused.list': query(nothing, z.array(RefusedEntryView)),
} as const
