import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { answersOk, appSpec, rootFolder, runScript, webBuildSpec } from './apps.ts'
import type { ChildStatus } from './child.ts'
import { type Children, createChildren } from './children.ts'
import { coturnSpec, missingCoturn, turnAddress, turnUrls } from './coturn.ts'
import { claimDataFolder, makeDataFolder, servicesFolder } from './data-folder.ts'
import { janusSpec, missingJanus } from './janus.ts'
import type { Lan } from './lan.ts'
import { missingOrthanc, orthancSpec, orthancUser } from './orthanc.ts'
import { checkPortsFree, type Ports, readPorts, type Settings } from './ports.ts'
import { postgresSpec, postgresUrl, socketFolder } from './postgres.ts'
import { ensureDatabase, ensureRoles } from './postgres-roles.ts'
import { loadSecrets, type Secrets, vapidPublicKey } from './secrets.ts'

/** What to start and where. */
export interface StackOptions {
  /** Holds all data; made when it is missing. */
  dataDir: string
  /** Ports that override the settings in `env`. */
  ports?: Partial<Ports>
  /** Settings such as PORT, TURN_IP, JANUS_ICE_ENFORCE; our own environment when left out. */
  env?: Settings
  /** Gets each line meant for a person. */
  log?: (line: string) => void
  /** False: only PostgreSQL, Orthanc, Janus and coturn, for tests that start the rest themselves. */
  apps?: boolean
  /** False: no demo data. */
  demo?: boolean
  /** Further environment of server and worker. */
  appEnv?: Record<string, string>
  /** Builds the web app anew whenever its sources change. */
  dev?: boolean
  /** Serves the local network by HTTPS. */
  lan?: Lan
  /** Gives up starting and ends what was started. */
  signal?: AbortSignal
}

/** A running product. */
export interface Stack {
  ports: Ports
  /** The environment of server and worker. */
  env: Record<string, string>
  /** Opens the database as its owner and as superuser; the latter is undefined with a database that is not ours. */
  databaseOwnerUrl: string
  superuserUrl: string | undefined
  /** The table of sign-ins that the demo data printed. */
  signIns: string
  statuses(): ChildStatus[]
  pids(): Record<string, number>
  /** Sends a signal; a child that ends of it is started again. */
  kill(name: string, signal?: NodeJS.Signals): void
  /** Ends a child, which stays down until `resume`; kills it when it has not ended in time. */
  halt(name: string, withinMs?: number): Promise<void>
  /** Starts a halted child and waits until it is ready. */
  resume(name: string): Promise<void>
  stop(): Promise<void>
}

interface Plan {
  options: StackOptions
  settings: Settings
  ports: Ports
  secrets: Secrets
  dataDir: string
  services: string
  children: Children
  say: (line: string) => void
}

