import { enrolEdge } from '#capabilities/imaging/contract/edges.ts'
import { openDevice, rememberEnrolled } from './device.ts'
import { Hub } from './send/hub.ts'
import { version } from './version.ts'

/** Makes the keys of this device and lets a hub know the public one, by a code; returns the facility's name. */
export async function enrol(
  at: { folder: string; url: string; caFile?: string | undefined },
  code: string,
  now: () => number = Date.now,
): Promise<string> {
  const device = openDevice(at.folder)
  const hub = new Hub({ url: at.url, caFile: at.caFile, key: device.signingKey, now })
  try {
    const answer = await hub.call(enrolEdge, { code, publicKey: device.publicKey, version: version() })
    const { edgeId, facilityId, facilityName } = answer
    rememberEnrolled(at.folder, { edgeId, facilityId, facilityName, hub: at.url })
    return facilityName
  } finally {
    await hub.close()
  }
}
