import type { Result } from '../errors/result'
import type { z } from '../util/schema'
import type { ClientOf, Contract } from './contract'
import type { Port } from './ports'
import { createClient, createMethods, type EventListener } from './rpc'

/**
 * A client whose other end may be replaced: a vault process ends at every lock, and with it every
 * trace of what was open, and a fresh one takes its place.
 *
 * A call made while there is no other end, or after it said that it is leaving, waits for the next
 * one. What is open when an end goes without a word answers `contract/closed`.
 */
export interface Link<C extends Contract> {
  readonly client: ClientOf<C>
  /** Takes the place of the end before, if any, which is closed. */
  attach(port: Port): void
}

export const createLink = <C extends Contract, S extends z.ZodType>(
  contract: C,
  events: EventListener<S>,
): Link<C> => {
  let next = promiseOf<ClientOf<C>>()
  let endCurrent = (): void => {}

  return {
    client: createMethods(contract, async (row, input) => {
      const client = await next.promise
      return (client[row] as (input: unknown) => Promise<Result<unknown>>)(input)
    }),
    attach: (port) => {
      endCurrent()
      const onEnd: (() => void)[] = []
      let isCurrent = true
      const leave = (): void => {
        if (isCurrent) next = promiseOf()
        isCurrent = false
      }
      const end = (): void => {
        leave()
        for (const listener of onEnd.splice(0)) listener()
      }
      port.onClose(end)
      endCurrent = () => {
        end()
        port.close()
      }
      const watched: Port = {
        post: (message) => port.post(message),
        on: (listener) => port.on(listener),
        onClose: (listener) => onEnd.push(listener),
        close: () => port.close(),
      }
      next.resolve(createClient(contract, watched, { ...events, onLeaving: leave }))
    },
  }
}

const promiseOf = <T>(): { readonly promise: Promise<T>; resolve(value: T): void } => {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
