import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { dimse } from '#gateways/dicom/dimse.ts'
import { freePort } from '#gateways/dicom/pacs-under-test.ts'
import { type ListeningPort, listenForImages } from '#gateways/dicom/receive-images.ts'
import { Commitments } from './commitments.ts'
import { Spool, type SpoolOptions } from './spool/spool.ts'

const { requests, responses, constants } = dimse
const ctClass = '1.2.840.10008.5.1.4.1.1.2'
const dayMs = 24 * 60 * 60 * 1000

type Report = { event: number; kept: unknown[]; failed: unknown[] }

let folder: string
let options: SpoolOptions
let spool: Spool
let commitments: Commitments
let listening: ListeningPort
let modality: { port: number; close: () => void }
let port: number
let now = 1_795_000_000_000
const reports: Report[] = []

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tuyen-commit-'))
  port = await freePort()
  const modalityPort = await freePort()
  options = { folder, key: randomBytes(32), reserveBytes: 0, now: () => now, isUrgentAet: () => false }
  spool = await Spool.open(options)
  modality = await listenAsModality(modalityPort)
  await openCommitments(modalityPort)
  listening = await listenForImages(
    { host: '127.0.0.1', port, most: 8 },
    {
      begin: async () => await spool.begin(),
      admit: () => 'yes',
      askedToCommit: async (asked) => await commitments.asked(asked),
      worklist: null,
    },
  )
})
after(async () => {
  await listening.close()
  modality.close()
  spool.close()
  rmSync(folder, { recursive: true })
})

async function openCommitments(modalityPort: number): Promise<void> {
  const senders = [{ aet: 'CT1', commitTo: { host: '127.0.0.1', port: modalityPort } }, { aet: 'CT2' }]
  commitments = new Commitments(spool, senders, () => now)
}

/** A modality that takes reports, as one does: on a port of its own. */
async function listenAsModality(at: number) {
  class Modality extends dimse.Scp {
    override associationRequested(association: InstanceType<typeof dimse.association.Association>): void {
      for (const { id } of association.getPresentationContexts()) {
        const context = association.getPresentationContext(id)
        assert.deepEqual([context.getUserRole(), context.getProviderRole()], [false, true])
        context.setResult(constants.PresentationContextResult.Accept, constants.TransferSyntax.ImplicitVRLittleEndian)
      }
      this.sendAssociationAccept()
    }
    override associationReleaseRequested(): void {
      this.sendAssociationReleaseResponse()
    }
    override nEventReportRequest(
      ...[request, answer]: Parameters<InstanceType<typeof dimse.Scp>['nEventReportRequest']>
    ): void {
      const said = request.getDataset()?.getElements() ?? {}
      const listOf = (name: string) => (said[name] === undefined ? [] : [said[name]].flat())
      reports.push({
        event: request.getEventTypeId(),
        kept: listOf('ReferencedSOPSequence').map((each) => Object(each).ReferencedSOPInstanceUID),
        failed: listOf('FailedSOPSequence').map((each) => [
          Object(each).ReferencedSOPInstanceUID,
          Object(each).FailureReason,
        ]),
      })
      const response = responses.NEventReportResponse.fromRequest(request)
      response.setStatus(0)
      answer(response)
    }
  }
  const server = new dimse.Server(Modality)
  const ready = new Promise<void>((resolve) => server.on('listening', () => resolve()))
  server.listen(at)
  await ready
  return { port: at, close: () => server.close() }
}

async function put(instanceUid: string): Promise<string> {
  const incoming = await spool.begin()
  await incoming.write(randomBytes(100))
  await incoming.keep({
    ...{ sopClassUid: ctClass, instanceUid, studyUid: '1', seriesUid: '1.1', transferSyntaxUid: '1.2.840.10008.1.2' },
    ...{ modality: 'CT', instanceNumber: 1, patientId: '', hasPixels: true, callingAet: 'CT1', calledAet: 'TUYEN' },
  })
  return spool.index.withUid(instanceUid).at(-1)?.id ?? ''
}

/** Asks for commitment over the wire; the status of the answer. */
async function ask(aet: string, ...instanceUids: string[]): Promise<number> {
  const request = new requests.NActionRequest(
    constants.SopClass.StorageCommitmentPushModel,
    '1.2.840.10008.1.20.1.1',
    1,
  )
  const objects = instanceUids.map((each) => ({ ReferencedSOPClassUID: ctClass, ReferencedSOPInstanceUID: each }))
  request.setDataset(new dimse.Dataset({ TransactionUID: `1.9.${now}`, ReferencedSOPSequence: objects }))
  const client = new dimse.Client()
  client.addRequest(request)
  return await new Promise((resolve, reject) => {
    request.on('response', (response: { getStatus(): number }) => resolve(response.getStatus()))
    client.on('networkError', reject)
    client.send('127.0.0.1', port, aet, 'TUYEN')
  })
}

describe('a request for storage commitment', () => {
  test('is answered when the hub has all of it, and not before, also over a power cut', async () => {
    const [one, two] = [await put('1.1'), await put('1.2')]
    assert.equal(await ask('CT1', '1.1', '1.2'), 0)
    await commitments.answerDue()
    assert.equal(reports.length, 0)
    await spool.settle(one, 'sent')
    await commitments.answerDue()
    assert.equal(reports.length, 0)
    spool.close()
    spool = await Spool.open(options)
    await openCommitments(modality.port)
    await spool.settle(two, 'sent')
    await commitments.answerDue()
    assert.deepEqual(reports.splice(0), [{ event: 1, kept: ['1.1', '1.2'], failed: [] }])
    await commitments.answerDue()
    assert.equal(reports.length, 0)
  })

  test('says of each object that is not here, or that goes no further, that it is not kept', async () => {
    await spool.settle(await put('2.1'), 'sent')
    await spool.settle(await put('2.2'), 'refused', 'x')
    await put('2.3')
    await put('2.3')
    assert.equal(await ask('CT1', '2.1', '2.2', '2.3', '2.4'), 0)
    await commitments.answerDue()
    assert.deepEqual(reports.splice(0), [
      {
        event: 2,
        kept: ['2.1'],
        failed: [
          ['2.2', 0x110],
          ['2.3', 0x110],
          ['2.4', 0x112],
        ],
      },
    ])
  })

  test('ends after two weeks: what is not at the hub by then is said to be not kept', async () => {
    await put('3.1')
    assert.equal(await ask('CT1', '3.1'), 0)
    now += 14 * dayMs + 1
    await commitments.answerDue()
    assert.deepEqual(reports.splice(0), [{ event: 2, kept: [], failed: [['3.1', 0x110]] }])
  })

  test('is delivered again when the modality did not take it', async () => {
    await spool.settle(await put('4.1'), 'sent')
    assert.equal(await ask('CT1', '4.1'), 0)
    modality.close()
    await commitments.answerDue()
    assert.equal(spool.index.commitments.list()[0]?.tries, 1)
    modality = await listenAsModality(modality.port)
    now += 60_000
    await commitments.answerDue()
    assert.equal(reports.splice(0).length, 1)
    assert.deepEqual(spool.index.commitments.list(), [])
  })

  test('of a modality whose port nobody told is refused at once', async () => {
    assert.notEqual(await ask('CT2', '1.1'), 0)
  })
})
