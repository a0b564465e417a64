/** Who is in which room. A room exists as long as someone is in it. */
export interface Rooms<Guest> {
  /** @returns false, and does nothing, when the guest is in as many rooms as one may be. */
  enter(topic: string, guest: Guest): boolean
  leave(topic: string, guest: Guest): void
  leaveAll(guest: Guest): void
  /** Everyone in the room but the guest; nobody when the guest is not in it. */
  othersIn(topic: string, guest: Guest): readonly Guest[]
  count(): number
}

export const createRooms = <Guest>(maxPerGuest: number): Rooms<Guest> => {
  const guestsByTopic = new Map<string, Set<Guest>>()
  const topicsByGuest = new Map<Guest, Set<string>>()

  const leave = (topic: string, guest: Guest): void => {
    const guests = guestsByTopic.get(topic)
    if (!guests?.delete(guest)) return
    if (guests.size === 0) guestsByTopic.delete(topic)
    const topics = topicsByGuest.get(guest)
    topics?.delete(topic)
    if (topics?.size === 0) topicsByGuest.delete(guest)
  }

  return {
    enter: (topic, guest) => {
      const topics = topicsByGuest.get(guest) ?? new Set()
      if (topics.has(topic)) return true
      if (topics.size >= maxPerGuest) return false
      topicsByGuest.set(guest, topics.add(topic))
      guestsByTopic.set(topic, (guestsByTopic.get(topic) ?? new Set()).add(guest))
      return true
    },
    leave,
    leaveAll: (guest) => {
      for (const topic of [...(topicsByGuest.get(guest) ?? [])]) leave(topic, guest)
    },
    othersIn: (topic, guest) => {
      const guests = guestsByTopic.get(topic)
      return guests?.has(guest) ? [...guests].filter((other) => other !== guest) : []
    },
    count: () => guestsByTopic.size,
  }
}
