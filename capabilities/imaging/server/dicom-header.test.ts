import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { describe, it } from 'node:test'
import { readDicomHeader } from './dicom-header.ts'

type Writer = { data: { datasetToDict(dataset: object): { write(): ArrayBuffer } } }

// dcmjs brings no types; this is the part of it that is used
const dcmjs = createRequire(import.meta.url)('dcmjs') as Writer

const file = (syntax: string, studyUid = '1.2.3.4') =>
  new Uint8Array(
    dcmjs.data
      .datasetToDict({
        _meta: { TransferSyntaxUID: { Value: [syntax], vr: 'UI' } },
        SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
        SOPInstanceUID: '1.2.3.4.5',
        PatientID: 'MN26-004417',
        StudyInstanceUID: studyUid,
        SeriesInstanceUID: '1.2.3.4.1',
        Modality: 'CT',
        _vrMap: {},
      })
      .write(),
  )

describe('whose study a file says that it is', () => {
  it('is read from its head', () => {
    assert.deepEqual(readDicomHeader(file('1.2.840.10008.1.2.1')), {
      studyUid: '1.2.3.4',
      seriesUid: '1.2.3.4.1',
      instanceUid: '1.2.3.4.5',
      patientId: 'MN26-004417',
    })
  })
  it('is not read from a deflated file, which may unfold to any size', () => {
    const plain = file('1.2.840.10008.1.2.1.98')
    assert.notEqual(readDicomHeader(file('1.2.840.10008.1.2.1')), null)
    const at = Buffer.from(plain).indexOf('1.2.840.10008.1.2.1.98')
    plain.set(Buffer.from('1.2.840.10008.1.2.1.99'), at)
    assert.equal(readDicomHeader(plain), null)
  })
  it('is unknown when the UID is none, or the file is cut or nonsense', () => {
    assert.equal(readDicomHeader(file('1.2.840.10008.1.2.1', 'abc/../..')), null)
    assert.equal(readDicomHeader(file('1.2.840.10008.1.2.1').subarray(0, 200)), null)
    const noise = crypto.getRandomValues(new Uint8Array(5000))
    noise.set(Buffer.from('DICM'), 128)
    assert.equal(readDicomHeader(noise), null)
    assert.equal(readDicomHeader(new Uint8Array(0)), null)
  })
})
