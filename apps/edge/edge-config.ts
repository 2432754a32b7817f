import { readFileSync } from 'node:fs'
import { dirname, isAbsolute, resolve } from 'node:path'
import { z } from 'zod'

const aet = z
  .string()
  .regex(/^[\x21-\x7e](?:[\x20-\x7e]{0,14}[\x21-\x7e])?$/, 'must be an AE title: 1 to 16 characters')
const port = z.number().int().min(1).max(65_535)
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day like 07:30')
const gigabyte = 1024 ** 3

const receiver = z.strictObject({
  aet,
  /** What comes under this name goes first. */
  isEmergency: z.boolean().default(false),
})

const sender = z.strictObject({
  aet,
  /** From where alone it may come. */
  address: z.union([z.ipv4(), z.ipv6()]).optional(),
  /** Where confirmations of storage go; without it they go back on the same connection. */
  commitTo: z.strictObject({ host: z.string(), port }).optional(),
})

const schema = z.strictObject({
  hub: z.strictObject({
    url: z.url('must be the address of the hub, e.g. https://tuyen.example.vn'),
    caFile: z.string().optional(),
    /** For tests, whose network leads nowhere: http is allowed. */
    isTest: z.boolean().default(false),
  }),
  folder: z.string().min(1),
  dicom: z.strictObject({
    host: z.string().default('0.0.0.0'),
    port: port.default(11_112),
    receivers: z.array(receiver).min(1, 'must name at least one AE title under which the gateway receives'),
    senders: z.array(sender).min(1, 'must name at least one modality or archive that may send'),
    mostConnections: z.number().int().min(1).max(1000).default(64),
  }),
  spool: z
    .strictObject({
      reserveBytes: z
        .number()
        .int()
        .min(0)
        .default(2 * gigabyte),
      mostBytes: z.number().int().min(1).optional(),
    })
    .prefault({}),
  link: z
    .strictObject({
      lanes: z.number().int().min(1).max(8).default(4),
      /** Kilobits per second, unless an hour says otherwise; 0 is as much as there is. */
      kilobits: z.number().min(0).default(0),
      hours: z.array(z.strictObject({ from: time, to: time, kilobits: z.number().min(0) })).default([]),
      zone: z.string().default('Asia/Ho_Chi_Minh'),
      isEmergencyCapped: z.boolean().default(false),
      longestWaitSeconds: z.number().min(0.1).max(3600).default(120),
      beatSeconds: z.number().min(0.2).max(300).default(15),
    })
    .prefault({}),
})

/** The configuration of a gateway, read once at its start. */
export type EdgeConfig = z.output<typeof schema>

/** Mistakes in the configuration: one sentence for each, which begins with the name of the setting. */
export class EdgeConfigError extends Error {
  constructor(mistakes: string[]) {
    super(mistakes.join('\n'))
    this.name = 'EdgeConfigError'
  }
}

/** Reads the configuration file; folders and files in it are meant beside it. Throws EdgeConfigError. */
export function readEdgeConfig(path: string): EdgeConfig {
  const config = parseEdgeConfig(textOf(path))
  const beside = (name: string) => (isAbsolute(name) ? name : resolve(dirname(path), name))
  const { caFile } = config.hub
  return {
    ...config,
    folder: beside(config.folder),
    hub: { ...config.hub, ...(caFile ? { caFile: beside(caFile) } : {}) },
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new EdgeConfigError([`--config names ${path}, which cannot be read.`])
  }
}

/** Reads the text of a configuration. Throws EdgeConfigError that names every mistake. */
export function parseEdgeConfig(text: string): EdgeConfig {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch (error) {
    throw new EdgeConfigError([`The configuration is not JSON: ${error instanceof Error ? error.message : ''}.`])
  }
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw new EdgeConfigError(parsed.error.issues.map(sentenceOf))
  const { url, isTest } = parsed.data.hub
  if (!url.startsWith('https://') && !isTest)
    throw new EdgeConfigError(['hub.url must begin with https://, because images of patients travel there.'])
  return parsed.data
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  const name = issue.path.join('.') || 'The configuration'
  if (issue.code === 'unrecognized_keys') return `${name} has settings that do not exist: ${issue.keys.join(', ')}.`
  if (issue.code === 'invalid_type' && issue.input === undefined) return `${name} is missing; set it.`
  return `${name} ${issue.message.replace(/\.$/, '')}.`
}
