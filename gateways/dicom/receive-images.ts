import type { Socket } from 'node:net'
import { Writable } from 'node:stream'
import { dimse, storeStatus } from './dimse.ts'
import type { Keeper } from './incoming.ts'
import { type IntakeOutcome, ObjectIntake } from './object-intake.ts'
import { guardPdus } from './pdu-guard.ts'
import { chooseTransferSyntax } from './transfer-syntaxes.ts'

const longestPduBytes = 1024 * 1024
const offeredPduBytes = 131_072
const idleMs = 5 * 60_000
const pauseAboveBytes = 4 * 1024 * 1024

const { constants, responses } = dimse
const { PresentationContextResult, RejectReason, RejectResult, RejectSource, SopClass } = constants
const storageRoot = '1.2.840.10008.5.1.4.1.1.'

/** Who asks for an association: both names as written, and from which address. */
export type Caller = { callingAet: string; calledAet: string; address: string }

/** A request to confirm that objects are kept (PS3.4 J): which, under which number, and how to answer beside it. */
export type CommitmentAsked = {
  caller: Caller
  transactionUid: string
  objects: { sopClassUid: string; instanceUid: string }[]
}

/** What answers behind the DICOM port. */
export type ImagePort = Keeper & {
  /** Whether the caller may have an association. */
  admit(caller: Caller): 'yes' | 'calling-unknown' | 'called-unknown'
  /** Remembers a request for commitment; resolves when it will not be forgotten. */
  askedToCommit(asked: CommitmentAsked): Promise<void>
  /** What was scheduled, for the modality that asks, as DICOM JSON by keyword; null where no worklist is served. */
  worklist: ((caller: Caller, query: Record<string, unknown>) => Record<string, unknown>[]) | null
}

/** A DICOM port that listens. */
export type ListeningPort = { port: number; close(): Promise<void> }

type Association = InstanceType<typeof dimse.association.Association>
type StoreRequest = InstanceType<typeof dimse.requests.CStoreRequest>
type Context = InstanceType<typeof dimse.association.PresentationContext>

/** Listens for modalities and archives: C-ECHO, C-STORE, storage commitment and the worklist. */
export async function listenForImages(
  at: { host: string; port: number; most: number },
  images: ImagePort,
): Promise<ListeningPort> {
  const wiring: Wiring = { images, connections: new Set(), waiting: new Set(), most: at.most }
  const server = new dimse.Server(ImageScp)
  const listening = new Promise<void>((resolve, reject) => {
    server.on('listening', () => resolve())
    server.on('networkError', (error: unknown) => reject(error instanceof Error ? error : new Error('network')))
  })
  // handed to net.Server.listen as it is, which takes an address too; the library's type knows only of the port
  server.listen({ host: at.host, port: at.port } as unknown as number, {
    ...{ pduTimeout: idleMs, connectTimeout: idleMs },
    customOptions: { wiring },
  })
  await listening
  return {
    port: at.port,
    close: async () => {
      server.close()
      for (const socket of wiring.connections) socket.destroy()
      await Promise.allSettled([...wiring.waiting])
    },
  }
}

/** What every connection of one port shares. */
type Wiring = { images: ImagePort; connections: Set<Socket>; waiting: Set<Promise<unknown>>; most: number }

/** One connection: the library reads and writes the protocol, this says what is agreed to and what is answered. */
class ImageScp extends dimse.Scp {
  readonly #wiring: Wiring
  readonly #socket: Socket
  readonly #stores = new Map<unknown, StoreStream>()
  #caller: Caller | null = null

