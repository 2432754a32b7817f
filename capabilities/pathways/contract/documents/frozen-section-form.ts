import { choice, figure, freeText, yesNo } from './writing.ts'

/** The minutes from receipt to the result told, of single blocks: the abstract was read. */
export const frozenTime =
  'CAP Q-Probes: Novis DA, Zarbo RJ. Arch Pathol Lab Med 1997;121:559–567 (90% of blocks within 20 min of receipt, 700 hospitals)'

/** Two identifiers, result told by voice, read back and recorded. */
export const readBackRule = 'Joint Commission, PC.02.01.03 EP 20, read-back of results that are told'

/** Fresh tissue, ink on margins, clinical data with the request. */
export const frozenPractice = 'ADASP, quality assurance in surgical pathology. Am J Surg Pathol 2006;30:1469–1471'

const decisive = { isDecisive: true } as const
const pathologist = { by: 'remote' } as const

/** What the pathologist needs to know before the slide is there. */
const request = [
  freeText('procedure', ['Đang mổ gì', 'Operation under way']),
  { ...freeText('specimen-site', ['Bệnh phẩm lấy ở đâu (cơ quan, phần)', 'Specimen from (organ, part)']), ...decisive },
  {
    ...choice(
      'laterality',
      ['Bên', 'Side'],
      [
        ['right', 'Phải', 'Right'],
        ['left', 'Trái', 'Left'],
        ['both', 'Hai bên', 'Both'],
        ['midline', 'Đường giữa', 'Midline'],
        ['none', 'Không có bên', 'Has no side'],
      ],
    ),
    ...decisive,
  },
  figure('pieces', ['Số mảnh bệnh phẩm', 'Pieces of tissue'], ['{piece}', 1, 50]),
  choice(
    'asked',
    ['Cần trả lời gì', 'What is asked'],
    [
      ['malignant-or-not', 'Lành hay ác', 'Malignant or not'],
      ['margin', 'Diện cắt còn u không', 'Is the margin free'],
      ['node', 'Hạch có di căn không', 'Is the node involved'],
      ['adequate', 'Đã lấy trúng mô bệnh chưa', 'Is the tissue adequate'],
      ['other', 'Câu hỏi khác, ghi rõ', 'Something else, in words'],
    ],
  ),
  freeText('asked-more', ['Hỏi rõ hơn', 'The question in words']),
  freeText('plan-negative', ['Nếu lành, diện cắt sạch, hạch âm: sẽ làm', 'If benign, free or negative: will do']),
  freeText('plan-positive', ['Nếu ác, diện cắt còn u, hạch di căn: sẽ làm', 'If malignant or involved: will do']),
  freeText('plan-deferred', ['Nếu phải chờ kết quả thường quy: sẽ làm', 'If deferred: will do']),
  choice(
    'margins-marked',
    ['Diện cắt đã đánh dấu', 'Margins are marked'],
    [
      ['ink', 'Bằng mực', 'With ink'],
      ['suture', 'Bằng chỉ', 'With sutures'],
      ['both', 'Mực và chỉ', 'Ink and sutures'],
      ['no', 'Chưa đánh dấu', 'Not marked'],
      ['no-margin', 'Không hỏi diện cắt', 'No margin is asked'],
    ],
  ),
  freeText('orientation', ['Định hướng: màu mực, chỉ nào ở đâu', 'Orientation: which ink, which suture is where']),
  freeText('history', ['Bệnh sử, hình ảnh', 'Clinical history, imaging']),
  freeText('prior-pathology', ['Kết quả giải phẫu bệnh trước', 'Prior pathology']),
  yesNo('prior-treatment', ['Đã hóa trị hoặc xạ trị vùng này', 'Chemotherapy or radiation there before']),
  yesNo('infection-hiv', ['Nguy cơ lây: HIV', 'Infection risk: HIV']),
  yesNo('infection-hbv', ['Nguy cơ lây: viêm gan B', 'Infection risk: hepatitis B']),
  yesNo('infection-tb', ['Nguy cơ lây: lao', 'Infection risk: tuberculosis']),
  yesNo('is-fresh', ['Mô tươi, không ngâm dịch cố định', 'Fresh tissue, not in fixative']),
  yesNo('labels-agree', ['Lọ, lam và phiếu cùng tên, cùng mã', 'Container, slide and request agree']),
  freeText('theatre-phone', ['Số gọi thẳng vào phòng mổ', 'Telephone in the theatre']),
]

/** What the pathologist answers, in the words of the field; nobody else does. */
const answers = [
  {
    ...choice(
      'answer',
      ['Trả lời cắt lạnh', 'Frozen section answer'],
      [
        ['benign', 'Lành tính', 'Benign'],
        ['malignant', 'Ác tính', 'Malignant'],
        ['margin-free', 'Diện cắt không còn u', 'Margin free of tumour'],
        ['margin-involved', 'Diện cắt còn u', 'Margin involved'],
        ['node-negative', 'Hạch không di căn', 'Node negative'],
        ['node-positive', 'Hạch di căn', 'Node positive'],
        ['adequate', 'Mô đủ để chẩn đoán', 'Tissue adequate'],
        ['deferred', 'Hoãn, chờ kết quả thường quy', 'Deferred to permanent sections'],
        ['inadequate', 'Bệnh phẩm không đạt', 'Inadequate'],
      ],
    ),
    ...decisive,
    ...pathologist,
  },
  {
    ...figure('margin-distance', ['U cách diện cắt gần nhất', 'Tumour to the nearest margin'], ['mm', 0, 200, 1]),
    ...decisive,
    ...pathologist,
  },
  {
    ...freeText('answer-more', ['Loại u, diện cắt nào, lý do hoãn', 'Type, which margin, why deferred']),
    ...decisive,
    ...pathologist,
  },
]

/** The inputs of the case form of a frozen section. */
export const frozenItems = [...request, ...answers]
