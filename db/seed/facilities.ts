import { provinces } from '../provinces.ts'

/** A demo facility: names that are real belong to hospitals of the public network, codes are all synthetic. */
export type DemoFacility = {
  key: string
  code: string
  kind: 'hospital' | 'medical-centre' | 'commune-station'
  name: string
  shortName: string
  provinceCode: string
  careLevel: 'ban-dau' | 'co-ban' | 'chuyen-sau'
  legacyTier: 'trung-uong' | 'tinh' | 'huyen' | 'xa'
  authority: string
  formerNames?: { name: string; until: string; provinceCode: string }[]
}

type Central = readonly [key: string, name: string, shortName: string, provinceCode: string, authority?: string]

const central: readonly Central[] = [
  ['bach-mai', 'Bệnh viện Bạch Mai', 'BV Bạch Mai', '01'],
  ['viet-duc', 'Bệnh viện Hữu nghị Việt Đức', 'BV Việt Đức', '01'],
  ['108', 'Bệnh viện Trung ương Quân đội 108', 'BV 108', '01', 'Bộ Quốc phòng'],
  ['psan-tw', 'Bệnh viện Phụ sản Trung ương', 'BV Phụ sản TW', '01'],
  ['nhi-tw', 'Bệnh viện Nhi Trung ương', 'BV Nhi TW', '01'],
  ['k', 'Bệnh viện K', 'BV K', '01'],
  ['dhy-hn', 'Bệnh viện Đại học Y Hà Nội', 'BV ĐH Y Hà Nội', '01', 'Trường Đại học Y Hà Nội'],
  ['tim-hn', 'Bệnh viện Tim Hà Nội', 'BV Tim Hà Nội', '01', 'Sở Y tế Hà Nội'],
  ['xanh-pon', 'Bệnh viện Đa khoa Xanh Pôn', 'BV Xanh Pôn', '01', 'Sở Y tế Hà Nội'],
  ['ung-buou-hn', 'Bệnh viện Ung bướu Hà Nội', 'BV Ung bướu Hà Nội', '01', 'Sở Y tế Hà Nội'],
  ['phu-san-hn', 'Bệnh viện Phụ sản Hà Nội', 'BV Phụ sản Hà Nội', '01', 'Sở Y tế Hà Nội'],
  ['huu-nghi', 'Bệnh viện Hữu Nghị', 'BV Hữu Nghị', '01'],
  ['nhiet-doi', 'Bệnh viện Bệnh Nhiệt đới Trung ương', 'BV Nhiệt đới TW', '01'],
  ['lao-phoi', 'Bệnh viện Phổi Trung ương', 'BV Phổi TW', '01'],
  ['tn-tw', 'Bệnh viện Trung ương Thái Nguyên', 'BV TW Thái Nguyên', '19'],
  ['hue', 'Bệnh viện Trung ương Huế', 'BV TW Huế', '46'],
  ['cho-ray', 'Bệnh viện Chợ Rẫy', 'BV Chợ Rẫy', '79'],
  ['tu-du', 'Bệnh viện Từ Dũ', 'BV Từ Dũ', '79', 'Sở Y tế Thành phố Hồ Chí Minh'],
  ['nhi-dong-1', 'Bệnh viện Nhi Đồng 1', 'BV Nhi Đồng 1', '79', 'Sở Y tế Thành phố Hồ Chí Minh'],
  ['can-tho-tw', 'Bệnh viện Đa khoa Trung ương Cần Thơ', 'BVĐK TW Cần Thơ', '92'],
]