/** Starts the whole product on one data folder; when anything needed fails, all is ended and the reason thrown. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const dataDir = resolve(options.dataDir)
  const settings = options.env ?? process.env
  const say = options.log ?? (() => undefined)
  const ports = { ...readPorts(settings), ...options.ports }
  makeDataFolder(dataDir)
  const claim = await claimDataFolder(dataDir)
  const children = createChildren(join(dataDir, 'status.json'))
  const stop = async () => {
    claim.leaveSoon()
    await children.stop()
    claim.leave()
  }
  options.signal?.addEventListener('abort', () => void stop())
  try {
    const secrets = loadSecrets(dataDir)
    const services = servicesFolder(dataDir, secrets.instance, say)
    return await start({ options, settings, ports, secrets, dataDir, services, children, say }, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

async function start(plan: Plan, stop: () => Promise<void>): Promise<Stack> {
  const { options, children, ports } = plan
  const database = await databaseOf(plan)
  addServices(plan)
  await checkPortsFree(ports, wantedPorts(plan))
  const media = Promise.all(startedBeside(children).map((name) => startOrSay(plan, name)))
  if (database.superuserUrl) await startDatabase(plan, database.superuserUrl)
  const env = { ...appEnv(plan), DATABASE_URL: database.appUrl }
  let signIns = ''
  if (options.apps !== false) {
    await runScript('db/migrate.ts', { DATABASE_OWNER_URL: database.ownerUrl }, options.signal)
    if (options.demo !== false)
      signIns = await runScript('db/seed/demo.ts', { DATABASE_OWNER_URL: database.ownerUrl }, options.signal)
  }
  await media
  options.signal?.throwIfAborted()
  if (options.apps !== false) await startApps(plan, env)
  return {
    ports,
    env,
    databaseOwnerUrl: database.ownerUrl,
    superuserUrl: database.superuserUrl,
    signIns,
    statuses: children.statuses,
    pids: children.pids,
    kill: (name, signal = 'SIGKILL') => children.get(name).kill(signal),
    halt: (name, withinMs) => children.get(name).stop(withinMs),
    resume: (name) => children.get(name).start(),
    stop,
  }
}

function logFile(plan: Plan, name: string): string {
  return join(plan.dataDir, 'logs', `${name}.log`)
}

interface Database {
  ownerUrl: string
  appUrl: string
  superuserUrl: string | undefined
}

async function databaseOf(plan: Plan): Promise<Database> {
  const { settings, ports, secrets } = plan
  if (settings.DATABASE_URL && settings.DATABASE_OWNER_URL) {
    return { appUrl: settings.DATABASE_URL, ownerUrl: settings.DATABASE_OWNER_URL, superuserUrl: undefined }
  }
  const folder = join(plan.services, 'pg')
  const server = { port: ports.PG_PORT, socket: socketFolder(folder, ports.PG_PORT) }
  const options = { folder, port: ports.PG_PORT, superuserPassword: secrets.postgresSuperuser }
  plan.children.add(await postgresSpec({ ...options, logFile: logFile(plan, 'postgres'), say: plan.say }))
  return {
    ownerUrl: postgresUrl(server, 'tuyen_owner', secrets.postgresOwner, 'tuyen'),
    appUrl: postgresUrl(server, 'tuyen_app', secrets.postgresApp, 'tuyen'),
    superuserUrl: postgresUrl(server, 'postgres', secrets.postgresSuperuser, 'postgres'),
  }
}

async function startDatabase({ children, secrets }: Plan, superuserUrl: string): Promise<void> {
  await children.get('postgres').start()
  await ensureRoles(superuserUrl, { owner: secrets.postgresOwner, app: secrets.postgresApp })
  await ensureDatabase(superuserUrl, 'tuyen')
}

function addServices(plan: Plan): void {
  const { children, ports, secrets, settings, services } = plan
  const missing = { orthanc: missingOrthanc(), janus: missingJanus(), coturn: missingCoturn() }
  for (const [name, reason] of Object.entries(missing)) {
    if (reason) children.addOff(name, reason)
  }
  const at = (name: string) => ({ folder: join(services, name), ports, settings, logFile: logFile(plan, name) })
  if (!missing.orthanc) children.add(orthancSpec({ ...at('orthanc'), password: secrets.orthancPassword }))
  if (!missing.coturn) children.add(coturnSpec({ ...at('coturn'), secret: secrets.turn }))
  const janusSecrets = { api: secrets.janusApi, admin: secrets.janusAdmin, room: secrets.janusRoom }
  const recordingsFolder = join(services, 'recordings')
  if (!missing.janus) children.add(janusSpec({ ...at('janus'), recordingsFolder, secrets: janusSecrets }))
}

function isPlanned(children: Children, name: string): boolean {
  return children.statuses().some((child) => child.name === name && child.state !== 'off')
}

function startedBeside(children: Children): string[] {
  return ['orthanc', 'janus', 'coturn'].filter((name) => isPlanned(children, name))
}

function wantedPorts({ children, options, settings }: Plan) {
  const host = options.lan ? '0.0.0.0' : '127.0.0.1'
  const wanted = [
    { name: 'PORT', host, by: 'server' },
    { name: 'PG_PORT', host: '127.0.0.1', by: 'postgres' },
    { name: 'ORTHANC_PORT', host: '0.0.0.0', by: 'orthanc' },
    { name: 'ORTHANC_DICOM_PORT', host: '0.0.0.0', by: 'orthanc' },
    { name: 'JANUS_PORT', host: '127.0.0.1', by: 'janus' },
    { name: 'JANUS_ADMIN_PORT', host: '127.0.0.1', by: 'janus' },
    { name: 'TURN_PORT', host: turnAddress(settings), by: 'coturn', udp: true },
  ] as const
  return wanted.filter(({ by }) => (by === 'server' ? options.apps !== false : isPlanned(children, by)))
}

// Without images or video the product still works, and says what is off.
async function startOrSay({ children, options, say }: Plan, name: string): Promise<void> {
  try {
    await children.get(name).start()
  } catch (error) {
    if (!options.signal?.aborted) say(error instanceof Error ? error.message : String(error))
  }
}

async function startApps(plan: Plan, env: Record<string, string>): Promise<void> {
  const { children, options, ports } = plan
  const server = { ...appSpec('server', env, logFile(plan, 'server')) }
  const readyUrl = options.lan ? `${options.lan.url}/readyz` : `http://127.0.0.1:${ports.PORT}/readyz`
  server.isReady = () => answersOk(readyUrl, options.lan?.authorityFile)
  children.add(server)
  children.add(appSpec('worker', env, logFile(plan, 'worker')))
  if (options.dev) await children.add(webBuildSpec(logFile(plan, 'web'))).start()
  await Promise.all([children.get('server').start(), children.get('worker').start()])
}

/** Settings of the apps that the operator may give as environment. */
const passedOn = [
  ...['LOG_LEVEL', 'PUSH_HOSTS', 'VAPID_SUBJECT', 'SMS_GATEWAY_URL', 'SMS_GATEWAY_TOKEN'],
  ...['VOICE_GATEWAY_URL', 'VOICE_GATEWAY_TOKEN', 'SMTP_URL', 'MAIL_FROM'],
]

