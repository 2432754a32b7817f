import { ownGoal, unconfirmed, withOwnMinutes } from '../unconfirmed.ts'
import { motiveTrigger } from './pph-alerts.ts'
import { motive, rcog, woman } from './pph-form.ts'
import { step } from './writing.ts'

const now = { source: motive }
const paced = { source: withOwnMinutes(motive) }
const bank = { source: unconfirmed(rcog) }

const motiveSteps = [
  step(
    'massage',
    ['M: Xoa đáy tử cung', 'M: Massage'],
    [
      'Xoa đáy tử cung liên tục đến khi tử cung co chắc; làm rỗng bàng quang.',
      'Massage the uterus until it is firm; empty the bladder.',
    ],
    { ...paced, within: 1 },
  ),
  step(
    'oxytocin',
    ['O: Thuốc co tử cung (oxytocin)', 'O: Oxytocic drug (oxytocin)'],
    [
      'Oxytocin 10 đơn vị tiêm bắp hoặc tĩnh mạch chậm, rồi truyền 20 đến 40 đơn vị trong 1 lít.',
      'Oxytocin 10 units IM or slowly IV, then 20 to 40 units in 1 litre.',
    ],
    {
      ...paced,
      within: 5,
      dose: ['10 IU tiêm bắp hoặc tĩnh mạch chậm, rồi 20–40 IU/L', '10 IU IM or slowly IV, then 20–40 IU/L'],
    },
  ),
  step(
    'tranexamic-acid',
    ['T: Acid tranexamic', 'T: Tranexamic acid'],
    [
      'Acid tranexamic 1 gam tĩnh mạch trong 10 phút, nếu chưa quá 3 giờ từ khi sinh.',
      'Tranexamic acid 1 gram IV over 10 minutes, if it is not more than 3 hours since birth.',
    ],
    { source: withOwnMinutes(woman), within: 10, dose: ['1 g tĩnh mạch trong 10 phút', '1 g IV over 10 min'] },
  ),
  step(
    'iv-fluids',
    ['I: Đường truyền và dịch', 'I: IV access and fluids'],
    [
      'Đặt hai đường truyền lớn, lấy máu xét nghiệm và phản ứng chéo, truyền dịch tinh thể ấm.',
      'Two large cannulas, blood for tests and cross-match, warm crystalloid.',
    ],
    { ...paced, within: 10 },
  ),
  step(
    'examination',
    ['VE: Khám đường sinh dục', 'VE: Examination'],
    [
      'Khám cổ tử cung, âm đạo, tầng sinh môn; kiểm tra rau và màng rau; tìm nguyên nhân.',
      'Examine cervix, vagina and perineum; check placenta and membranes; find the cause.',
    ],
    { ...now, within: 15 },
  ),
  step(
    'escalate',
    ['Gọi hỗ trợ', 'Escalate'],
    [
      'Nếu còn chảy máu: gọi bác sĩ sản, gây mê, ngân hàng máu; thêm thuốc co tử cung và chèn ép cơ học.',
      'If bleeding goes on: call obstetrician, anaesthetist and blood bank; add uterotonics and compression.',
    ],
    { ...now, within: 15 },
  ),
]

const secondLine = [
  step(
    'ergometrine',
    ['Ergometrin tiêm bắp', 'Ergometrine IM'],
    [
      'Ergometrin 0,2 miligam tiêm bắp, trừ khi tăng huyết áp.',
      'Ergometrine 0.2 milligram IM, unless there is hypertension.',
    ],
    { ...now, dose: ['0,2 mg tiêm bắp; không dùng khi tăng huyết áp', '0.2 mg IM; not in hypertension'] },
  ),
  step(
    'carboprost',
    ['Carboprost tiêm bắp', 'Carboprost IM'],
    [
      'Carboprost 250 microgam tiêm bắp, nhắc lại mỗi 15 phút, tối đa 8 liều, trừ khi hen.',
      'Carboprost 250 micrograms IM, again every 15 minutes, at most 8 doses, unless there is asthma.',
    ],
    {
      ...now,
      dose: [
        '250 µg tiêm bắp mỗi 15 phút, tối đa 8 liều; không dùng khi hen',
        '250 µg IM every 15 min, at most 8; not in asthma',
      ],
    },
  ),
  step(
    'misoprostol',
    ['Misoprostol dưới lưỡi', 'Misoprostol sublingual'],
    ['Misoprostol 800 microgam ngậm dưới lưỡi.', 'Misoprostol 800 micrograms under the tongue.'],
    { ...now, dose: ['800 µg dưới lưỡi', '800 µg sublingual'] },
  ),
]

