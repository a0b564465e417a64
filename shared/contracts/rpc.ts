import { createBirpc } from 'birpc'
import { err, type Failure, type Result } from '../errors/result'
import { z } from '../util/schema'
import type { ClientOf, Contract, HandlersOf } from './contract'
import { type ContractFailure, createDispatch, type DispatchOptions } from './dispatch'
import type { Port } from './ports'

/**
 * A contract over a port, on birpc. Frames are birpc's own (`q` a request or event, `s` an answer);
 * each side reads only the frames that the other side has reason to send and drops all else, so
 * that nothing which arrives can throw, name an inherited method, or answer a call twice.
 */
const id = z.string().min(1).max(64)

const RequestFrame = z.strictObject({
  t: z.literal('q'),
  i: id,
  m: z.string().max(100),
  a: z.tuple([z.unknown()]),
})

const AnswerFrame = z.strictObject({ t: z.literal('s'), i: id, r: z.unknown() })

const eventMethod = 'event'
const leavingMethod = 'leaving'

const EventFrame = z.strictObject({
  t: z.literal('q'),
  m: z.enum([eventMethod, leavingMethod]),
  a: z.tuple([z.unknown()]),
})

const Answer = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.looseObject({ code: z.string() }) }),
])

/** The other end is gone, or answered with something that is no answer. */
export type ClientFailure = { readonly code: 'contract/closed' | 'contract/invalid-answer' }

/** birpc treats a negative timeout as none: an unlock may take as long as its key derivation. */
const noTimeout = -1

const listenTo = (port: Port, frame: z.ZodType, receive: (message: unknown) => void): void =>
  port.on((message) => {
    const parsed = frame.safeParse(message)
    if (parsed.success) receive(parsed.data)
  })

export interface Served<E> {
  /** Tells the other end. One way: nothing comes back and nothing is awaited. */
  emit(event: E): void
  /** Says that no further call will be answered here; those before it still are. */
  leave(): void
  close(): void
}

interface ClientMethods {
  [eventMethod](event: unknown): void
  [leavingMethod](nothing: unknown): void
}

/** Answers a contract's rows on a port. See `createDispatch` for what each call can end in. */
export const serveContract = <C extends Contract, E = never>(
  contract: C,
  handlers: HandlersOf<C>,
  port: Port,
  options: DispatchOptions,
): Served<E> => {
  const dispatch = createDispatch(contract, handlers, options)

  const post = (frame: { t: string; i?: string }): void => {
    try {
      port.post(frame)
    } catch (thrown) {
      const incidentId = options.newIncidentId()
      const errorName = thrown instanceof Error ? thrown.constructor.name : typeof thrown
      options.reportDefect({ incidentId, row: '(sending)', errorName, frames: [] })
      if (frame.t !== 's') return
      const failure: ContractFailure = { code: 'internal/defect', incidentId }
      port.post({ t: 's', i: frame.i, r: err(failure) })
    }
  }

  const rpc = createBirpc<ClientMethods, object, false>(
    {},
    {
      post,
      on: (receive) => listenTo(port, RequestFrame, receive),
      resolver: (row) => (input) => dispatch(row, input),
      timeout: noTimeout,
      proxify: false,
    },
  )
  const tell = (method: keyof ClientMethods, about: unknown): void => {
    if (!rpc.$closed) void rpc.$callEvent(method, about)
  }
  port.onClose(() => rpc.$close())
  return {
    emit: (event) => tell(eventMethod, event),
    leave: () => tell(leavingMethod, null),
    close: () => {
      rpc.$close()
      port.close()
    },
  }
}

export interface EventListener<S extends z.ZodType> {
  readonly schema: S
  /** Given parsed events only; one that does not parse is dropped. */
  listener(event: z.infer<S>): void
  /** The other end answers what it was asked so far and then ends. */
  onLeaving?(): void
}

/**
 * The calling side: every row a method that answers with a Result and never rejects. When the port
 * closes, what is still open and every later call answers `contract/closed`.
 */
export const createClient = <C extends Contract, S extends z.ZodType = z.ZodNever>(
  contract: C,
  port: Port,
  events?: EventListener<S>,
): ClientOf<C> => {
  const receiveEvent = (event: unknown): void => {
    const parsed = events?.schema.safeParse(event)
    if (parsed?.success) events?.listener(parsed.data)
  }

  const rpc = createBirpc<
    Record<string, (input: unknown) => Promise<unknown>>,
    ClientMethods,
    false
  >(
    { [eventMethod]: receiveEvent, [leavingMethod]: () => events?.onLeaving?.() },
    {
      post: (frame) => port.post(frame),
      on: (receive) => listenTo(port, z.union([AnswerFrame, EventFrame]), receive),
      timeout: noTimeout,
      proxify: false,
    },
  )
  port.onClose(() => rpc.$close())

  const call = async (row: string, input: unknown): Promise<Result<unknown>> => {
    try {
      return readAnswer(await rpc.$call(row, input))
    } catch {
      // birpc rejects for two reasons: it was closed, or the port could not carry the input.
      if (rpc.$closed) return err<ClientFailure>({ code: 'contract/closed' })
      return err<ContractFailure>({ code: 'contract/invalid-input', path: '' })
    }
  }

  return createMethods(contract, call)
}

/** One frozen method per row of the table, all going through one way of calling. */
export const createMethods = <C extends Contract>(
  contract: C,
  call: (row: string, input: unknown) => Promise<Result<unknown>>,
): ClientOf<C> => {
  const methods = Object.keys(contract).map((row) => [row, (input: unknown) => call(row, input)])
  return Object.freeze(Object.fromEntries(methods)) as ClientOf<C>
}

/** What came back over a boundary as a Result, or a failure that says it was none. */
export const readAnswer = (answer: unknown): Result<unknown, Failure> => {
  const parsed = Answer.safeParse(answer)
  if (!parsed.success) return err<ClientFailure>({ code: 'contract/invalid-answer' })
  return parsed.data as Result<unknown, Failure>
}
