import { connect } from 'node:net'
import { dimse } from './dimse.ts'

const { constants, requests } = dimse
const wellKnownInstance = '1.2.840.10008.1.20.1.1'
const [allKept, someFailed] = [1, 2]
const answerMs = 30_000

/** An object as a request for commitment names it. */
export type CommittedObject = { sopClassUid: string; instanceUid: string }

/** What is reported of a request for commitment; a failed one says why (PS3.4 J.3.5). */
export type Commitment = {
  transactionUid: string
  kept: CommittedObject[]
  failed: (CommittedObject & { reason: number })[]
}

/** Why an object is not committed: we do not have it, or we have it and it goes no further. */
export const commitmentFailure = { unknown: 0x0112, processing: 0x0110 } as const

/** To whom a report goes, and under which of our names. */
export type CommitmentPeer = { host: string; port: number; theirAet: string; ourAet: string }

/** Reports what is committed (N-EVENT-REPORT) on an association of its own. Rejects when the peer did not say that it has it. */
export async function sendCommitment(peer: CommitmentPeer, commitment: Commitment): Promise<void> {
  const event = commitment.failed.length > 0 ? someFailed : allKept
  const request = new requests.NEventReportRequest(
    constants.SopClass.StorageCommitmentPushModel,
    wellKnownInstance,
    event,
  )
  request.setDataset(new dimse.Dataset(elementsOf(commitment)))
  const association = new dimse.association.Association(peer.ourAet, peer.theirAet)
  const id = association.addPresentationContextFromRequest(request, [
    constants.TransferSyntax.ImplicitVRLittleEndian,
    constants.TransferSyntax.ExplicitVRLittleEndian,
  ])
  // the one who calls is here the provider of the service (PS3.4 J.3.3)
  association.getPresentationContext(id).setProviderRole(true)
  association.getPresentationContext(id).setUserRole(false)
  const status = await exchange(peer, association, request)
  if (status !== 0) throw new Error(`the peer answered ${status.toString(16)}`)
}

type Association = InstanceType<typeof dimse.association.Association>
type Request = InstanceType<typeof requests.NEventReportRequest>

async function exchange(peer: CommitmentPeer, association: Association, request: Request): Promise<number> {
  const socket = connect(peer.port, peer.host)
  const network = new dimse.Scp(socket)
  try {
    return await new Promise<number>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('no answer')), answerMs)
      const fail = (why: string) => () => {
        clearTimeout(late)
        reject(new Error(why))
      }
      network.on('connect', () => network.sendAssociationRequest(association))
      network.on('associationAccepted', () => network.sendRequests(request))
      network.on('associationRejected', fail('rejected'))
      network.on('networkError', fail('no connection'))
      network.on('close', fail('closed'))
      request.on('response', (response: { getStatus(): number }) => {
        clearTimeout(late)
        resolve(response.getStatus())
      })
      network.on('done', () => network.sendAssociationReleaseRequest())
    })
  } finally {
    socket.destroySoon()
  }
}

function elementsOf({ transactionUid, kept, failed }: Commitment): Record<string, unknown> {
  const itemOf = ({ sopClassUid, instanceUid }: CommittedObject) => ({
    ReferencedSOPClassUID: sopClassUid,
    ReferencedSOPInstanceUID: instanceUid,
  })
  return {
    TransactionUID: transactionUid,
    ...(kept.length > 0 ? { ReferencedSOPSequence: kept.map(itemOf) } : {}),
    ...(failed.length > 0
      ? { FailedSOPSequence: failed.map((each) => ({ ...itemOf(each), FailureReason: each.reason })) }
      : {}),
  }
}
