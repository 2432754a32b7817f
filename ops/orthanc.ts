import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { dropTo, findProgram, ownFolder, unprivilegedAccount, writePrivate } from './account.ts'
import type { ChildSpec } from './child.ts'
import type { Ports, Settings } from './ports.ts'

const dicomWebPlugin = '/usr/share/orthanc/plugins/libOrthancDicomWeb.so'

/** The user name of our server at the image store. */
export const orthancUser = 'tuyen'

/** How to run one image store. */
export interface OrthancOptions {
  folder: string
  ports: Ports
  password: string
  settings: Settings
  logFile: string
}

/** Why images cannot be stored on this machine; undefined when they can. */
export function missingOrthanc(): string | undefined {
  if (!findProgram('Orthanc')) return 'Orthanc is not installed (apt-get install orthanc orthanc-dicomweb)'
  if (!existsSync(dicomWebPlugin)) return 'the DICOMweb plugin is not installed (apt-get install orthanc-dicomweb)'
  return undefined
}

/** Writes the configuration of the image store and says how to run it. */
export function orthancSpec({ folder, ports, password, settings, logFile }: OrthancOptions): ChildSpec {
  const account = unprivilegedAccount('orthanc')
  const storage = join(folder, 'storage')
  for (const owned of [folder, storage]) ownFolder(owned, account)
  const file = join(folder, 'orthanc.json')
  writePrivate(file, JSON.stringify(configuration(storage, ports, password, settings), null, 2), account)
  const authorization = `Basic ${Buffer.from(`${orthancUser}:${password}`).toString('base64')}`
  return {
    name: 'orthanc',
    command: dropTo(account, 'KILL', [findProgram('Orthanc') ?? 'Orthanc', file]),
    env: { LANG: 'C.UTF-8', TZ: 'UTC', HOME: folder },
    cwd: folder,
    logFile,
    isReady: async () => {
      const url = `http://127.0.0.1:${ports.ORTHANC_PORT}/dicom-web/studies?limit=1`
      const reply = await fetch(url, { headers: { authorization }, signal: AbortSignal.timeout(2000) })
      return reply.ok
    },
  }
}

// HTTP is for our server alone (RemoteAccessAllowed, one user); DICOM is for modalities that we know by name and address.
function configuration(storage: string, ports: Ports, password: string, settings: Settings) {
  return {
    Name: 'Tuyen',
    StorageDirectory: storage,
    IndexDirectory: storage,
    Plugins: [dicomWebPlugin],
    HttpServerEnabled: true,
    HttpPort: ports.ORTHANC_PORT,
    RemoteAccessAllowed: false,
    AuthenticationEnabled: true,
    RegisteredUsers: { [orthancUser]: password },
    OrthancExplorerEnabled: false,
    WebDavEnabled: false,
    ExecuteLuaEnabled: false,
    DicomServerEnabled: true,
    DicomAet: 'TUYEN',
    DicomPort: ports.ORTHANC_DICOM_PORT,
    DicomCheckCalledAet: true,
    DicomCheckModalityHost: true,
    DicomAlwaysAllowEcho: true,
    DicomAlwaysAllowStore: false,
    DicomAlwaysAllowFind: false,
    DicomAlwaysAllowGet: false,
    DicomAlwaysAllowMove: false,
    DicomModalities: readModalities(settings.DICOM_MODALITIES || 'MODALITY1@127.0.0.1:11112'),
    DefaultEncoding: 'Utf8',
    StableAge: 2,
    OverwriteInstances: false,
    SaveJobs: false,
    LimitFindResults: 0,
    DicomWeb: { Enable: true, Root: '/dicom-web/', EnableWado: false, StudiesMetadata: 'Full', SeriesMetadata: 'Full' },
  }
}

// without these a modality that is known may ask for everything that all hospitals sent, and have it sent
const storesOnly = {
  ...{ AllowEcho: true, AllowStore: true, AllowStorageCommitment: true, AllowFind: false, AllowFindWorklist: false },
  ...{ AllowMove: false, AllowGet: false, AllowTranscoding: false },
}

type Modality = { AET: string; Host: string; Port: number }

/** Reads modalities written `AET@host:port,AET@host:port`; throws a sentence for a person when one is not so. */
export function readModalities(text: string): Record<string, Modality & typeof storesOnly> {
  const entries = text.split(',').map((part) => {
    const [, AET, Host, Port] = /^([\x20-\x7e]{1,16})@([^@:]+):(\d+)$/.exec(part.trim()) ?? []
    if (!AET || !Host || !Port)
      throw new Error(`DICOM_MODALITIES: "${part}" is not AET@host:port, e.g. CT1@10.0.0.5:104`)
    return [AET, { AET, Host, Port: Number(Port), ...storesOnly }] as const
  })
  return Object.fromEntries(entries)
}