function appEnv(plan: Plan): Record<string, string> {
  const { options, settings, ports, secrets, dataDir, children } = plan
  const lan = options.lan
  const env: Record<string, string> = {
    PUBLIC_URL: settings.PUBLIC_URL || lan?.url || `http://127.0.0.1:${ports.PORT}`,
    HOST: lan ? '0.0.0.0' : '127.0.0.1',
    PORT: String(ports.PORT),
    SESSION_SECRET: secrets.session,
    DATA_DIR: join(dataDir, 'app'),
    WEB_DIR: join(rootFolder, 'dist/web'),
    STATUS_FILE: join(dataDir, 'status.json'),
    AUDIT_HEADS_FILE: join(dataDir, 'audit-heads.jsonl'),
    VAPID_PUBLIC_KEY: vapidPublicKey(secrets.vapid),
    VAPID_PRIVATE_KEY: secrets.vapid,
  }
  if (options.demo !== false) Object.assign(env, { DEMO: '1', SIGNATURE_PROVIDER: 'demo' })
  for (const name of passedOn) if (settings[name]) env[name] = settings[name]
  if (lan)
    Object.assign(env, {
      TLS_CERT_FILE: lan.certificateFile,
      TLS_KEY_FILE: lan.keyFile,
      LAN_CA_FILE: lan.authorityFile,
    })
  if (isPlanned(children, 'orthanc')) Object.assign(env, orthancEnv(ports, secrets))
  if (isPlanned(children, 'janus')) Object.assign(env, janusEnv(plan))
  if (isPlanned(children, 'coturn'))
    Object.assign(env, { TURN_URLS: turnUrls(ports, settings), TURN_SECRET: secrets.turn })
  mkdirSync(env.DATA_DIR ?? dataDir, { recursive: true })
  return { ...env, ...options.appEnv }
}

function orthancEnv(ports: Ports, secrets: Secrets) {
  return {
    ORTHANC_URL: `http://127.0.0.1:${ports.ORTHANC_PORT}`,
    ORTHANC_USER: orthancUser,
    ORTHANC_PASSWORD: secrets.orthancPassword,
    ORTHANC_DICOM_PORT: String(ports.ORTHANC_DICOM_PORT),
  }
}

function janusEnv({ ports, secrets, services }: Plan) {
  return {
    JANUS_URL: `ws://127.0.0.1:${ports.JANUS_PORT}`,
    JANUS_API_SECRET: secrets.janusApi,
    JANUS_ADMIN_URL: `ws://127.0.0.1:${ports.JANUS_ADMIN_PORT}`,
    JANUS_ADMIN_SECRET: secrets.janusAdmin,
    JANUS_ROOM_KEY: secrets.janusRoom,
    JANUS_RECORDINGS_DIR: join(services, 'recordings'),
  }
}