const named: readonly Omit<DemoFacility, 'code'>[] = [
  {
    key: 'muong-nhe',
    kind: 'medical-centre',
    name: 'Trung tâm Y tế khu vực Mường Nhé',
    shortName: 'TTYT Mường Nhé',
    provinceCode: '11',
    careLevel: 'co-ban',
    legacyTier: 'huyen',
    authority: 'Sở Y tế Điện Biên',
    formerNames: [{ name: 'Trung tâm Y tế huyện Mường Nhé', until: '2025-07-01', provinceCode: '11' }],
  },
  {
    key: 'psan-nam-dinh',
    kind: 'hospital',
    name: 'Bệnh viện Phụ sản Nam Định',
    shortName: 'BV Phụ sản Nam Định',
    provinceCode: '37',
    careLevel: 'chuyen-sau',
    legacyTier: 'tinh',
    authority: 'Sở Y tế Ninh Bình',
    formerNames: [{ name: 'Bệnh viện Phụ sản tỉnh Nam Định', until: '2025-07-01', provinceCode: '36' }],
  },
  {
    key: 'ba-vi',
    kind: 'hospital',
    name: 'Bệnh viện Đa khoa Ba Vì',
    shortName: 'BVĐK Ba Vì',
    provinceCode: '01',
    careLevel: 'co-ban',
    legacyTier: 'huyen',
    authority: 'Sở Y tế Hà Nội',
  },
]

const districtNames = [
  ...['Bình An', 'Tân Lập', 'Phú Lộc', 'An Thịnh', 'Yên Sơn', 'Đông Hải', 'Tây Giang', 'Nam Hòa', 'Bắc Sơn'],
  ...['Mường Lống', 'Nậm Kè', 'Vĩnh Tường', 'Thanh Bình', 'Hòa Bắc', 'Sơn Động', 'Đồng Xuân', 'Kỳ Anh', 'Ea Súp'],
]

/** The demo network, the same at each run: 20 central hospitals, then for each province hospitals, centres and stations. */
export function demoFacilities(): DemoFacility[] {
  const today = provinces.filter((province) => province.to === null)
  const list: Omit<DemoFacility, 'code'>[] = central.map(([key, name, shortName, provinceCode, authority]) => ({
    key,
    kind: 'hospital',
    name,
    shortName,
    provinceCode,
    careLevel: 'chuyen-sau',
    legacyTier: 'trung-uong',
    authority: authority ?? 'Bộ Y tế',
  }))
  list.push(...named)
  for (const province of today) list.push(...facilitiesOf(province.code, province.name))
  return list.map((facility, index) => ({
    ...facility,
    code: `99${(index + 1).toString(36).toUpperCase().padStart(3, '0')}`,
  }))
}

function facilitiesOf(code: string, name: string): Omit<DemoFacility, 'code'>[] {
  const authority = `Sở Y tế ${name}`
  const list: Omit<DemoFacility, 'code'>[] = [
    {
      key: `tinh-${code}`,
      kind: 'hospital',
      name: `Bệnh viện Đa khoa tỉnh ${name}`,
      shortName: `BVĐK tỉnh ${name}`,
      provinceCode: code,
      careLevel: 'chuyen-sau',
      legacyTier: 'tinh',
      authority,
    },
  ]
  for (const [index, district] of districtNames.slice(0, 11).entries()) {
    list.push({
      key: `huyen-${code}-${index}`,
      kind: index % 3 === 0 ? 'hospital' : 'medical-centre',
      name: `${index % 3 === 0 ? 'Bệnh viện Đa khoa khu vực' : 'Trung tâm Y tế khu vực'} ${district} (${name})`,
      shortName: `${index % 3 === 0 ? 'BVĐKKV' : 'TTYT'} ${district}`,
      provinceCode: code,
      careLevel: 'co-ban',
      legacyTier: 'huyen',
      authority,
    })
  }
  for (const [index, commune] of districtNames.entries()) {
    list.push({
      key: `xa-${code}-${index}`,
      kind: 'commune-station',
      name: `Trạm Y tế xã ${commune} (${name})`,
      shortName: `TYT ${commune}`,
      provinceCode: code,
      careLevel: 'ban-dau',
      legacyTier: 'xa',
      authority,
    })
  }
  return list
}