  constructor(...[socket, options]: ConstructorParameters<typeof dimse.Scp>) {
    super(socket, options)
    // `listenForImages` put it there
    this.#wiring = options?.customOptions?.['wiring'] as Wiring
    this.#socket = socket
    const { connections, most } = this.#wiring
    if (connections.size >= most) socket.destroy()
    connections.add(socket)
    guardPdus(socket, longestPduBytes)
    this.on('networkError', () => socket.destroy())
    this.on('close', () => {
      connections.delete(socket)
      for (const store of this.#stores.values()) this.#wait(store.abandon())
    })
  }

  override associationRequested(association: Association): void {
    const caller = callerOf(association, this.#socket)
    const verdict = this.#caller ? 'calling-unknown' : this.#wiring.images.admit(caller)
    if (verdict !== 'yes') {
      const { CallingAeNotRecognized, CalledAeNotRecognized } = RejectReason
      const reason = verdict === 'calling-unknown' ? CallingAeNotRecognized : CalledAeNotRecognized
      this.sendAssociationReject(RejectResult.Permanent, RejectSource.ServiceUser, reason)
      this.#socket.end()
      return
    }
    this.#caller = caller
    association.setMaxPduLength(offeredPduBytes)
    for (const { id } of association.getPresentationContexts())
      answerContext(association.getPresentationContext(id), this.#wiring.images.worklist !== null)
    this.sendAssociationAccept()
  }

  override associationReleaseRequested(): void {
    this.sendAssociationReleaseResponse()
  }

  override abort(): void {
    this.#socket.destroy()
  }

  override cEchoRequest(...[request, callback]: Parameters<InstanceType<typeof dimse.Scp>['cEchoRequest']>): void {
    const response = responses.CEchoResponse.fromRequest(request)
    response.setStatus(this.#caller ? storeStatus.success : constants.Status.NotAuthorized)
    callback(response)
  }

  override createStoreWritableStream(context: Context, request: StoreRequest): Writable {
    // the library does not look whether what is sent was agreed to
    if (!this.#caller || context.getResult() !== PresentationContextResult.Accept) throw new Error('not agreed')
    const announced = {
      sopClassUid: request.getAffectedSopClassUid(),
      instanceUid: request.getAffectedSopInstanceUid(),
      transferSyntaxUid: context.getAcceptedTransferSyntaxUid() ?? '',
      callingAet: this.#caller.callingAet,
      calledAet: this.#caller.calledAet,
    }
    const store = new StoreStream(new ObjectIntake(this.#wiring.images, announced), this.#socket)
    this.#stores.set(request, store)
    return store
  }

  override createDatasetFromStoreWritableStream(
    ...[, , callback]: Parameters<InstanceType<typeof dimse.Scp>['createDatasetFromStoreWritableStream']>
  ): void {
    // the object goes to the disk and is not read again here
    callback(new dimse.Dataset({}))
  }

  override cStoreRequest(...[request, callback]: Parameters<InstanceType<typeof dimse.Scp>['cStoreRequest']>): void {
    const store = this.#stores.get(request)
    this.#stores.delete(request)
    const answer = (outcome: IntakeOutcome) => {
      const response = responses.CStoreResponse.fromRequest(request)
      response.setStatus(statusOf[outcome])
      callback(response)
    }
    if (!store) return answer('malformed')
    this.#wait(store.finished().then(answer, () => answer('failed')))
  }

  override nActionRequest(...[request, callback]: Parameters<InstanceType<typeof dimse.Scp>['nActionRequest']>): void {
    const response = responses.NActionResponse.fromRequest(request)
    const asked = this.#caller && commitmentOf(this.#caller, request.getActionTypeId(), request.getDataset())
    const answer = (status: number) => {
      response.setStatus(status)
      callback(response)
    }
    if (!asked) return answer(constants.Status.InvalidArgumentValue)
    this.#wait(
      this.#wiring.images.askedToCommit(asked).then(
        () => answer(storeStatus.success),
        () => answer(constants.Status.ResourceLimitation),
      ),
    )
  }

  override cFindRequest(...[request, callback]: Parameters<InstanceType<typeof dimse.Scp>['cFindRequest']>): void {
    const final = responses.CFindResponse.fromRequest(request)
    final.setStatus(
      this.#wiring.images.worklist && this.#caller ? storeStatus.success : constants.Status.SopClassNotSupported,
    )
    const found = this.#caller
      ? (this.#wiring.images.worklist?.(this.#caller, request.getDataset()?.getElements() ?? {}) ?? [])
      : []
    callback([
      ...found.map((elements) => {
        const pending = responses.CFindResponse.fromRequest(request)
        pending.setDataset(new dimse.Dataset(elements))
        pending.setStatus(constants.Status.Pending)
        return pending
      }),
      final,
    ])
  }

  #wait(work: Promise<unknown>): void {
    const { waiting } = this.#wiring
    waiting.add(work)
    void work.finally(() => waiting.delete(work)).catch(() => undefined)
  }
}

const statusOf: Record<IntakeOutcome, number> = {
  kept: storeStatus.success,
  known: storeStatus.success,
  'kept-apart': storeStatus.success,
  'no-room': storeStatus.outOfResources,
  truncated: storeStatus.truncated,
  malformed: storeStatus.cannotUnderstand,
  'other-object': storeStatus.otherObject,
  failed: storeStatus.outOfResources,
}

const callerOf = (association: Association, socket: Socket): Caller => ({
  callingAet: association.getCallingAeTitle().trim(),
  calledAet: association.getCalledAeTitle().trim(),
  address: (socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
})

function answerContext(context: Context, hasWorklist: boolean): void {
  const abstract = context.getAbstractSyntaxUid()
  const isStorage = abstract.startsWith(storageRoot)
  const isServed =
    isStorage ||
    abstract === SopClass.Verification ||
    abstract === SopClass.StorageCommitmentPushModel ||
    (hasWorklist && abstract === SopClass.ModalityWorklistInformationModelFind)
  if (!isServed) return context.setResult(PresentationContextResult.RejectAbstractSyntaxNotSupported)
  const chosen = chooseTransferSyntax(context.getTransferSyntaxUids())
  if (!chosen) return context.setResult(PresentationContextResult.RejectTransferSyntaxesNotSupported)
  context.setResult(PresentationContextResult.Accept, chosen)
}

const mostCommitted = 20_000

function commitmentOf(
  caller: Caller,
  actionType: number,
  dataset: InstanceType<typeof dimse.Dataset> | undefined,
): CommitmentAsked | null {
  const elements = dataset?.getElements() ?? {}
  const { TransactionUID: transactionUid, ReferencedSOPSequence: sequence } = elements
  const items: unknown[] = Array.isArray(sequence) ? sequence : sequence ? [sequence] : []
  const objects = items.flatMap((each) => {
    const { ReferencedSOPClassUID: sopClassUid, ReferencedSOPInstanceUID: instanceUid } = Object(each) as Record<
      string,
      unknown
    >
    return typeof sopClassUid === 'string' && typeof instanceUid === 'string' ? [{ sopClassUid, instanceUid }] : []
  })
  const isWhole = objects.length > 0 && objects.length === items.length && objects.length <= mostCommitted
  if (actionType !== 1 || typeof transactionUid !== 'string' || !isWhole) return null
  return { caller, transactionUid, objects }
}

/**
 * The stream that the library writes a data set into. It takes everything at once, since the library mixes up the parts
 * of an object when it has to wait; what cannot go to the disk as fast holds the connection instead.
 */
class StoreStream extends Writable {
  readonly #intake: ObjectIntake
  readonly #socket: Socket
  readonly #ended: Promise<void>

  constructor(intake: ObjectIntake, socket: Socket) {
    super({ highWaterMark: Number.MAX_SAFE_INTEGER, decodeStrings: false })
    this.#intake = intake
    this.#socket = socket
    this.#ended = new Promise((resolve) => {
      this.once('finish', resolve)
      this.once('close', resolve)
    })
    // a peer that goes on writing after the end is told by the status of what it wrote before
    this.on('error', () => undefined)
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    if (this.writableLength > pauseAboveBytes) this.#socket.pause()
    void this.#intake.write(chunk).finally(() => {
      if (this.writableLength < pauseAboveBytes && this.#socket.isPaused()) this.#socket.resume()
      done()
    })
  }

  /** Resolves when the object is on disk, or is not going to be. */
  async finished(): Promise<IntakeOutcome> {
    await this.#ended
    return await this.#intake.finish()
  }

  async abandon(): Promise<void> {
    this.destroy()
    await this.#intake.discard()
  }
}
