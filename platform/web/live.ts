import type { QueryClient } from '@tanstack/react-query'
import { type LiveReply, type LiveRequest, liveReply } from '../contract/live.ts'
import { signedOut } from './api.ts'

const firstRetryMs = 300
const maxRetryMs = 5_000
const pingMs = 20_000
const pongWithinMs = 8_000
const openWithinMs = 8_000
/** Hints of one event come one after the other; what they name is fetched once. */
const gatherMs = 5

/** The live link's state: open, or since when not. */
export type LinkState = { isOpen: true } | { isOpen: false; since: number }

type SignalListener = (message: unknown) => void

/**
 * The one live socket of this browser. It listens to the topics of the mounted queries, fetches again what a hint
 * names, and fetches everything mounted again after each reconnect, since hints are not replayed.
 */
export class LiveLink {
  readonly #queries: QueryClient
  readonly #listeners = new Set<() => void>()
  readonly #signals = new Map<string, Set<SignalListener>>()
  #socket: WebSocket | null = null
  #state: LinkState = { isOpen: false, since: Date.now() }
  #retryMs = firstRetryMs
  #isWanted = false
  #topics = ''
  #heardTopics: ReadonlySet<string> = new Set()
  #pong: ReturnType<typeof setTimeout> | undefined
  #named = new Set<string>()

  constructor(queries: QueryClient) {
    this.#queries = queries
    queries.getQueryCache().subscribe(() => this.#hear())
    setInterval(() => this.#ping(), pingMs)
    addEventListener('online', () => this.#socket ?? (this.#isWanted && this.#open()))
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** For `useSyncExternalStore`. */
  readonly getState = (): LinkState => this.#state

  /** Opens the link for the person who signed in; it opens again by itself until `stop`. */
  start(): void {
    this.#isWanted = true
    if (!this.#socket) this.#open()
  }

  /** Closes the link, at sign-out. */
  stop(): void {
    this.#isWanted = false
    this.#socket?.close()
    this.#socket = null
    this.#topics = ''
  }

  /** Sends a signal of the room; dropped without a link, since the call asks anew when the link is back. */
  signal(session: string, message: unknown): void {
    this.#say({ say: 'signal', session, message })
  }

  /** Hears the signals of one room. */
  onSignal(session: string, listener: SignalListener): () => void {
    const set = this.#signals.get(session) ?? new Set()
    this.#signals.set(session, set.add(listener))
    return () => set.delete(listener)
  }

  #open(): void {
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/live`)
    this.#socket = socket
    // a server that takes the connection and then says nothing must not hold the link for good
    const late = setTimeout(() => {
      socket.close()
      this.#lost(socket)
    }, openWithinMs)
    socket.addEventListener('open', () => {
      clearTimeout(late)
      this.#retryMs = firstRetryMs
      this.#topics = ''
      this.#heardTopics = new Set()
      this.#show({ isOpen: true })
      this.#hear()
      void this.#queries.invalidateQueries()
    })
    socket.addEventListener('message', (event) => this.#take(String(event.data)))
    socket.addEventListener('close', () => {
      clearTimeout(late)
      this.#lost(socket)
    })
  }

  #lost(socket: WebSocket): void {
    if (this.#socket !== socket) return
    this.#socket = null
    clearTimeout(this.#pong)
    if (this.#state.isOpen) this.#show({ isOpen: false, since: Date.now() })
    if (!this.#isWanted) return
    setTimeout(() => this.#isWanted && !this.#socket && this.#open(), this.#retryMs)
    this.#retryMs = Math.min(maxRetryMs, this.#retryMs * 2)
  }

  #take(text: string): void {
    const parsed = liveReply.safeParse(JSON.parse(text))
    if (parsed.success) this.#heard(parsed.data)
  }

  #heard(reply: LiveReply): void {
    switch (reply.say) {
      case 'hint':
        return this.#changed(reply.topic)
      case 'again':
        return void this.#queries.invalidateQueries()
      case 'refused':
        return this.#refused(reply.topic)
      case 'signed-out':
        this.stop()
        return void signedOut.dispatchEvent(new Event('signed-out'))
      case 'signal':
        for (const listener of this.#signals.get(reply.session) ?? []) listener(reply.message)
        return
      case 'pong':
        return clearTimeout(this.#pong)
      case 'heard':
        return this.#listening(reply.topics)
      default:
        return reply satisfies never
    }
  }

  /** What changed between a fetch and the moment from which the topic is heard was told to nobody: it is fetched again. */
  #listening(topics: readonly string[]): void {
    const fresh = topics.filter((topic) => !this.#heardTopics.has(topic))
    this.#heardTopics = new Set(topics)
    for (const topic of fresh) this.#changed(topic)
  }

  /** What was heard and is so no longer: a sight has ended, and the page finds out. Others were never promised. */
  #refused(topic: string): void {
    if (!this.#heardTopics.has(topic)) return
    this.#heardTopics = new Set([...this.#heardTopics].filter((each) => each !== topic))
    this.#changed(topic)
  }

  #changed(topic: string): void {
    if (this.#named.size === 0) setTimeout(() => void this.#refetch(), gatherMs)
    this.#named.add(topic)
  }

  async #refetch(): Promise<void> {
    const topics = this.#named
    this.#named = new Set()
    const isNamed = (query: Keyed) => topicsOf(query).some((topic) => topics.has(topic))
    await Promise.all(
      this.#queries
        .getQueryCache()
        .findAll({ predicate: isNamed })
        .map(async (query) => {
          // a first fetch that is under way would not be made anew, and may have been answered before the change
          const isFirst = query.state.data === undefined && query.state.fetchStatus === 'fetching'
          if (isFirst) await query.fetch().catch(() => undefined)
          await this.#queries.invalidateQueries({ queryKey: query.queryKey, exact: true })
        }),
    )
  }

  #hear(): void {
    if (!this.#state.isOpen) return
    const mounted = this.#queries.getQueryCache().findAll({ type: 'active' })
    const topics = [...new Set(mounted.flatMap((query) => topicsOf(query)))].sort()
    const key = topics.join(' ')
    if (key === this.#topics) return
    this.#topics = key
    this.#say({ say: 'hear', topics })
  }

  /** A refusal may have been of its moment: what a page still wants and does not hear is asked for again. */
  #hearAgain(): void {
    if (this.#topics.split(' ').every((topic) => topic === '' || this.#heardTopics.has(topic))) return
    this.#topics = ''
    this.#hear()
  }

  #ping(): void {
    if (!this.#socket || !this.#state.isOpen) return
    this.#say({ say: 'ping' })
    this.#hearAgain()
    const socket = this.#socket
    clearTimeout(this.#pong)
    this.#pong = setTimeout(() => {
      socket.close()
      this.#lost(socket)
    }, pongWithinMs)
  }

  #say(request: LiveRequest): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(request))
  }

  #show(state: LinkState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

type Keyed = { queryKey: readonly unknown[]; meta?: { topics?: readonly string[] } | undefined }

/** The topics of a query: `['consult', id, …]` is `consult/<id>`; others name theirs in `meta.topics`. */
const topicsOf = (query: Keyed): readonly string[] => {
  const [kind, id] = query.queryKey
  const own = typeof kind === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? [`${kind}/${id}`] : []
  return [...own, ...(query.meta?.topics ?? [])]
}
