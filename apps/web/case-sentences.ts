import type { AnyProblem } from './any-problem.ts'

/** A sentence in both languages. */
export type Sentence = { readonly vi: string; readonly en: string }

/** The sentences about a case: the call, the transfer, the conclusion, the minutes, the pathway. */
export const caseSentences = {
  'specialty-unknown': { vi: 'Không có chuyên khoa này.', en: 'There is no such specialty.' },
  'already-called': {
    vi: 'Chuyên khoa này đã được gọi vào ca.',
    en: 'This specialty has been called to the case already.',
  },
  'already-there': { vi: 'Ca đang ở chính bệnh viện này.', en: 'The case is at this very hospital.' },
  'nobody-on-duty-there': {
    vi: 'Bệnh viện đó không có ai trực chuyên khoa này. Chọn nơi khác hoặc gọi điện.',
    en: 'Nobody is on duty for this specialty there. Choose another hospital or telephone.',
  },
  'not-rung': { vi: 'Ca này không gọi bác sĩ.', en: 'This case is not calling you.' },
  'nobody-left-to-call': {
    vi: 'Không còn ai để gọi tiếp. Gọi số điện thoại trực.',
    en: 'Nobody is left to call. Use the duty phone.',
  },
  'expert-is-there': { vi: 'Chuyên gia đã ở trong phòng.', en: 'The expert is in the room already.' },
  'transfer-not-advised': {
    vi: 'Chưa có chuyên gia tiếp nhận ca, hoặc ca đã xong. Hỏi chuyên gia trước khi chuyển.',
    en: 'No specialist has taken the case, or it is over. Ask before you transfer.',
  },
  'transfer-already-open': {
    vi: 'Ca này đang chuyển đi một nơi. Hủy lần chuyển đó trước khi hỏi nơi khác.',
    en: 'A transfer is under way. Cancel it before asking another hospital.',
  },
  'same-facility': { vi: 'Người bệnh đang ở chính cơ sở này.', en: 'The patient is at this very hospital.' },
  'transfer-not-open': {
    vi: 'Lần chuyển này vừa đổi trạng thái. Xem lại rồi bấm tiếp.',
    en: 'This transfer has just changed. Look at it again.',
  },
  'not-the-receiving-side': { vi: 'Chỉ nơi nhận mới làm việc này.', en: 'Only the receiving hospital does this.' },
  'times-out-of-order': {
    vi: 'Giờ này trước mốc liền trước. Kiểm tra lại giờ.',
    en: 'This time lies before the step that precedes it. Check the time.',
  },
  'patient-not-arrived': {
    vi: 'Người bệnh chưa tới. Bấm “Đã tới” rồi ghi bàn giao.',
    en: 'The patient has not arrived. Record the arrival first.',
  },
  'handover-incomplete': {
    vi: 'Bàn giao còn thiếu mục bắt buộc. Ghi đủ rồi ký.',
    en: 'The handover is incomplete. Fill it in, then sign.',
  },
  'follow-up-answered': {
    vi: 'Đồng nghiệp đã trả lời lần theo dõi này. Xem kết quả mới.',
    en: 'A colleague has answered this follow-up. See the new outcome.',
  },
  'file-kind-unknown': {
    vi: 'Chỉ nhận ảnh (JPEG, PNG, WebP), PDF, video MP4 hoặc WebM. Chưa gửi gì.',
    en: 'Only photos (JPEG, PNG, WebP), PDF, MP4 or WebM are taken. Nothing was sent.',
  },
  'file-too-large': { vi: 'Tệp lớn hơn 25 MB. Chọn tệp nhỏ hơn.', en: 'Over 25 MB. Choose a smaller file.' },
  'not-planned': {
    vi: 'Ca cấp cứu gọi theo bậc thang, không phân công được.',
    en: 'An emergency rings by its ladder; it cannot be given to somebody.',
  },
  'other-patient': { vi: 'Hai đề nghị là của hai người bệnh khác nhau.', en: 'The two are of different patients.' },
  'letter-is-issued': {
    vi: 'Phiếu chuyển đã phát hành nên không sửa được.',
    en: 'The letter has been issued and cannot be changed.',
  },
  'letter-incomplete': {
    vi: 'Phiếu chuyển còn mục thiếu hoặc sai. Xem danh sách rồi ghi đủ.',
    en: 'Fields of the letter are missing or wrong. See the list and complete them.',
  },
  'consult-is-over': { vi: 'Ca đã đóng.', en: 'The case is closed.' },
  'not-typed-by-hand': { vi: 'Giờ này do hệ thống ghi, không nhập tay.', en: 'This time is recorded by the system.' },
  'time-in-the-future': { vi: 'Giờ nhập ở tương lai.', en: 'The time lies in the future.' },
  'not-the-expert': { vi: 'Chỉ chuyên gia đã tiếp nhận mới kết luận.', en: 'Only the expert who accepted concludes.' },
  'consult-not-accepted': {
    vi: 'Ca chưa được tiếp nhận, hoặc đã có quyết định.',
    en: 'Not accepted yet, or decided already.',
  },
  'not-the-treating-side': { vi: 'Chỉ bác sĩ nơi điều trị mới quyết định.', en: 'Only the treating side decides.' },
  'consult-not-concluded': { vi: 'Chưa có kết luận.', en: 'There is no conclusion yet.' },
  'conclusion-has-changed': {
    vi: 'Kết luận vừa được sửa. Đọc lại rồi quyết định.',
    en: 'The conclusion has just changed. Read it again.',
  },
  'reason-missing': { vi: 'Cần nêu lý do.', en: 'A reason is needed.' },
  'consult-not-decided': { vi: 'Chưa có quyết định của bác sĩ điều trị.', en: 'There is no local decision yet.' },
  'not-a-signer': { vi: 'Chỉ chủ tọa và thư ký ký biên bản.', en: 'Only chair and secretary sign.' },
  'minutes-incomplete': { vi: 'Biên bản còn thiếu mục bắt buộc.', en: 'The minutes are incomplete.' },
  'secretary-signs-first': {
    vi: 'Thư ký ký trước, chủ tọa ký sau. Chưa ký.',
    en: 'The secretary signs first, then the chair. Nothing was signed.',
  },
  'opinion-changed-meanwhile': {
    vi: 'Ý kiến vừa được sửa ở nơi khác. Nội dung đã nhập vẫn còn; đọc lại rồi gửi.',
    en: 'This opinion has just been changed elsewhere. Your text is kept; read again, then send.',
  },
  'not-your-opinion': { vi: 'Chỉ người viết sửa ý kiến của mình.', en: 'Only its author changes an opinion.' },
  'informed-changed-meanwhile': {
    vi: 'Mục này vừa được sửa ở nơi khác. Nội dung đã nhập vẫn còn; đọc lại rồi gửi.',
    en: 'This has just been changed elsewhere. What you typed is kept; read again, then send.',
  },
  'relative-missing': {
    vi: 'Còn thiếu tên người nhà và quan hệ với người bệnh.',
    en: 'The name of the relative and how they are related is missing.',
  },
  'record-protected': {
    vi: 'Thông tin được bảo vệ. Mở khóa có lý do rồi xem.',
    en: 'This is protected. Unlock it with a reason, then open it.',
  },
  'not-disclosed-by-law': {
    vi: 'Luật không cho tiết lộ thông tin này với bất kỳ ai.',
    en: 'By law this is disclosed to nobody.',
  },
  'already-reviewed': { vi: 'Lần này đã có người xem xét.', en: 'This was reviewed already.' },
  'not-your-own-review': { vi: 'Không ai tự xem xét việc của mình.', en: 'Nobody reviews what they did themselves.' },
  'hold-changed-meanwhile': {
    vi: 'Lệnh giữ hồ sơ vừa thay đổi. Tải lại trang.',
    en: 'The legal hold has just changed. Reload the page.',
  },
  'mode-conditions-missing': {
    vi: 'Chưa đủ điều kiện pháp lý của hình thức này. Bổ sung, hoặc nêu lý do bỏ qua để lãnh đạo xem xét.',
    en: 'A legal condition of this mode is not met. Meet it, or say why to go on without; the leader will review that.',
  },
  'contract-known': { vi: 'Hợp đồng số này đã có.', en: 'A contract of this number is registered already.' },
  'minutes-not-open': { vi: 'Phiên bản này không còn mở để ký.', en: 'This version is not open for signing.' },
  'already-signed': { vi: 'Bác sĩ đã ký.', en: 'You have signed already.' },
  'signing-is-off': {
    vi: 'Chưa cấu hình ký số. Báo công nghệ thông tin.',
    en: 'Signing is not configured. Tell your IT.',
  },
  'run-has-ended': {
    vi: 'Ca này đã kết thúc nên lộ trình không nhận thêm. Ghi vào hồ sơ.',
    en: 'This case is over, so its pathway takes no more. Write into the record.',
  },
  'answer-changed-meanwhile': {
    vi: 'Đồng nghiệp vừa trả lời mục này. Chưa ghi gì; xem câu trả lời mới rồi sửa nếu cần.',
    en: 'A colleague has just answered this. Nothing was written; read the new answer, then correct it if needed.',
  },
  'other-end-answers': {
    vi: 'Mục này do đầu bên kia của ca ghi. Chưa ghi gì.',
    en: 'The other end of the case writes this. Nothing was written.',
  },
  'step-out-of-turn': {
    vi: 'Các bước này đi theo thứ tự. Chưa ghi gì; làm bước trước đã.',
    en: 'These steps go in order. Nothing was written; do the step before first.',
  },
  'answer-before-step': {
    vi: 'Kết quả chưa được ghi vào Dữ liệu ca. Chưa ghi gì; ghi kết quả trước khi báo.',
    en: 'The result is not in the case form yet. Nothing was written; write the result before it is told.',
  },
  'not-in-pathway': { vi: 'Lộ trình của ca này không có mục đó.', en: 'The pathway of this case has no such item.' },
  'answer-out-of-range': {
    vi: 'Giá trị nằm ngoài khoảng cho phép. Kiểm tra lại số và đơn vị.',
    en: 'The value is outside its range. Check the figure and the unit.',
  },
  'free-text-missing': {
    vi: 'Trả lời có ở mục tương đối cần ghi rõ.',
    en: 'A yes to a relative line needs a few words.',
  },
  'nothing-answered': { vi: 'Chưa có mục nào được chấm.', en: 'Nothing has been scored yet.' },
  'checklist-not-clear': {
    vi: 'Danh mục chống chỉ định còn mục chưa trả lời hoặc có chống chỉ định. Chưa tính liều.',
    en: 'The list of contraindications is not clear. No dose was calculated.',
  },
  'inputs-missing': { vi: 'Còn thiếu dữ liệu để tính liều.', en: 'Data are missing for the dose.' },
  'dose-refused': {
    vi: 'Không tính liều: chỉ định hoặc dữ liệu không phù hợp. Kiểm tra lại từng ô.',
    en: 'No dose: the indication or the data do not fit. Check each field.',
  },
  'second-person-must-differ': {
    vi: 'Người kiểm tra phải khác người tính. Mời đồng nghiệp đăng nhập và kiểm tra.',
    en: 'Who checks must not be who calculated. Ask a colleague to sign in and check.',
  },
  'dose-not-open': {
    vi: 'Liều này đã được kiểm tra hoặc không còn đúng. Xem lại thẻ tính liều.',
    en: 'This dose has been checked, or no longer holds. Look at the card again.',
  },
  'task-not-open': {
    vi: 'Đồng nghiệp đã làm việc này, hoặc lịch đã đổi.',
    en: 'A colleague has done this, or the schedule changed.',
  },
  'warning-not-open': { vi: 'Đồng nghiệp đã xác nhận cảnh báo này.', en: 'A colleague knows of this warning already.' },
  'minutes-not-signed': {
    vi: 'Biên bản chưa ký nên sửa trực tiếp được.',
    en: 'Not signed yet, so it can be changed directly.',
  },
} satisfies Partial<Record<AnyProblem, Sentence>>
