import { z } from 'zod'

const secret = z.string().min(32, 'must have at least 32 characters')

/** The push services of Chromium, Firefox, Edge and Safari; whatever else a browser names is not called. */
const knownPushHosts = 'fcm.googleapis.com,updates.push.services.mozilla.com,*.notify.windows.com,web.push.apple.com'

const schema = z
  .object({
    DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address'),
    PUBLIC_URL: z.url('must be the address that browsers use, e.g. https://tuyen.example.vn'),
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().min(1).max(65535).default(8080),
    SESSION_SECRET: secret,
    DATA_DIR: z.string().min(1, 'must name a folder that the server may write to'),
    AUDIT_HEADS_FILE: z.string().optional(),
    WEB_DIR: z.string().default('dist/web'),
    DEMO: z.enum(['0', '1']).default('0'),
    TLS_CERT_FILE: z.string().optional(),
    TLS_KEY_FILE: z.string().optional(),
    LAN_CA_FILE: z.string().optional(),
    TRUST_PROXY: z.string().optional(),
    STATUS_FILE: z.string().optional(),
    SIGNATURE_PROVIDER: z.enum(['none', 'demo']).optional(),
    ORTHANC_URL: z.url().optional(),
    ORTHANC_USER: z.string().optional(),
    ORTHANC_PASSWORD: z.string().optional(),
    JANUS_URL: z.string().optional(),
    JANUS_API_SECRET: z.string().optional(),
    JANUS_ROOM_KEY: z.string().optional(),
    TURN_URLS: z.string().optional(),
    TURN_SECRET: z.string().optional(),
    VAPID_PUBLIC_KEY: z.string().optional(),
    VAPID_PRIVATE_KEY: z.string().optional(),
    VAPID_SUBJECT: z.string().optional(),
    PUSH_HOSTS: z.string().default(knownPushHosts),
    SMS_GATEWAY_URL: z.url().optional(),
    SMS_GATEWAY_TOKEN: z.string().optional(),
    VOICE_GATEWAY_URL: z.url().optional(),
    VOICE_GATEWAY_TOKEN: z.string().optional(),
    SMTP_URL: z.string().optional(),
    MAIL_FROM: z.string().optional(),
    DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(20),
  })
  .superRefine((value, context) => {
    const fail = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (Boolean(value.VAPID_PUBLIC_KEY) !== Boolean(value.VAPID_PRIVATE_KEY)) {
      fail('VAPID_PUBLIC_KEY', 'and VAPID_PRIVATE_KEY belong together; set both or neither')
    }
    if (value.DEMO === '1') return
    if (value.SIGNATURE_PROVIDER === 'demo') {
      fail('SIGNATURE_PROVIDER', 'the demo signing authority is refused in production; configure a real provider')
    }
    const isHttps = value.PUBLIC_URL.startsWith('https://')
    if (!isHttps) fail('PUBLIC_URL', 'must begin with https:// in production (camera and sign-in need it)')
    if (!value.TLS_CERT_FILE && !value.TRUST_PROXY) {
      fail('TLS_CERT_FILE', 'name a certificate (TLS_CERT_FILE and TLS_KEY_FILE) or the proxy in front (TRUST_PROXY)')
    }
    if (value.TLS_CERT_FILE && !value.TLS_KEY_FILE) fail('TLS_KEY_FILE', 'must name the key of TLS_CERT_FILE')
  })
  .transform((value) => ({
    ...value,
    SIGNATURE_PROVIDER: value.SIGNATURE_PROVIDER ?? (value.DEMO === '1' ? ('demo' as const) : ('none' as const)),
  }))

/** The configuration of a process, parsed once at its start. */
export type Config = z.output<typeof schema>

/** Mistakes in the configuration: one sentence for each, which begins with the name of the setting. */
export class ConfigError extends Error {
  readonly mistakes: string[]
  constructor(mistakes: string[]) {
    super(mistakes.join('\n'))
    this.name = 'ConfigError'
    this.mistakes = mistakes
  }
}

/** Reads the configuration from the environment. Throws ConfigError that names every mistake. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const mistakes = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? 'environment')
    return given[name] === undefined && issue.code === 'invalid_type'
      ? `${name} is missing; set it.`
      : `${name} ${issue.message}.`
  })
  throw new ConfigError(mistakes)
}

/** Reads the configuration or ends the process with one line for each mistake. */
export function readConfigOrExit(environment: NodeJS.ProcessEnv): Config {
  try {
    return readConfig(environment)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    for (const mistake of error.mistakes) process.stderr.write(`configuration: ${mistake}\n`)
    process.exit(2)
  }
}
