/** A province of the 34 since 01/07/2025 (QĐ 19/2025/QĐ-TTg), with those it was formed from and its place on the tile grid [row, column]. */
type Province = {
  code: string
  from: string
  to: string | null
  name: string
  kind: 'tinh' | 'thanh-pho'
  formedFrom: string[]
  tile: [number, number]
}

const since2025 = (
  code: string,
  kind: Province['kind'],
  name: string,
  [formedFrom, tile]: [formedFrom: string[], tile: [number, number]],
): Province => ({
  code,
  from: '2025-07-01',
  to: null,
  name,
  kind,
  formedFrom,
  tile,
})

/** The 34 provinces; Đồng Nai became a centrally-run city on 30/04/2026 (NQ 30/2026/QH16). */
export const provinces: readonly Province[] = [
  since2025('01', 'thanh-pho', 'Hà Nội', [['01'], [3, 3]]),
  since2025('04', 'tinh', 'Cao Bằng', [['04'], [1, 4]]),
  since2025('08', 'tinh', 'Tuyên Quang', [
    ['08', '02'],
    [1, 3],
  ]),
  since2025('11', 'tinh', 'Điện Biên', [['11'], [2, 1]]),
  since2025('12', 'tinh', 'Lai Châu', [['12'], [1, 1]]),
  since2025('14', 'tinh', 'Sơn La', [['14'], [2, 2]]),
  since2025('15', 'tinh', 'Lào Cai', [
    ['10', '15'],
    [1, 2],
  ]),
  since2025('19', 'tinh', 'Thái Nguyên', [
    ['19', '06'],
    [2, 4],
  ]),
  since2025('20', 'tinh', 'Lạng Sơn', [['20'], [2, 5]]),
  since2025('22', 'tinh', 'Quảng Ninh', [['22'], [3, 5]]),
  since2025('24', 'tinh', 'Bắc Ninh', [
    ['27', '24'],
    [3, 4],
  ]),
  since2025('25', 'tinh', 'Phú Thọ', [
    ['25', '26', '17'],
    [2, 3],
  ]),
  since2025('31', 'thanh-pho', 'Hải Phòng', [
    ['31', '30'],
    [4, 5],
  ]),
  since2025('33', 'tinh', 'Hưng Yên', [
    ['33', '34'],
    [4, 4],
  ]),
  since2025('37', 'tinh', 'Ninh Bình', [
    ['37', '35', '36'],
    [4, 3],
  ]),
  since2025('38', 'tinh', 'Thanh Hóa', [['38'], [5, 3]]),
  since2025('40', 'tinh', 'Nghệ An', [['40'], [6, 3]]),
  since2025('42', 'tinh', 'Hà Tĩnh', [['42'], [6, 4]]),
  since2025('44', 'tinh', 'Quảng Trị', [
    ['45', '44'],
    [7, 4],
  ]),
  since2025('46', 'thanh-pho', 'Huế', [['46'], [7, 5]]),
  since2025('48', 'thanh-pho', 'Đà Nẵng', [
    ['48', '49'],
    [8, 5],
  ]),
  since2025('51', 'tinh', 'Quảng Ngãi', [
    ['51', '62'],
    [9, 5],
  ]),
  since2025('52', 'tinh', 'Gia Lai', [
    ['64', '52'],
    [10, 5],
  ]),
  since2025('56', 'tinh', 'Khánh Hòa', [
    ['56', '58'],
    [11, 6],
  ]),
  since2025('66', 'tinh', 'Đắk Lắk', [
    ['66', '54'],
    [11, 5],
  ]),
  since2025('68', 'tinh', 'Lâm Đồng', [
    ['68', '67', '60'],
    [12, 5],
  ]),
  {
    ...since2025('75', 'tinh', 'Đồng Nai', [
      ['75', '70'],
      [12, 4],
    ]),
    to: '2026-04-30',
  },
  {
    ...since2025('75', 'thanh-pho', 'Đồng Nai', [
      ['75', '70'],
      [12, 4],
    ]),
    from: '2026-04-30',
  },
  since2025('79', 'thanh-pho', 'Hồ Chí Minh', [
    ['79', '74', '77'],
    [13, 4],
  ]),
  since2025('80', 'tinh', 'Tây Ninh', [
    ['72', '80'],
    [12, 3],
  ]),
  since2025('82', 'tinh', 'Đồng Tháp', [
    ['87', '82'],
    [13, 3],
  ]),
  since2025('86', 'tinh', 'Vĩnh Long', [
    ['86', '83', '84'],
    [14, 3],
  ]),
  since2025('91', 'tinh', 'An Giang', [
    ['89', '91'],
    [13, 2],
  ]),
  since2025('92', 'thanh-pho', 'Cần Thơ', [
    ['92', '94', '93'],
    [14, 2],
  ]),
  since2025('96', 'tinh', 'Cà Mau', [
    ['96', '95'],
    [14, 1],
  ]),
]

