import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { archiveMoment, momentOf, takenAt } from './dicom-time.ts'

const iso = (moment: Date | null) => moment?.toISOString() ?? null

describe('the moment of a DICOM date and time', () => {
  it("is Vietnam's when the sender gives no zone", () => {
    assert.equal(iso(momentOf('20261122', '134102')), '2026-11-22T06:41:02.000Z')
  })
  it('is that of the zone when the sender gives one', () => {
    assert.equal(iso(momentOf('20261122', '134102', '+0000')), '2026-11-22T13:41:02.000Z')
    assert.equal(iso(momentOf('20261122', '134102', '-0530')), '2026-11-22T19:11:02.000Z')
  })
  it('has fractions to the millisecond, and may lack seconds', () => {
    assert.equal(iso(momentOf('20261122', '134102.123456')), '2026-11-22T06:41:02.123Z')
    assert.equal(iso(momentOf('20261122', '1341')), '2026-11-22T06:41:00.000Z')
  })
  it('is read from the older form with dots and colons, and with spaces around', () => {
    assert.equal(iso(momentOf('2026.11.22', ' 13:41:02 ')), '2026-11-22T06:41:02.000Z')
  })
  it('is unknown when either is missing or impossible', () => {
    for (const [date, time] of [
      ['', '134102'],
      ['20261122', ''],
      [undefined, '134102'],
      ['20261122', null],
      ['20261322', '134102'],
      ['20261122', '256102'],
      ['REMOVED', '134102'],
    ])
      assert.equal(momentOf(date, time), null)
  })
})

describe('when images were taken', () => {
  it('is the acquisition before the content before the study', () => {
    const study = { StudyDate: '20261122', StudyTime: '130000' }
    const content = { ...study, ContentDate: '20261122', ContentTime: '133000' }
    assert.equal(iso(takenAt(study)), '2026-11-22T06:00:00.000Z')
    assert.equal(iso(takenAt(content)), '2026-11-22T06:30:00.000Z')
    assert.equal(
      iso(takenAt({ ...content, AcquisitionDate: '20261122', AcquisitionTime: '134100' })),
      '2026-11-22T06:41:00.000Z',
    )
    assert.equal(takenAt({}), null)
  })
  it("is not confused with the archive's own dates, which are UTC", () => {
    assert.equal(iso(archiveMoment('20261122T145837')), '2026-11-22T14:58:37.000Z')
    assert.equal(archiveMoment('yesterday'), null)
  })
})
