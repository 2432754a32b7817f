// A second network beside the test's own, and the link between them: as slow as a hospital's, and cut when asked.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const settings = { env: { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin` }, stdio: 'pipe' as const }
const run = (command: string, ...given: string[]) => execFileSync(command, given, settings)

/** A network at the far end of a link; programs are started in it with the words of `inside` before them. */
export type Link = {
  /** The address of this end, and of the far one. */
  near: string
  far: string
  /** Words before a command that make it run at the far end. */
  inside: readonly string[]
  /** A file that starts a program at the far end, for those who take a path. */
  wrap: (program: string) => string
  /** How fast it is, in both directions. */
  setRate: (megabits: number) => void
  cut: () => void
  mend: () => void
  /** Bytes that have left this end, headers of the link with them. */
  sent: () => number
  close: () => void
}

let links = 0

/** Makes a network and the link to it; inside `ops/netns.sh` only, so that nothing of the machine is touched. */
export async function openLink(megabits: number): Promise<Link> {
  if (!process.env['TUYEN_NETNS'])
    throw new Error('a link is made inside a network of the test only: bash ops/netns.sh')
  links += 1
  const [nearName, farName] = [`near${links}`, `far${links}`]
  const [near, far] = [`10.78.${links}.1`, `10.78.${links}.2`]
  const holder = await holdNetwork()
  const inside = ['nsenter', `--net=/proc/${holder.pid}/ns/net`]
  const there = (...given: string[]) => run(inside[0] ?? '', ...inside.slice(1), ...given)
  run('ip', 'link', 'add', nearName, 'type', 'veth', 'peer', 'name', farName)
  run('ip', 'link', 'set', farName, 'netns', String(holder.pid))
  run('ip', 'address', 'add', `${near}/24`, 'dev', nearName)
  run('ip', 'link', 'set', nearName, 'up')
  there('ip', 'link', 'set', 'lo', 'up')
  there('ip', 'address', 'add', `${far}/24`, 'dev', farName)
  there('ip', 'link', 'set', farName, 'up')
  // whoever is at the far end reaches all addresses of this end
  there('ip', 'route', 'add', 'default', 'via', near)
  const shape = (rate: number) => {
    const how = ['root', 'tbf', 'rate', `${rate}mbit`, 'burst', rate > 10 ? '64kb' : '16kb', 'latency', '400ms']
    run('tc', 'qdisc', 'replace', 'dev', nearName, ...how)
    there('tc', 'qdisc', 'replace', 'dev', farName, ...how)
  }
  shape(megabits)
  const folder = mkdtempSync(join(tmpdir(), 'tuyen-link-'))
  return {
    ...{ near, far, inside },
    wrap: (program) => {
      const file = join(folder, 'run.sh')
      writeFileSync(file, `#!/bin/sh\nexec ${inside.join(' ')} ${program} "$@"\n`, { mode: 0o755 })
      return file
    },
    setRate: shape,
    cut: () => void run('ip', 'link', 'set', nearName, 'down'),
    mend: () => void run('ip', 'link', 'set', nearName, 'up'),
    sent: () =>
      Number(/\bSent (\d+) bytes/.exec(run('tc', '-s', 'qdisc', 'show', 'dev', nearName).toString())?.[1] ?? 0),
    close: () => {
      holder.kill('SIGKILL')
      rmSync(folder, { recursive: true })
    },
  }
}

/** A process that does nothing but keep a network alive. */
async function holdNetwork(): Promise<ChildProcess> {
  const holder = spawn('unshare', ['-n', 'sh', '-c', 'echo there; exec sleep 3600'], {
    ...settings,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await new Promise<void>((resolve, reject) => {
    holder.stdout?.once('data', () => resolve())
    holder.once('exit', () => reject(new Error('this machine allows no second network')))
  })
  return holder
}
