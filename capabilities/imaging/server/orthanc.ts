import { Agent, request } from 'undici'
import { z } from 'zod'

const timeoutMs = 15_000

/** Where the archive is and how the server signs in to it. */
export type OrthancOptions = { url: string; user: string; password: string }

const change = z.object({
  Seq: z.number(),
  ChangeType: z.string(),
  ID: z.string(),
  ResourceType: z.string(),
  Date: z.string(),
})
const changes = z.object({ Changes: z.array(change), Last: z.number(), Done: z.boolean() })
const tags = z.record(z.string(), z.unknown())
const study = z.object({
  ID: z.string(),
  IsStable: z.boolean(),
  LastUpdate: z.string(),
  MainDicomTags: tags,
  PatientMainDicomTags: tags,
  Series: z.array(z.string()),
})
const stored = z.object({ ID: z.string(), ParentSeries: z.string(), ParentStudy: z.string(), Status: z.string() })

/** What the archive says of a file that it was given. */
export type Stored = z.output<typeof stored>

/** A change in the archive. */
export type ArchiveChange = z.output<typeof change>

/** A study as the archive describes it. */
export type ArchiveStudy = z.output<typeof study>

/** The archive did not answer, or not with what was asked for. */
export class ArchiveUnavailable extends Error {
  readonly status: number
  constructor(status: number) {
    super(`archive answered ${status}`)
    this.name = 'ArchiveUnavailable'
    this.status = status
  }
}

/** The one place that speaks Orthanc's own protocol; browsers and other hospitals never reach it. */
export class Orthanc {
  readonly #options: OrthancOptions
  readonly #agent = new Agent({ connections: 16, headersTimeout: timeoutMs, bodyTimeout: timeoutMs })
  readonly #authorization: string

  constructor(options: OrthancOptions) {
    this.#options = options
    this.#authorization = `Basic ${Buffer.from(`${options.user}:${options.password}`).toString('base64')}`
  }

