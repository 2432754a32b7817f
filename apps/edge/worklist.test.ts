import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { memoryKeeper } from '#gateways/dicom/keeper-under-test.ts'
import { type ListeningPort, listenForImages } from '#gateways/dicom/receive-images.ts'
import { Worklist } from './worklist.ts'

const run = promisify(execFile)
const now = Date.parse('2026-11-23T18:00:00Z')
const caller = { callingAet: 'CT1', calledAet: 'TUYEN', address: '127.0.0.1' }

let folder: string
let port: number
let listening: ListeningPort
const worklist = new Worklist({ isAscii: false, zone: 'Asia/Ho_Chi_Minh', now: () => now })

before(async () => {
  worklist.set([
    { patientId: 'MN26-004417', fullName: 'Vừ A Dế', birthDate: '1961-04-02', sex: 'male' },
    { patientId: 'MN26-004418', fullName: 'Lò Thị Ễnh', birthDate: null, sex: 'female' },
  ])
  folder = mkdtempSync(join(tmpdir(), 'tuyen-worklist-'))
  const free = createServer().listen(0, '127.0.0.1')
  await once(free, 'listening')
  // a server that listens on TCP has such an address
  ;({ port } = free.address() as AddressInfo)
  free.close()
  listening = await listenForImages(
    { host: '127.0.0.1', port, most: 4 },
    {
      begin: memoryKeeper().begin,
      admit: () => 'yes',
      askedToCommit: async () => undefined,
      worklist: (from, query) => worklist.answer(from, query),
    },
  )
})
after(async () => {
  await listening.close()
  rmSync(folder, { recursive: true })
})

const ids = (query: Record<string, unknown>) => worklist.answer(caller, query).map((each) => each['PatientID'])
const step = (elements: object) => ({ ScheduledProcedureStepSequence: [elements] })

describe('the modality worklist', () => {
  test('is read by findscu, with the names in Vietnamese letters', async () => {
    const keys = ['PatientName', 'PatientID', 'StudyInstanceUID', 'SpecificCharacterSet']
    const asked = [...keys, 'ScheduledProcedureStepSequence[0].Modality=CT'].flatMap((key) => ['-k', key])
    const args = ['-W', '-X', '-od', folder, '-aet', 'CT1', '-aec', 'TUYEN', ...asked, '127.0.0.1', String(port)]
    await run('findscu', args)
    const answers = readdirSync(folder).map((name) => readFileSync(join(folder, name)))
    assert.equal(answers.length, 2)
    const first = answers.find((each) => each.includes('MN26-004417'))
    assert.ok(first?.includes(Buffer.from('VỪ^A DẾ')) && first.includes('ISO_IR 192') && first.includes('CT1'))
  })

  test('answers what is asked for: identifier, name without diacritics, day, and nothing of a person that was not', () => {
    assert.deepEqual(ids({}), ['MN26-004417', 'MN26-004418'])
    assert.deepEqual(ids({ PatientID: 'MN26-004418' }), ['MN26-004418'])
    assert.deepEqual(ids({ PatientID: 'MN26-0044' }), [])
    assert.deepEqual(ids({ PatientName: 'lo thi*' }), ['MN26-004418'])
    assert.deepEqual(ids({ PatientName: 'VU^A D?' }), ['MN26-004417'])
    assert.deepEqual(ids({ PatientName: 'x(((' }), [])
    assert.deepEqual(ids({ PatientName: '*a*a*a*a*a*a*a*a' }), [])
    // at one in the morning of the 24th in Vietnam
    assert.equal(ids(step({ ScheduledProcedureStepStartDate: '20261124' })).length, 2)
    assert.equal(ids(step({ ScheduledProcedureStepStartDate: '20261123-' })).length, 2)
    assert.equal(ids(step({ ScheduledProcedureStepStartDate: '20261120-20261123' })).length, 0)
  })

  test('names one examination the same when it is asked again, and another at another machine', () => {
    const uidOf = (callingAet: string) =>
      worklist.answer({ ...caller, callingAet }, { PatientID: 'MN26-004417' })[0]?.['StudyInstanceUID']
    assert.equal(uidOf('CT1'), uidOf('CT1'))
    assert.notEqual(uidOf('CT1'), uidOf('MR1'))
    assert.match(String(uidOf('CT1')), /^2\.25\.\d{1,39}$/)
  })

  test('names examinations so that neither another hospital has the same nor can anybody compute them', () => {
    const [edgeId, key] = ['0190a1b2-0000-7000-8000-000000000001', Buffer.alloc(32, 1)]
    const named = (device?: { edgeId: string; key: Buffer }) => {
      const list = new Worklist({ isAscii: true, zone: 'Asia/Ho_Chi_Minh', now: () => now, ...(device && { device }) })
      list.set([{ patientId: 'MN26-004417', fullName: 'Vừ A Dế', birthDate: null, sex: 'male' }])
      const [entry] = list.answer(caller, {})
      return [entry?.['StudyInstanceUID'], entry?.['RequestedProcedureID']].map(String)
    }
    const ours = named({ edgeId, key })
    assert.deepEqual(named({ edgeId, key }), ours, 'the same after a restart')
    const others = [
      named({ edgeId, key: Buffer.alloc(32, 2) }),
      named({ edgeId: '0190a1b2-0000-7000-8000-000000000002', key }),
      named(),
      named(),
    ]
    assert.equal(new Set([ours, ...others].flat()).size, 10)
  })

  test('is written without diacritics for machines that cannot read them', () => {
    const plain = new Worklist({ isAscii: true, zone: 'Asia/Ho_Chi_Minh', now: () => now })
    plain.set([{ patientId: 'X', fullName: 'Đặng Thị Ễnh', birthDate: null, sex: 'female' }])
    const [entry] = plain.answer(caller, {})
    assert.deepEqual([entry?.['PatientName'], entry?.['SpecificCharacterSet']], ['DANG^THI ENH', undefined])
  })
})
