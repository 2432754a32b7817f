import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Child, type ChildSpec, superviseChild } from './child.ts'
import { processStat } from './process-stat.ts'

function supervised(t: TestContext, script: string, more: Partial<ChildSpec> = {}): Child {
  const folder = mkdtempSync(join(tmpdir(), 'tuyen-child-'))
  const spec = {
    name: 'probe',
    command: [process.execPath, '-e', script],
    env: {},
    cwd: folder,
    logFile: join(folder, 'log'),
  }
  const child = superviseChild({ ...spec, ...more }, () => undefined)
  t.after(async () => {
    await child.stop(0)
    rmSync(folder, { recursive: true })
  })
  return child
}

async function until(claim: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!claim()) {
    assert.ok(Date.now() < deadline, 'what was waited for did not come')
    await sleep(20)
  }
}

const forever = 'setInterval(() => {}, 1000)'

test('a killed child starts again under a new process id, and says why', async (t) => {
  const child = supervised(t, forever)
  await child.start()
  const firstPid = child.pid()
  child.kill('SIGKILL')
  await until(() => child.status().state === 'restarting')
  assert.equal(child.status().reason, 'ended by SIGKILL')
  await until(() => child.status().state === 'running')
  assert.notEqual(child.pid(), firstPid)
  assert.equal(child.status().restarts, 1)
})

test('a stopped child stays stopped, also one that ignores the polite signal', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tuyen-child-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const deaf = `process.on('SIGTERM', () => {}); require('node:fs').writeFileSync('deaf', ''); ${forever}`
  const child = supervised(t, deaf, { cwd: folder, isReady: async () => existsSync(join(folder, 'deaf')) })
  await child.start()
  await child.stop(100)
  assert.equal(child.status().state, 'stopped')
  assert.equal(child.pid(), undefined)
  await sleep(300)
  assert.equal(child.status().restarts, 0)
})

test('a child that cannot start fails with the end of its log', async (t) => {
  const child = supervised(t, `console.error('no such table'); process.exit(3)`, { isReady: async () => false })
  await assert.rejects(child.start(), /probe keeps ending \(ended with exit code 3\)[\s\S]*no such table/)
})

test('a child that dies of its supervisor does not outlive it', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tuyen-orphan-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const parentScript = `
    import { superviseChild } from '${import.meta.dirname}/child.ts'
    import { dropTo } from '${import.meta.dirname}/account.ts'
    const command = dropTo(undefined, 'KILL', ['sleep', '60'])
    const child = superviseChild({ name: 'orphan', command, env: {}, cwd: '/', logFile: '${folder}/log' }, () => {})
    await child.start()
    process.send(child.pid())`
  writeFileSync(join(folder, 'parent.ts'), parentScript)
  const parent = fork(join(folder, 'parent.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const orphanPid = await new Promise<number>((resolve) => parent.once('message', (pid) => resolve(Number(pid))))
  assert.ok(isAlive(orphanPid))
  await sleep(100) // setpriv has asked for the signal by then
  parent.kill('SIGKILL')
  await until(() => !isAlive(orphanPid))
})

// A dead process that nobody has buried yet still answers signals: only its state tells.
function isAlive(pid: number): boolean {
  return ![undefined, 'Z'].includes(processStat(pid)?.state)
}
