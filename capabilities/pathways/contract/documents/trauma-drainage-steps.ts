import { unconfirmed } from '../unconfirmed.ts'
import { step, type Words } from './writing.ts'

/** No guideline has these words: a surgeon reviews them before they are read aloud to anybody. */
const source = unconfirmed('Tuyến; phẫu thuật viên phải duyệt · a surgeon must review')
const aloud = (code: string, label: Words, say: Words) => step(code, label, say, { source })

/** Opening the pericardium below the xiphoid, step by step, for a surgeon who is guided from afar; a surgeon must confirm it. */
export const drainageSteps = [
  step(
    'confirm',
    ['Xác nhận', 'Confirm'],
    [
      'Xác nhận: có dịch màng ngoài tim, tụt huyết áp, không đợi chuyển viện. Ai là người mổ, ai phụ, ai gây mê?',
      'Confirm: pericardial fluid, hypotension, no waiting for transfer. Who operates, who assists, who anaesthetises?',
    ],
    { source },
  ),
  aloud(
    'blood-ready',
    ['Máu và dụng cụ', 'Blood and instruments'],
    [
      'Máu đã treo, hai máy hút chạy, bộ mở ngực và cưa xương ức đã mở.',
      'Blood is hanging, two suctions run, the thoracotomy set and sternal saw are open.',
    ],
  ),
  step(
    'preload',
    ['Giữ tiền gánh', 'Keep the preload'],
    [
      'Truyền dịch hoặc máu giữ tiền gánh, tránh thuốc giãn mạch.',
      'Fluid or blood to keep the preload; nothing that dilates vessels.',
    ],
    { source },
  ),
  step(
    'prepare-before-induction',
    ['Sát khuẩn trước khi dẫn mê', 'Prepare before induction'],
    [
      'Sát khuẩn và trải khăn từ cổ đến gối trước khi dẫn mê; chưa thở áp lực dương cho đến khi dao đã sẵn sàng.',
      'Prepare and drape from neck to knee before induction; no positive pressure until the knife is ready.',
    ],
    { source },
  ),
  aloud(
    'incision',
    ['Rạch da', 'Incision'],
    [
      'Rạch da đường giữa từ mũi ức xuống khoảng 8 đến 10 xăng-ti-mét.',
      'Midline incision from the xiphoid down for some 8 to 10 centimetres.',
    ],
  ),
  aloud(
    'linea-alba',
    ['Mở đường trắng', 'Open the linea alba'],
    [
      'Mở đường trắng, không vào ổ bụng; cắt hoặc vén mũi ức.',
      'Open the linea alba, stay out of the belly; excise or lift the xiphoid.',
    ],
  ),
  aloud(
    'lift',
    ['Nâng xương ức', 'Lift the sternum'],
    [
      'Người phụ nâng xương ức lên; bóc tách ra sau xương ức đến màng ngoài tim căng, tím.',
      'The assistant lifts the sternum; dissect behind it to the tense blue pericardium.',
    ],
  ),
  aloud(
    'grasp',
    ['Kẹp màng ngoài tim', 'Grasp the pericardium'],
    [
      'Kẹp màng ngoài tim bằng hai kẹp, báo gây mê: chuẩn bị mở.',
      'Grasp the pericardium with two clamps; tell anaesthesia: about to open.',
    ],
  ),
  aloud(
    'open',
    ['Mở và tháo từ từ', 'Open and release slowly'],
    [
      'Mở một lỗ nhỏ, tháo máu từ từ; lấy máu cục; đọc huyết áp mỗi phút.',
      'Open a small hole, release slowly; take out clots; read the pressure each minute.',
    ],
  ),
  aloud(
    'judge',
    ['Đánh giá chảy máu', 'Judge the bleeding'],
    [
      'Máu ngừng: đặt dẫn lưu. Máu đỏ phun: bịt bằng ngón tay và mở rộng ngay.',
      'If it stops: place a drain. If red blood spurts: a finger on it and extend at once.',
    ],
  ),
  aloud(
    'extend',
    ['Mở rộng', 'Extend'],
    [
      'Mở rộng lên xương ức hoặc mở ngực trước bên trái; giữ ngón tay trên vết thương.',
      'Extend to sternotomy or left anterolateral thoracotomy; keep the finger on the wound.',
    ],
  ),
  aloud(
    'suture',
    ['Khâu vết thương tim', 'Suture the heart'],
    [
      'Khâu vết thương bằng chỉ đơn sợi có miếng đệm, tránh động mạch vành; không dùng bóng Foley kéo mạnh.',
      'Suture with pledgeted monofilament, clear of the coronaries; do not pull hard on a Foley balloon.',
    ],
  ),
  aloud(
    'finish',
    ['Dẫn lưu và ghi giờ', 'Drain and note the times'],
    [
      'Đặt dẫn lưu màng ngoài tim, để hở màng; ghi giờ mở, lượng máu, huyết áp trước và sau.',
      'Drain the pericardium, leave it open; note the time, the amount and the pressure before and after.',
    ],
  ),
]
