// A thread for the test of the pool: it does what it is told.

import { parentPort, threadId } from 'node:worker_threads'

/** What the thread may be told to do: answer, never answer, fail while asked, or fail once it has answered. */
export type Told = 'answer' | 'hang' | 'fail' | 'fail-later'

parentPort?.on('message', (told: Told) => {
  if (told === 'fail') throw new Error('told to fail')
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  if (told !== 'hang') parentPort?.postMessage(threadId)
  if (told === 'fail-later') setImmediate(() => process.exit(1))
})