/** The 63 provinces until 30/06/2025, by the code that seven of the new ones also bear. */
export const formerProvinces: readonly (readonly [code: string, name: string])[] = [
  ['01', 'Hà Nội'],
  ['02', 'Hà Giang'],
  ['04', 'Cao Bằng'],
  ['06', 'Bắc Kạn'],
  ['08', 'Tuyên Quang'],
  ['10', 'Lào Cai'],
  ['11', 'Điện Biên'],
  ['12', 'Lai Châu'],
  ['14', 'Sơn La'],
  ['15', 'Yên Bái'],
  ['17', 'Hòa Bình'],
  ['19', 'Thái Nguyên'],
  ['20', 'Lạng Sơn'],
  ['22', 'Quảng Ninh'],
  ['24', 'Bắc Giang'],
  ['25', 'Phú Thọ'],
  ['26', 'Vĩnh Phúc'],
  ['27', 'Bắc Ninh'],
  ['30', 'Hải Dương'],
  ['31', 'Hải Phòng'],
  ['33', 'Hưng Yên'],
  ['34', 'Thái Bình'],
  ['35', 'Hà Nam'],
  ['36', 'Nam Định'],
  ['37', 'Ninh Bình'],
  ['38', 'Thanh Hóa'],
  ['40', 'Nghệ An'],
  ['42', 'Hà Tĩnh'],
  ['44', 'Quảng Bình'],
  ['45', 'Quảng Trị'],
  ['46', 'Thừa Thiên Huế'],
  ['48', 'Đà Nẵng'],
  ['49', 'Quảng Nam'],
  ['51', 'Quảng Ngãi'],
  ['52', 'Bình Định'],
  ['54', 'Phú Yên'],
  ['56', 'Khánh Hòa'],
  ['58', 'Ninh Thuận'],
  ['60', 'Bình Thuận'],
  ['62', 'Kon Tum'],
  ['64', 'Gia Lai'],
  ['66', 'Đắk Lắk'],
  ['67', 'Đắk Nông'],
  ['68', 'Lâm Đồng'],
  ['70', 'Bình Phước'],
  ['72', 'Tây Ninh'],
  ['74', 'Bình Dương'],
  ['75', 'Đồng Nai'],
  ['77', 'Bà Rịa–Vũng Tàu'],
  ['79', 'Hồ Chí Minh'],
  ['80', 'Long An'],
  ['82', 'Tiền Giang'],
  ['83', 'Bến Tre'],
  ['84', 'Trà Vinh'],
  ['86', 'Vĩnh Long'],
  ['87', 'Đồng Tháp'],
  ['89', 'An Giang'],
  ['91', 'Kiên Giang'],
  ['92', 'Cần Thơ'],
  ['93', 'Hậu Giang'],
  ['94', 'Sóc Trăng'],
  ['95', 'Bạc Liêu'],
  ['96', 'Cà Mau'],
]

/** The specialties for which help is asked. */
export const specialties: readonly (readonly [code: string, vi: string, en: string])[] = [
  ['stroke', 'Đột quỵ', 'Stroke'],
  ['obstetrics', 'Sản khoa', 'Obstetrics'],
  ['neonatology', 'Sơ sinh', 'Neonatology'],
  ['paediatrics', 'Nhi khoa', 'Paediatrics'],
  ['trauma', 'Chấn thương', 'Trauma'],
  ['cardiology', 'Tim mạch', 'Cardiology'],
  ['cardiac-surgery', 'Phẫu thuật tim', 'Cardiac surgery'],
  ['anaesthesia', 'Gây mê hồi sức', 'Anaesthesia'],
  ['haematology', 'Huyết học', 'Haematology'],
  ['blood-bank', 'Ngân hàng máu', 'Blood bank'],
  ['intensive-care', 'Hồi sức tích cực', 'Intensive care'],
  ['radiology', 'Chẩn đoán hình ảnh', 'Radiology'],
  ['oncology', 'Ung bướu', 'Oncology'],
  ['pathology', 'Giải phẫu bệnh', 'Pathology'],
  ['surgery', 'Ngoại khoa', 'Surgery'],
  ['internal-medicine', 'Nội khoa', 'Internal medicine'],
]
