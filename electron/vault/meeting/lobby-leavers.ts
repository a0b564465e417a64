import type { ExchangeEvent } from './exchange-ports'

/** Laptops that said goodbye: the lobby shows them for a while yet, as if they were about to link. */
export interface LobbyLeavers {
  readonly ended: (event: Extract<ExchangeEvent, { kind: 'ended' }>) => void
  readonly opened: (deviceId: string) => void
  /** @returns who the lobby shows, without those */
  readonly leaveOut: (inLobby: readonly string[]) => readonly string[]
}

export const createLobbyLeavers = (): LobbyLeavers => {
  const left = new Set<string>()
  return {
    ended: ({ deviceId, by, reason }) => {
      if (by === 'peer' && reason === 'leaving') left.add(deviceId)
    },
    opened: (deviceId) => left.delete(deviceId),
    leaveOut: (inLobby) => {
      // Who is not shown any more, and then is again, came back.
      for (const deviceId of left) if (!inLobby.includes(deviceId)) left.delete(deviceId)
      return inLobby.filter((deviceId) => !left.has(deviceId))
    },
  }
}