  /** Changes after a sequence number, oldest first, at most `limit`. */
  async changesSince(since: number, limit: number): Promise<z.output<typeof changes>> {
    return changes.parse(await this.#json(`/changes?since=${since}&limit=${limit}`))
  }

  /** One study; null when it is gone. */
  async study(id: string): Promise<ArchiveStudy | null> {
    return await this.#orNull(async () => study.parse(await this.#json(`/studies/${encodeURIComponent(id)}`)))
  }

  /** The study that a series or an instance belongs to; null when it is gone. */
  async parentStudy(kind: 'series' | 'instances', id: string): Promise<string | null> {
    const found = await this.#orNull(async () =>
      study.parse(await this.#json(`/${kind}/${encodeURIComponent(id)}/study`)),
    )
    return found?.ID ?? null
  }

  /** How many series and instances a study has. */
  async count(id: string): Promise<{ series: number; instances: number }> {
    const found = z
      .object({ CountSeries: z.number(), CountInstances: z.number() })
      .parse(await this.#json(`/studies/${encodeURIComponent(id)}/statistics`))
    return { series: found.CountSeries, instances: found.CountInstances }
  }

  /** The ids of the instances of a study; none when it is gone. */
  async instancesOf(studyId: string): Promise<string[]> {
    const found = await this.study(studyId)
    const lists = (found?.Series ?? []).map(async (id) => {
      const series = await this.#orNull(async () => await this.#json(`/series/${encodeURIComponent(id)}`))
      return series ? z.object({ Instances: z.array(z.string()) }).parse(series).Instances : []
    })
    return (await Promise.all(lists)).flat()
  }

  /** The file of an instance as it was sent; null when it is gone. */
  async file(id: string): Promise<Buffer | null> {
    const response = await request(`${this.#options.url}/instances/${encodeURIComponent(id)}/file`, {
      dispatcher: this.#agent,
      headers: { authorization: this.#authorization },
    })
    const bytes = Buffer.from(await response.body.arrayBuffer())
    if (response.statusCode === 200) return bytes
    if (response.statusCode === 404) return null
    throw new ArchiveUnavailable(response.statusCode)
  }

  /** Takes an instance out of the archive. */
  async remove(id: string): Promise<void> {
    const response = await request(`${this.#options.url}/instances/${encodeURIComponent(id)}`, {
      method: 'DELETE',
      dispatcher: this.#agent,
      headers: { authorization: this.#authorization },
    })
    await response.body.dump()
    if (response.statusCode !== 200 && response.statusCode !== 404) throw new ArchiveUnavailable(response.statusCode)
  }

  /** The UIDs under which the archive keeps an instance, as it read them. */
  async uidsOf({
    ID,
    ParentSeries,
    ParentStudy,
  }: Stored): Promise<{ studyUid: string; seriesUid: string; sopUid: string }> {
    const main = z.object({ MainDicomTags: z.record(z.string(), z.string()) })
    const uid = async (path: string, name: string) => main.parse(await this.#json(path)).MainDicomTags[name] ?? ''
    return {
      studyUid: await uid(`/studies/${ParentStudy}`, 'StudyInstanceUID'),
      seriesUid: await uid(`/series/${ParentSeries}`, 'SeriesInstanceUID'),
      sopUid: await uid(`/instances/${ID}`, 'SOPInstanceUID'),
    }
  }

  /** The AE title from which an instance came; empty when it did not come by DICOM. */
  async senderOf(id: string): Promise<string> {
    return (await this.#text(`/instances/${encodeURIComponent(id)}/metadata/RemoteAET`).catch(() => '')).trim()
  }

  /** The AE title that sent a study, empty when it did not come by DICOM; and its first instance with its tags. */
  async firstInstance(studyId: string): Promise<{ id: string; aet: string; tags: Record<string, unknown> } | null> {
    const instances = z
      .array(z.object({ ID: z.string() }))
      .parse(await this.#json(`/studies/${encodeURIComponent(studyId)}/instances`))
    const [first] = instances
    if (!first) return null
    const aet = await this.senderOf(first.ID)
    return {
      id: first.ID,
      aet,
      tags: tags.parse(await this.#json(`/instances/${first.ID}/simplified-tags`)),
    }
  }

  /** The bytes of a tag of an instance, `0010-0010`, as they were sent; null when it has none. */
  async rawTag(instanceId: string, tag: string): Promise<Uint8Array | null> {
    return await this.#orNull(
      async () => await this.#bytes(`/instances/${encodeURIComponent(instanceId)}/content/${tag}`),
    )
  }

  /** A small JPEG of the middle image of a study; null when the archive cannot draw it. */
  async preview(studyId: string, size: number): Promise<Uint8Array | null> {
    const [series] = (await this.study(studyId))?.Series ?? []
    if (!series) return null
    const { Instances: instances } = z
      .object({ Instances: z.array(z.string()) })
      .parse(await this.#json(`/series/${series}`))
    const middle = instances[Math.floor(instances.length / 2)]
    if (!middle) return null
    const path = `/instances/${middle}/rendered?width=${size}&height=${size}`
    return await this.#bytes(path, 'image/jpeg').catch((error: unknown) => {
      // what its decoder cannot read it refuses, each syntax in its own way
      if (error instanceof ArchiveUnavailable && error.status < 502) return null
      throw error
    })
  }

  /** The studies that hold the series or instance with this UID; more than one means that nobody can fetch it by UID. */
  async studiesOf(uid: string): Promise<string[]> {
    const found = await this.#lookUp(uid)
    const studies = await Promise.all(
      found.map(async ({ ID, Type }) => {
        const kind = Type === 'Instance' ? 'instances' : Type === 'Series' ? 'series' : null
        const parent = kind && (await this.parentStudy(kind, ID))
        return parent ? await this.study(parent) : null
      }),
    )
    return studies.flatMap((each) => {
      const studyUid = each?.MainDicomTags['StudyInstanceUID']
      return typeof studyUid === 'string' ? [studyUid] : []
    })
  }

  /** The instances that bear this SOPInstanceUID. */
  async instancesWith(sopUid: string): Promise<string[]> {
    return (await this.#lookUp(sopUid)).filter(({ Type }) => Type === 'Instance').map(({ ID }) => ID)
  }

  async #lookUp(uid: string): Promise<{ ID: string; Type: string }[]> {
    const response = await request(`${this.#options.url}/tools/lookup`, {
      method: 'POST',
      dispatcher: this.#agent,
      headers: { authorization: this.#authorization, 'content-type': 'text/plain' },
      body: uid,
    })
    const body = await response.body.text()
    if (response.statusCode !== 200) throw new ArchiveUnavailable(response.statusCode)
    return z.array(z.object({ ID: z.string(), Type: z.string() })).parse(JSON.parse(body))
  }

  /** Stores one DICOM file; the archive refuses what is not DICOM. */
  async store(bytes: Uint8Array): Promise<z.output<typeof stored>> {
    const response = await request(`${this.#options.url}/instances`, {
      method: 'POST',
      dispatcher: this.#agent,
      headers: { authorization: this.#authorization, 'content-type': 'application/dicom' },
      body: bytes,
    })
    const body = await response.body.text()
    if (response.statusCode !== 200) throw new ArchiveUnavailable(response.statusCode)
    return stored.parse(JSON.parse(body))
  }

  /** True when the archive answers. */
  async isUp(): Promise<boolean> {
    return await this.#json('/system').then(
      () => true,
      () => false,
    )
  }

  async close(): Promise<void> {
    await this.#agent.close()
  }

  async #json(path: string): Promise<unknown> {
    return JSON.parse(await this.#text(path)) as unknown
  }

  async #text(path: string): Promise<string> {
    return Buffer.from(await this.#bytes(path)).toString('utf8')
  }

  async #bytes(path: string, accept = '*/*'): Promise<Uint8Array> {
    const response = await request(`${this.#options.url}${path}`, {
      dispatcher: this.#agent,
      headers: { authorization: this.#authorization, accept },
    })
    const body = new Uint8Array(await response.body.arrayBuffer())
    if (response.statusCode !== 200) throw new ArchiveUnavailable(response.statusCode)
    return body
  }

  async #orNull<T>(ask: () => Promise<T>): Promise<T | null> {
    return await ask().catch((error: unknown) => {
      if (error instanceof ArchiveUnavailable && error.status === 404) return null
      throw error
    })
  }
}
