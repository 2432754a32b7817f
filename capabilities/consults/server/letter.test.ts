import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { outsideCall } from '#platform/test/outside-call.ts'
import { refusal } from '#platform/test/refusal.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { letterFaults, letterFields } from '../contract/letter-fields.ts'
import { workingDayAfter } from '../contract/working-days.ts'
import { getLetter, issueLetter, writeLetter } from './letter.ts'
import { getLetterPdf, getLetterXml } from './letter-files.ts'
import { letterXml } from './letter-xml.ts'
import { arrangeTransfer, type TransferStage } from './transfer-under-test.ts'

let world: World
let here: TransferStage
let transferId: Id<'transfer'>

const whole = {
  ...{ MA_LK: 'MN26-004417-1', SO_HOSO: 'MN26-004417', MA_CSKCB: '11017', MA_NOI_DI: '11017', MA_NOI_DEN: '01901' },
  ...{ HO_TEN: 'Vừ A Dế', NGAY_SINH: '196503120000', GIOI_TINH: '1', MA_QUOCTICH: '000', MA_DANTOC: '12' },
  ...{ MA_NGHE_NGHIEP: '00000', DIA_CHI: 'Bản Nà Pán, xã Mường Nhé, tỉnh Điện Biên' },
  ...{ NGAY_VAO: '202611221255', NGAY_RA: '202611221430', DAU_HIEU_LS: 'Liệt nửa người phải, nói khó' },
  ...{ CHAN_DOAN_RV: 'Nhồi máu não', QT_BENHLY: 'Khởi phát 11 giờ', TOMTAT_KQ: 'CLVT: chưa thấy xuất huyết' },
  ...{ PP_DIEUTRI: 'Alteplase 0,9 mg/kg', MA_BENH_CHINH: 'I63.9', MA_BENH_KT: 'I10;E11.9', MA_LOAI_RV: '2' },
  ...{ MA_LYDO_CT: '1', HUONG_DIEU_TRI: 'Lấy huyết khối cơ học', PHUONGTIEN_VC: 'Xe cứu thương' },
  ...{ MA_BAC_SI: '001234/ĐB-CCHN', MA_TTDV: '000777/ĐB-CCHN' },
}
const issuedValues = { ...whole, SO_CHUYENTUYEN: '1/2026/PCCS', GIAY_CHUYEN_TUYEN: '1/2026/PCCS' }

const write = async (values: Record<string, string>, basedOn = 0, person = here.asker) =>
  await world.as(person, async (tx, actor) => await writeLetter(tx, actor, { transferId, basedOn, values }))
const issue = async (version = 1) =>
  await world.as(here.asker, async (tx, actor) => await issueLetter(tx, actor, { transferId, version }))

