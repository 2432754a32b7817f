import { transferPermissions } from '#capabilities/consults/contract/transfer.ts'
import { consultsPermissions } from '#capabilities/consults/contract.ts'
import {
  advisesInCase,
  consultsHandlers,
  consultsTopics,
  emergencyPatients,
  followUpHandlers,
  minutesHandlers,
  pagingHandlers,
  plannedHandlers,
  reactToFacts,
  reactToRooms,
  takesPartInCase,
  transferHandlers,
  transferTopics,
} from '#capabilities/consults/server/index.ts'
import { identityPermissions } from '#capabilities/identity/contract.ts'
import {
  type Auth,
  identityHandlers,
  topics as identityTopics,
  type Push,
} from '#capabilities/identity/server/index.ts'
import { edgePermissions } from '#capabilities/imaging/contract/edges.ts'
import { markPermissions } from '#capabilities/imaging/contract/marks.ts'
import { resultPermissions } from '#capabilities/imaging/contract/results.ts'
import { teachingPermissions } from '#capabilities/imaging/contract/teaching.ts'
import { imagingPermissions } from '#capabilities/imaging/contract.ts'
import {
  edgeHandlers,
  type ImageSender,
  imagingHandlers,
  type MarkDesk,
  type Orthanc,
  type TeachingDesk,
  type UploadDesk,
  visitContentHandlers,
  visitHandlers,
} from '#capabilities/imaging/server/index.ts'
import { networkPermissions } from '#capabilities/network/contract/contracts.ts'
import { networkHandlers } from '#capabilities/network/server/index.ts'
import { pathwaysPermissions } from '#capabilities/pathways/contract.ts'
import {
  pathwaysHandlers,
  reactToImages,
  reactToReadings,
  reactToValues,
  tellWhoAdvises,
} from '#capabilities/pathways/server/index.ts'
import { recordsPermissions } from '#capabilities/records/contract.ts'
import { recordsHandlers, recordsTopics } from '#capabilities/records/server/index.ts'
import { sessionsPermissions } from '#capabilities/sessions/contract.ts'
import { sessionsHandlers, sessionsTopics } from '#capabilities/sessions/server/index.ts'
import { dicomWebHandlers } from '#gateways/dicom-web/handlers.ts'
import type { DicomWebParts } from '#gateways/dicom-web/parts.ts'
import { platformPermissions } from '#platform/contract/health.ts'
import type { OutsideChannel } from '#platform/server/channels/open-channels.ts'
import type { Handler } from '#platform/server/handler.ts'
import { healthHandlers } from '#platform/server/health.ts'
import type { TopicRules } from '#platform/server/live-topics.ts'
import type { Permissions } from '#platform/server/serve.ts'
import type { Seal } from '#platform/server/signature/seal.ts'
import type { SignatureProvider } from '#platform/server/signature/signature-provider.ts'

/** What the capabilities need from the configuration. */
export type Parts = {
  auth: Auth
  secret: string
  isDemo: boolean
  uploads?: UploadDesk | null
  sender?: ImageSender | null
  orthanc?: Orthanc | null
  teaching?: TeachingDesk | null
  marking?: MarkDesk | null
  /** What outsiders with a token are given by DICOMweb. */
  outside?: DicomWebParts
  signature: SignatureProvider | null
  push: Push
  /** The channels outside the app that this installation has. */
  channels: readonly OutsideChannel[]
  seal: Seal | null
  /** Where the supervisor writes how the parts are. */
  statusFile?: string | undefined
  /** Where images and uploads lie. */
  dataDir?: string | undefined
}

/** Every endpoint of the product. */
export const allHandlers = (parts: Parts): Handler[] => [
  ...healthHandlers(parts),
  ...networkHandlers,
  ...identityHandlers(parts),
  ...recordsHandlers,
  ...imagingHandlers({ ...parts, takesPart: takesPartInCase }),
  ...(parts.outside
    ? [...dicomWebHandlers(parts.outside), ...visitHandlers(parts.outside), ...visitContentHandlers(parts.outside)]
    : []),
  ...edgeHandlers(emergencyPatients),
  ...pathwaysHandlers,
  ...sessionsHandlers,
  ...consultsHandlers,
  ...pagingHandlers(parts.channels),
  ...minutesHandlers(parts),
  ...transferHandlers(parts),
  ...followUpHandlers,
  ...plannedHandlers,
]

/** Which roles hold each permission. */
export const permissions: Permissions = {
  ...platformPermissions,
  ...networkPermissions,
  ...identityPermissions,
  ...recordsPermissions,
  ...imagingPermissions,
  ...teachingPermissions,
  ...markPermissions,
  ...resultPermissions,
  ...edgePermissions,
  ...pathwaysPermissions,
  ...sessionsPermissions,
  ...consultsPermissions,
  ...transferPermissions,
}

/** Who may hear each kind of topic. */
export const topicRules: TopicRules = {
  ...identityTopics,
  ...recordsTopics,
  ...sessionsTopics,
  ...consultsTopics,
  ...transferTopics,
}

let isListening = false

/** Lets the capabilities react to each other's events, and answer for what is theirs; once for each process. */
export function startReactions(): void {
  if (isListening) return
  isListening = true
  reactToImages()
  reactToValues()
  reactToReadings()
  reactToRooms()
  reactToFacts()
  tellWhoAdvises('consult', advisesInCase)
}
