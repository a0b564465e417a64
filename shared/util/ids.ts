import { z } from './schema'

/** Ids are lower-case hex in memory and bytes on the wire. Brands keep one kind from standing in for another. */
export const hexId = <B extends string>(bytes: number, _brand: B) =>
  z
    .string()
    .regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`))
    .brand<B>()

export const VaultId = hexId(16, 'VaultId')
export type VaultId = z.infer<typeof VaultId>
