import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { dropTo } from './account.ts'
import type { ChildSpec } from './child.ts'

const run = promisify(execFile)

/** The root of the repository. */
export const rootFolder = resolve(import.meta.dirname, '..')

/** The part of the environment that every Node process of ours gets. */
export function plainEnv(): Record<string, string> {
  const { PATH = '/usr/bin:/bin', NODE_COMPILE_CACHE } = process.env
  return { PATH, LANG: 'C.UTF-8', TZ: 'UTC', ...(NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE } : {}) }
}

/** How to run one of the processes under `apps/`. */
export function appSpec(name: string, env: Record<string, string>, logFile?: string): ChildSpec {
  const entry = `apps/${name}/main.ts`
  if (!existsSync(join(rootFolder, entry)))
    throw new Error(`${entry} is missing: this copy of the product is incomplete.`)
  return {
    name,
    command: dropTo(undefined, 'KILL', [process.execPath, entry]),
    env: { ...plainEnv(), ...env },
    cwd: rootFolder,
    logFile,
    readyWithinMs: 60_000,
  }
}

/** How to keep the built web app in step with its sources. */
export function webBuildSpec(logFile: string): ChildSpec {
  const build = ['node_modules/vite/bin/vite.js', 'build', '--watch', '--config', 'apps/web/vite.config.ts']
  return {
    name: 'web',
    command: dropTo(undefined, 'KILL', [process.execPath, ...build]),
    env: plainEnv(),
    cwd: rootFolder,
    logFile,
  }
}

/** Runs a script of ours to its end and returns what it printed; throws the end of its complaints when it fails. */
export async function runScript(script: string, env: Record<string, string>, signal?: AbortSignal): Promise<string> {
  if (!existsSync(join(rootFolder, script)))
    throw new Error(`${script} is missing: this copy of the product is incomplete.`)
  const [file = '', ...args] = dropTo(undefined, 'KILL', [process.execPath, script])
  try {
    const options = { cwd: rootFolder, env: { ...plainEnv(), ...env }, signal, maxBuffer: 16_000_000 }
    return (await run(file, args, options)).stdout
  } catch (error) {
    const complaint = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
    throw new Error(`${script} failed.\n${complaint.split('\n').slice(-15).join('\n')}`, { cause: error })
  }
}

/** Asks a URL of our own server; true when it answers 200. */
export async function answersOk(url: string, authorityFile?: string): Promise<boolean> {
  const secure = url.startsWith('https:')
  const ca = secure && authorityFile ? readFileSync(authorityFile) : undefined
  return new Promise((done) => {
    const sent = (secure ? requestHttps : requestHttp)(url, { ca, timeout: 2000, agent: false }, (reply) => {
      reply.resume()
      done(reply.statusCode === 200)
    })
    sent.on('timeout', () => sent.destroy())
    sent.on('error', () => done(false))
    sent.end()
  })
}
