import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { withoutAddresses } from './dicomweb.ts'

describe('DICOM JSON that leaves the server', () => {
  it('has no address of the archive, at any depth', () => {
    const inside = {
      '00081190': { vr: 'UR', Value: ['http://127.0.0.1:8042/dicom-web/studies/1.2'] },
      '00091010': { vr: 'OB', BulkDataURI: 'http://127.0.0.1:8042/dicom-web/studies/1.2/bulk/00091010' },
      '0020000D': { vr: 'UI', Value: ['1.2'] },
      '7FE00010': { vr: 'OW', BulkDataURI: 'http://127.0.0.1:8042/dicom-web/studies/1.2/bulk/7fe00010' },
    }
    const sent = withoutAddresses([{ ...inside, '00081115': { vr: 'SQ', Value: [inside, { '00081150': inside }] } }])
    assert.ok(!JSON.stringify(sent).includes('http'))
    const kept = { '0020000D': { vr: 'UI', Value: ['1.2'] } }
    assert.deepEqual(sent, [{ ...kept, '00081115': { vr: 'SQ', Value: [kept, { '00081150': kept }] } }])
  })
  it('keeps everything else as it was', () => {
    const image = {
      '00100010': { vr: 'PN', Value: [{ Alphabetic: 'VU^A DE' }] },
      '00080090': { vr: 'PN' },
      '00280010': { vr: 'US', Value: [512] },
      '00280030': { vr: 'DS', Value: [0.488, 0.488] },
    }
    assert.deepEqual(withoutAddresses([image]), [image])
  })
})
