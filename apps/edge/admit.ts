import type { Caller } from '#gateways/dicom/receive-images.ts'
import type { EdgeConfig } from './edge-config.ts'

/** Whether a caller may have an association: it calls one of our names, and is one that may send, from where it may. */
export function admit(
  { receivers, senders }: Pick<EdgeConfig['dicom'], 'receivers' | 'senders'>,
  { callingAet, calledAet, address }: Caller,
): 'yes' | 'calling-unknown' | 'called-unknown' {
  const isKnown = senders.some(
    (sender) => sender.aet === callingAet && (sender.address === undefined || sender.address === address),
  )
  if (!isKnown) return 'calling-unknown'
  return receivers.some((receiver) => receiver.aet === calledAet) ? 'yes' : 'called-unknown'
}
