import { Worker } from 'node:worker_threads'

/** Why a thread gave no answer: the work took too long, or its thread failed or ended. */
export class ThreadFault extends Error {
  readonly reason: 'too-long' | 'failed' | 'ended'
  constructor(reason: 'too-long' | 'failed' | 'ended') {
    super(reason)
    this.name = 'ThreadFault'
    this.reason = reason
  }
}

type Options = {
  /** How many threads there are at most. */
  size: number
  longestMs: number
  mostHeapMegabytes: number
}

type Waiting<Work, Answer> = { work: Work; resolve: (answer: Answer) => void; reject: (error: Error) => void }

/**
 * Threads that answer one message after the other, each with one message: work that takes too long or too much costs its
 * thread and nothing else. They keep no process alive.
 */
export class ThreadPool<Work, Answer> {
  readonly #script: URL
  readonly #options: Options
  readonly #idle: Worker[] = []
  readonly #all = new Set<Worker>()
  readonly #queue: Waiting<Work, Answer>[] = []
  #isClosed = false

  constructor(script: URL, options: Options) {
    this.#script = script
    this.#options = options
  }

  /** Starts a thread, so that the first work does not wait for it. */
  warm(): void {
    if (this.#all.size === 0) this.#idle.push(this.#open())
  }

  /** What a thread answers; throws `ThreadFault`. */
  async ask(work: Work): Promise<Answer> {
    if (this.#isClosed) throw new ThreadFault('ended')
    return await new Promise<Answer>((resolve, reject) => {
      this.#queue.push({ work, resolve, reject })
      this.#next()
    })
  }

  /** Ends the threads; what waits is rejected. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const { reject } of this.#queue.splice(0)) reject(new ThreadFault('ended'))
    await Promise.all([...this.#all].map(async (thread) => await thread.terminate()))
  }

  #next(): void {
    if (this.#isClosed || this.#queue.length === 0) return
    const thread = this.#idle.pop() ?? (this.#all.size < this.#options.size ? this.#open() : null)
    const waiting = thread && this.#queue.shift()
    if (thread && waiting) this.#give(thread, waiting)
  }

  #give(thread: Worker, { work, resolve, reject }: Waiting<Work, Answer>): void {
    const settle = (then: () => void) => {
      clearTimeout(timer)
      thread.off('message', onAnswer).off('error', onError).off('exit', onExit)
      then()
      this.#next()
    }
    const lose = (reason: ThreadFault['reason']) =>
      settle(() => {
        this.#all.delete(thread)
        void thread.terminate()
        reject(new ThreadFault(reason))
      })
    const onAnswer = (answer: Answer) =>
      settle(() => {
        this.#idle.push(thread)
        resolve(answer)
      })
    const onError = () => lose('failed')
    const onExit = () => lose('ended')
    const timer = setTimeout(() => lose('too-long'), this.#options.longestMs)
    thread.on('message', onAnswer).on('error', onError).on('exit', onExit)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    thread.postMessage(work)
  }

  #open(): Worker {
    const thread = new Worker(this.#script, {
      resourceLimits: { maxOldGenerationSizeMb: this.#options.mostHeapMegabytes },
    })
    thread.unref()
    // one that fails while nobody waits for it must end neither the process nor a later work
    thread.on('error', () => undefined)
    thread.on('exit', () => {
      this.#all.delete(thread)
      const place = this.#idle.indexOf(thread)
      if (place >= 0) this.#idle.splice(place, 1)
    })
    this.#all.add(thread)
    return thread
  }
}
