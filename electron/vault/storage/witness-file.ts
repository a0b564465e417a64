import { decodeCbor, encodeCbor } from '../../../shared/formats/cbor'
import { bytesToHex } from '../../../shared/util/bytes'
import { z } from '../../../shared/util/schema'
import type { Disk } from '../../platform/disk'
import type { Witness } from './witness'

const maxFileBytes = 1_024

const bytes32 = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === 32)
const natural = z.number().int().min(0)
const WitnessFile = z.strictObject({
  version: z.literal(1),
  sequence: natural,
  headHash: bytes32,
  headerRevision: natural,
  intakePublicKey: bytes32,
})

/**
 * One small file per vault in a folder of the app's own, which must exist. Renamed into place but not
 * synced: after a power cut it may be behind, which warns of nothing, but never torn.
 */
export const createWitnessFile = (disk: Disk, folder: string): Witness => ({
  get: async (vaultId) => {
    const read = await disk.readFile(`${folder}/${bytesToHex(vaultId)}`, maxFileBytes)
    const decoded = read.ok ? decodeCbor(read.value, maxFileBytes) : read
    const parsed = decoded.ok ? WitnessFile.safeParse(decoded.value) : null
    if (!parsed?.success) return null
    const { version: _, ...record } = parsed.data
    return record
  },
  set: async (vaultId, record) => {
    const path = `${folder}/${bytesToHex(vaultId)}`
    const temporary = `${path}.tmp`
    await disk.remove(temporary)
    const created = await disk.create(temporary)
    if (!created.ok) return
    const bytes = encodeCbor({
      version: 1,
      sequence: record.sequence,
      headHash: record.headHash,
      headerRevision: record.headerRevision,
      intakePublicKey: record.intakePublicKey,
    })
    const written = await created.value.write(bytes, 0)
    await created.value.close()
    if (written.ok) await disk.rename(temporary, path)
  },
})
