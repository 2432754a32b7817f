import { createHmac, randomBytes } from 'node:crypto'
import type { WorklistEntry } from '#capabilities/imaging/contract/edges.ts'
import type { Caller } from '#gateways/dicom/receive-images.ts'
import { fold } from '#platform/contract/fold.ts'

const sexes = { male: 'M', female: 'F', unknown: 'O' } as const
const longestAsked = 64
const mostStars = 5

type Options = { isAscii: boolean; zone: string; now: () => number; device?: Secret }
/** A key that never leaves the device, and which gateway it is. */
type Secret = { edgeId: string; key: Buffer }
type Query = Record<string, unknown>

/**
 * The modality worklist (PS3.4 K): the patients for whom an emergency is open, so that the technician picks the patient
 * instead of typing, and the images come back under the right identifier.
 */
export class Worklist {
  readonly #options: Options
  readonly #secret: Secret
  #entries: readonly WorklistEntry[] = []

  constructor(options: Options) {
    this.#options = options
    // without a key of the device the names hold until the gateway is started again
    const { edgeId, key } = options.device ?? { edgeId: '', key: randomBytes(32) }
    this.#secret = { edgeId, key: createHmac('sha256', key).update('tuyen edge worklist').digest() }
  }

  /** Takes the newest list of the hub; while the link is away the last one holds. */
  set(entries: readonly WorklistEntry[]): void {
    this.#entries = entries
  }

  /** What fits a query, as DICOM elements by keyword. */
  answer(caller: Caller, query: Query): Query[] {
    const step = stepOf(query)
    const today = this.#today()
    if (!isWithin(today, textOf(step, 'ScheduledProcedureStepStartDate'))) return []
    const modality = plainOr(textOf(step, 'Modality'), 'OT')
    return this.#entries
      .filter((entry) => fits(entry.patientId, textOf(query, 'PatientID')))
      .filter((entry) => fits(fold(entry.fullName), foldedPattern(textOf(query, 'PatientName'))))
      .map((entry) => this.#elementsOf(entry, { caller, modality, today }))
  }

  #elementsOf(
    entry: WorklistEntry,
    { caller, modality, today }: { caller: Caller; modality: string; today: string },
  ): Query {
    // one examination of a patient at one machine on one day; asked again, it is the same, and nobody else can tell it
    const examination = [this.#secret.edgeId, entry.patientId, caller.callingAet, modality, today]
    const digest = createHmac('sha256', this.#secret.key).update(JSON.stringify(examination)).digest()
    const procedureId = digest.toString('hex').slice(0, 16).toUpperCase()
    return {
      ...(this.#options.isAscii ? {} : { SpecificCharacterSet: 'ISO_IR 192' }),
      AccessionNumber: '',
      PatientName: this.#nameOf(entry.fullName),
      PatientID: entry.patientId,
      PatientBirthDate: entry.birthDate?.replaceAll('-', '') ?? '',
      PatientSex: sexes[entry.sex],
      StudyInstanceUID: `2.25.${BigInt(`0x${digest.toString('hex').slice(0, 32)}`)}`,
      RequestedProcedureID: procedureId,
      RequestedProcedureDescription: 'CAP CUU',
      ScheduledProcedureStepSequence: [
        {
          Modality: modality,
          ScheduledStationAETitle: caller.callingAet,
          ScheduledProcedureStepStartDate: today,
          ScheduledProcedureStepStartTime: '000000',
          ScheduledProcedureStepDescription: 'CAP CUU',
          ScheduledProcedureStepID: procedureId,
        },
      ],
    }
  }

  /** The family name comes first, as it is written in Vietnam. */
  #nameOf(fullName: string): string {
    const name = this.#options.isAscii ? fold(fullName) : fullName
    const [family = '', ...given] = name.toLocaleUpperCase('vi').split(/\s+/)
    return [family, given.join(' ')].join('^')
  }

  #today(): string {
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: this.#options.zone }).format(this.#options.now())
    return day.replaceAll('-', '')
  }
}

const textOf = (elements: Query, keyword: string): string => {
  const value = elements[keyword]
  const text = Array.isArray(value) ? value[0] : value
  return (typeof text === 'string' ? text : String(Object(text)['Alphabetic'] ?? '')).trim().slice(0, longestAsked)
}

const stepOf = (query: Query): Query => {
  const value = query['ScheduledProcedureStepSequence']
  return Object(Array.isArray(value) ? value[0] : value) as Query
}

/** A name as it is searched for, with the signs for any letters kept. */
const foldedPattern = (asked: string): string =>
  asked
    .split(/([*?])/)
    .map((part) => (part === '*' || part === '?' ? part : fold(part)))
    .join('')

const plainOr = (asked: string, otherwise: string): string => (/^[A-Z0-9]{2,16}$/.test(asked) ? asked : otherwise)

/** Matching of PS3.4 C.2.2.2: nothing asked fits all, `*` stands for any letters, `?` for one. */
function fits(value: string, asked: string): boolean {
  if (asked === '') return true
  // more of them than anybody needs would keep the machine busy
  if (asked.split('*').length > mostStars) return false
  const pattern = asked
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/\*+/g, '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${pattern}$`, 'iu').test(value)
}

/** Range matching of dates: one day, from, until, or both. */
function isWithin(day: string, asked: string): boolean {
  const [from = '', to = from] = asked.split('-').map((each) => each.trim())
  return (from === '' || from <= day) && (to === '' || day <= to)
}