const mechanical = [
  step(
    'bimanual',
    ['Ép tử cung bằng hai tay', 'Bimanual compression'],
    [
      'Ép tử cung bằng hai tay đến khi có biện pháp tiếp theo.',
      'Compress the uterus with both hands until the next measure is ready.',
    ],
    now,
  ),
  step(
    'balloon',
    ['Bóng chèn lòng tử cung', 'Balloon tamponade'],
    ['Đặt bóng chèn lòng tử cung, ghi giờ và thể tích bơm.', 'Place the balloon; note the time and the volume filled.'],
    now,
  ),
  step(
    'aortic-compression',
    ['Ép động mạch chủ bụng, băng ép chống sốc', 'Aortic compression, anti-shock garment'],
    [
      'Ép động mạch chủ bụng hoặc mặc băng ép chống sốc trong khi chờ mổ hoặc chuyển viện.',
      'Compress the aorta or put on an anti-shock garment while theatre or transfer is prepared.',
    ],
    { source: unconfirmed(motive) },
  ),
  step(
    'b-lynch',
    ['Khâu ép tử cung B-Lynch', 'B-Lynch suture'],
    ['Mở bụng, khâu ép B-Lynch.', 'Laparotomy; B-Lynch compression suture.'],
    now,
  ),
  step(
    'ligation',
    ['Thắt mạch hoặc nút mạch', 'Ligation or embolisation'],
    [
      'Thắt động mạch tử cung hoặc hạ vị; nút mạch nếu ổn định và có điều kiện.',
      'Ligate the uterine or internal iliac arteries; embolise if stable and available.',
    ],
    now,
  ),
  step(
    'hysterectomy',
    ['Cắt tử cung', 'Hysterectomy'],
    [
      'Cắt tử cung trước khi quá muộn; cần hai bác sĩ cùng quyết định.',
      'Hysterectomy before it is too late; two doctors decide together.',
    ],
    { source: ownGoal },
  ),
]

const transfusion = [
  step(
    'activate',
    ['Kích hoạt', 'Activate'],
    ['Báo ngân hàng máu: truyền máu khối lượng lớn.', 'Tell the blood bank: massive transfusion.'],
    { ...bank, within: 5 },
  ),
  step(
    'red-cells',
    ['Hồng cầu, huyết tương, tiểu cầu', 'Red cells, plasma, platelets'],
    [
      'Truyền hồng cầu, huyết tương và tiểu cầu theo tỷ lệ 1:1:1; O âm nếu chưa có phản ứng chéo.',
      'Red cells, plasma and platelets 1:1:1; O negative while there is no cross-match.',
    ],
    { ...bank, within: 15 },
  ),
  step(
    'fibrinogen',
    ['Fibrinogen', 'Fibrinogen replacement'],
    [
      'Tủa lạnh hoặc fibrinogen cô đặc, đích từ 2 gam trên lít.',
      'Cryoprecipitate or fibrinogen concentrate, to at least 2 grams per litre.',
    ],
    { ...bank, dose: ['Đích fibrinogen ≥2 g/L', 'Fibrinogen ≥2 g/L'] },
  ),
  step(
    'calcium-and-warmth',
    ['Calci và giữ ấm', 'Calcium and warmth'],
    [
      'Bù calci sau mỗi 4 đơn vị, giữ thân nhiệt trên 35 độ.',
      'Calcium after every 4 units; keep the temperature above 35 degrees.',
    ],
    bank,
  ),
]

/** What is done against post-partum haemorrhage, in the order in which it climbs. */
export const pphBundles = [
  {
    code: 'motive',
    label: { vi: 'Gói MOTIVE', en: 'MOTIVE bundle' },
    withinMinutes: 15,
    when: motiveTrigger,
    source: `${motive}; ${unconfirmed('ngưỡng khởi động · trigger')}`,
    steps: motiveSteps,
  },
  {
    code: 'uterotonics',
    label: { vi: 'Thuốc co tử cung tiếp theo', en: 'Further uterotonics' },
    withinMinutes: 30,
    source: withOwnMinutes(motive),
    steps: secondLine,
  },
  {
    code: 'mechanical',
    label: { vi: 'Biện pháp cơ học và phẫu thuật', en: 'Mechanical and surgical measures' },
    withinMinutes: 60,
    source: withOwnMinutes(motive),
    steps: mechanical,
  },
  {
    code: 'massive-transfusion',
    label: { vi: 'Truyền máu khối lượng lớn', en: 'Massive transfusion' },
    withinMinutes: 15,
    when: {
      any: [
        { tally: 'blood-loss', op: '>=' as const, to: 1500 },
        { value: 'measured-loss', op: '>=' as const, to: 1500 },
      ],
    },
    ...bank,
    steps: transfusion,
  },
]
