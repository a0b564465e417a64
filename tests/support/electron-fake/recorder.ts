import type { EventEmitter } from 'node:events'

export interface Call {
  readonly name: string
  readonly args: readonly unknown[]
}

/** Everything that main did to the fake, in order. */
export class Recorder {
  readonly calls: Call[] = []

  /** A function that only remembers how it was called. */
  record<T>(name: string, answer?: T): (...args: unknown[]) => T {
    return (...args) => {
      this.calls.push({ name, args })
      return answer as T
    }
  }

  of(name: string): readonly Call[] {
    return this.calls.filter((call) => call.name === name)
  }

  indexOf(name: string): number {
    return this.calls.findIndex((call) => call.name === name)
  }
}

/** An event as Electron hands it over: knows whether its default was prevented. */
export const createEvent = <T extends object>(facts: T) => {
  const event = {
    ...facts,
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true
    },
  }
  return event
}

/** Emits to all listeners. @returns whether one of them prevented the default. */
export const isPrevented = (emitter: EventEmitter, name: string, facts: object = {}): boolean => {
  const event = createEvent(facts)
  emitter.emit(name, event)
  return event.defaultPrevented
}