/** A strict reading of a flat document: refuses what an XML 1.0 parser would refuse. */
function parseFlat(xml: string): [string, string][] {
  const found = /^<\?xml version="1.0" encoding="UTF-8"\?>\n<(\w+)>\n([\s\S]*)\n<\/\1>\n$/.exec(xml)
  assert.ok(found?.[2], 'one root element')
  assert.doesNotMatch(xml, /[^\P{Cc}\n\t\r]|[\uFFFE\uFFFF]|\p{Cs}/u)
  let rest = found[2]
  const fields: [string, string][] = []
  while (rest.trim() !== '') {
    const field = /^\s*<(\w+)>([^<]*)<\/\1>/.exec(rest)
    assert.ok(field, `not well formed at: ${rest.slice(0, 60)}`)
    const [all, name = '', content = ''] = field
    assert.doesNotMatch(content, /&(?!(?:amp|lt|gt|quot|apos|#13);)/)
    assert.ok(!content.includes(']]>'))
    const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#13': '\r' }
    fields.push([name, content.replace(/&(amp|lt|gt|quot|apos|#13);/g, (_all, code: string) => named[code] ?? '')])
    rest = rest.slice(all.length)
  }
  return fields
}

before(async () => {
  world = await createWorld()
})
after(async () => await world.close())
beforeEach(async () => {
  here = await arrangeTransfer(world)
  transferId = (await here.move()).transferId
})

describe('the referral letter', () => {
  test('holds for ten working days: issued on Sunday 22/11/2026, until Friday 04/12/2026', () => {
    assert.equal(workingDayAfter('2026-11-22', 10), '2026-12-04')
    assert.equal(workingDayAfter('2026-04-24', 10), '2026-05-13')
    assert.equal(workingDayAfter('2026-02-13', 1), '2026-02-23')
  })

  test('proposes what the record knows and lists what is missing', async () => {
    const draft = await world.as(here.asker, async (tx, actor) => await getLetter(tx, actor, { transferId }))
    assert.equal(draft.values['HO_TEN'], 'Vừ A Dế')
    assert.equal(draft.values['GIOI_TINH'], '1')
    const missing = draft.faults.filter((each) => each.fault === 'missing').map((each) => each.field)
    assert.ok(missing.includes('MA_DANTOC') && missing.includes('DIA_CHI') && missing.includes('MA_BENH_CHINH'))
    assert.ok(!missing.includes('SO_CHUYENTUYEN'))
  })

  test('is refused while anything is missing, and issued once with a number and its last day', async () => {
    const { MA_BENH_CHINH: _left, ...partly } = whole
    await write(partly)
    await assert.rejects(issue(), refusal('letter-incomplete'))
    await write(whole, 1)
    const letter = await issue(2)
    assert.deepEqual([letter.issued?.number, letter.issued?.validUntil], ['1/2026/PCCS', '2026-12-04'])
    await assert.rejects(issue(2), refusal('letter-is-issued'))
    await assert.rejects(write(whole, 2), refusal('letter-is-issued'))
  })

  test('is written by a doctor where the patient is treated', async () => {
    await assert.rejects(write(whole, 0, here.receiver), refusal('not-the-treating-side'))
    await assert.rejects(write(whole, 0, here.stranger), refusal('not-found'))
  })

  test('is sent as PDF and as XML13 with the 39 fields in their order', async () => {
    const early = (await outsideCall(world, here.asker)).call
    await assert.rejects(getLetterXml(early, { transferId }), refusal('not-found'))
    await write(whole)
    await issue()
    for (const person of [here.asker, here.receiver]) {
      const xml = await outsideCall(world, person)
      await getLetterXml(xml.call, { transferId })
      const fields = parseFlat(Buffer.from(xml.sent()).toString('utf8'))
      assert.deepEqual(
        fields.map(([name]) => name),
        letterFields.map((field) => field.name),
      )
      assert.equal(fields.length, 39)
      assert.equal(new Map(fields).get('DIA_CHI'), whole.DIA_CHI)
      const pdf = await outsideCall(world, person)
      await getLetterPdf(pdf.call, { transferId })
      assert.equal(Buffer.from(pdf.sent()).subarray(0, 5).toString(), '%PDF-')
    }
  })
})

describe('the fields of the letter', () => {
  const faultOf = (changes: Record<string, string>) =>
    letterFaults({ ...issuedValues, ...changes }, true).map(({ field, fault }) => `${field} ${fault}`)

  test('a whole letter has no fault', () => assert.deepEqual(faultOf({}), []))

  const wrong: [Record<string, string>, string][] = [
    [{ NGAY_RA: '202613011200' }, 'NGAY_RA moment'],
    [{ NGAY_RA: '202611212359' }, 'NGAY_RA order'],
    [{ NGAY_SINH: '196500120000' }, 'NGAY_SINH birth'],
    [{ GIOI_TINH: '0' }, 'GIOI_TINH code'],
    [{ MA_LYDO_CT: '4' }, 'MA_LYDO_CT code'],
    [{ MA_LOAI_RV: '6' }, 'MA_LOAI_RV code'],
    [{ MA_BENH_KT: Array.from({ length: 13 }, (_each, n) => `A${10 + n}`).join(';') }, 'MA_BENH_KT too-many'],
    [{ MA_BENH_CHINH: 'nhồi máu' }, 'MA_BENH_CHINH too-long'],
    [{ MA_BENH_CHINH: 'I6' }, 'MA_BENH_CHINH pattern'],
    [{ MA_THE_BHYT: 'DN4797912345678' }, 'GT_THE_DEN missing'],
    [{ HOTEN_NGUOI_HT: 'Bế Thị Mừng' }, 'CHUCDANH_NGUOI_HT missing'],
    [{ DIA_CHI: '' }, 'DIA_CHI missing'],
  ]
  for (const [changes, expected] of wrong) {
    test(`${JSON.stringify(changes).slice(0, 50)} is said as ${expected}`, () =>
      assert.deepEqual(faultOf(changes), [expected]))
  }

  test('a date of birth of which only the year is known is right', () =>
    assert.deepEqual(faultOf({ NGAY_SINH: '196500000000' }), []))

  test('whatever is typed comes back from the XML as it was saved', async () => {
    const strange = [
      '<',
      '>',
      '&',
      '"',
      "'",
      ']]>',
      '&amp;',
      '\u0000',
      '\u0008',
      '\uD800',
      '\n',
      '\t',
      '😀',
      'Ế',
      'ệ',
      '–',
    ]
    let seed = 7
    const pick = () => {
      seed = (seed * 48_271) % 2_147_483_647
      return strange[seed % strange.length] ?? ''
    }
    for (let turn = 0; turn < 40; turn += 1) {
      const text = `a${Array.from({ length: 12 }, pick).join('')}z`
      const saved = (await write({ ...whole, QT_BENHLY: text, DIA_CHI: text }, turn)).values
      const back = new Map(parseFlat(letterXml(saved)))
      assert.equal(back.get('QT_BENHLY'), saved['QT_BENHLY'])
      assert.equal(back.get('DIA_CHI'), saved['DIA_CHI'])
    }
  })
})
