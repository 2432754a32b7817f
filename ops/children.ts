import { renameSync, writeFileSync } from 'node:fs'
import { type Child, type ChildSpec, type ChildStatus, superviseChild } from './child.ts'

const stopTogether = [['web', 'server'], ['worker'], ['janus', 'coturn', 'orthanc'], ['postgres']]
const stopWithinMs = 10_000

/** All supervised processes of one running product, and the file that tells others how they are. */
export interface Children {
  add(spec: ChildSpec): Child
  /** Notes a part that cannot run on this machine. */
  addOff(name: string, reason: string): void
  /** One child by name; throws when there is none. */
  get(name: string): Child
  statuses(): ChildStatus[]
  /** The ids of the processes that run now, by name. */
  pids(): Record<string, number>
  /** Ends all in the order in which they need each other; what has not ended after ten seconds is killed. */
  stop(): Promise<void>
}

/** Makes an empty set of children that rewrites `statusFile` on every change. */
export function createChildren(statusFile: string): Children {
  const children = new Map<string, Child>()
  const off: ChildStatus[] = []
  const statuses = () => [...[...children.values()].map((child) => child.status()), ...off]
  const writeStatus = () => {
    const draft = `${statusFile}.new`
    writeFileSync(draft, `${JSON.stringify({ children: statuses() })}\n`)
    renameSync(draft, statusFile)
  }
  let stopping: Promise<void> | undefined

  return {
    add(spec) {
      const child = superviseChild(spec, writeStatus)
      children.set(spec.name, child)
      return child
    },
    addOff(name, reason) {
      off.push({ name, state: 'off', restarts: 0, since: new Date().toISOString(), reason })
      writeStatus()
    },
    get(name) {
      const child = children.get(name)
      if (!child) throw new Error(`No process is called ${name}; there are ${[...children.keys()].join(', ')}.`)
      return child
    },
    statuses,
    pids() {
      const entries = [...children.values()].map((child) => [child.name, child.pid()] as const)
      return Object.fromEntries(entries.filter((entry): entry is [string, number] => entry[1] !== undefined))
    },
    stop() {
      stopping ??= stopInOrder([...children.values()])
      return stopping
    },
  }
}

async function stopInOrder(children: Child[]): Promise<void> {
  const deadline = Date.now() + stopWithinMs
  for (const names of stopTogether) {
    const group = children.filter((child) => names.includes(child.name))
    await Promise.all(group.map((child) => child.stop(Math.max(500, deadline - Date.now()))))
  }
}
