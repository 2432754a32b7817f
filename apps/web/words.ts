import { problemSentences } from '#platform/web/use-problem.ts'
import type { AnyProblem } from './any-problem.ts'

type Sentence = { readonly vi: string; readonly en: string }

/** A sentence for each problem: what happened, what was kept, what to do. One without words does not compile. */
const sentences: Record<AnyProblem, Sentence> = {
  'not-signed-in': {
    vi: 'Phiên đăng nhập đã hết. Bác sĩ đăng nhập lại.',
    en: 'The session is over. Please sign in again.',
  },
  'not-permitted': { vi: 'Vai trò hiện tại không được làm việc này.', en: 'Your role does not allow this.' },
  'not-found': { vi: 'Không tìm thấy, hoặc không còn quyền xem.', en: 'Not found, or no longer visible to you.' },
  'invalid-input': { vi: 'Có mục chưa đúng. Xem lại các ô đã nhập.', en: 'Something is not right. Check the fields.' },
  'body-too-large': { vi: 'Nội dung quá lớn.', en: 'That is too large.' },
  'too-many-requests': {
    vi: 'Quá nhiều lần trong một phút. Đợi một phút rồi thử lại.',
    en: 'Too many tries. Wait a minute.',
  },
  'cross-site-request': {
    vi: 'Yêu cầu đến từ trang lạ nên bị từ chối.',
    en: 'Refused: the request came from another site.',
  },
  'idempotency-key-reused': {
    vi: 'Lệnh này đã gửi với nội dung khác. Tải lại trang.',
    en: 'This was sent before with other content. Reload.',
  },
  internal: {
    vi: 'Máy chủ gặp lỗi. Nội dung đã nhập vẫn còn; thử lại.',
    en: 'The server failed. What you typed is kept; try again.',
  },
  offline: {
    vi: 'Mất mạng. Nội dung đã nhập vẫn còn trên máy này.',
    en: 'No link. What you typed is kept on this device.',
  },
  'wrong-sign-in': { vi: 'Sai thư điện tử hoặc mật khẩu.', en: 'Wrong e-mail or password.' },
  'sign-in-locked': { vi: 'Sai nhiều lần, tài khoản khóa 15 phút.', en: 'Too many failures; locked for 15 minutes.' },
  'wrong-code': { vi: 'Mã không đúng hoặc đã hết hạn.', en: 'The code is wrong or has expired.' },
  'code-locked': {
    vi: 'Sai mã nhiều lần, khóa 15 phút. Đợi rồi đăng nhập lại.',
    en: 'Too many wrong codes; locked for 15 minutes. Wait, then sign in again.',
  },
  'wrong-password': { vi: 'Sai mật khẩu. Chưa ký, chưa đổi gì.', en: 'Wrong password. Nothing was signed or changed.' },
  'password-locked': {
    vi: 'Sai mật khẩu nhiều lần, khóa 15 phút. Phiên đang mở vẫn dùng được.',
    en: 'Too many wrong passwords; locked for 15 minutes. The open session goes on.',
  },
  'same-password': { vi: 'Mật khẩu mới phải khác mật khẩu cũ.', en: 'The new password must differ from the old one.' },
  'totp-is-set-up': {
    vi: 'Xác thực hai bước đã có. Dùng ứng dụng đã thiết lập.',
    en: 'The second step is set up already. Use that app.',
  },
  'wrong-pin': {
    vi: 'Sai mã PIN. Sai năm lần thì phải dùng mật khẩu.',
    en: 'Wrong PIN. After five wrong ones only the password helps.',
  },
  'pin-locked': { vi: 'Mã PIN đã khóa trên máy này. Dùng mật khẩu.', en: 'The PIN is locked here. Use the password.' },
  'pin-not-here': {
    vi: 'Mã PIN không dùng được trên máy này. Dùng mật khẩu.',
    en: 'The PIN does not work on this computer. Use the password.',
  },
  'pin-too-simple': {
    vi: 'Mã PIN quá dễ đoán. Chọn sáu số khác.',
    en: 'That PIN is too easy to guess. Choose six other digits.',
  },
  'last-administrator': {
    vi: 'Đây là quản trị viên cuối cùng của cơ sở. Giao quyền cho người khác trước.',
    en: 'This is the last administrator of the facility. Give the role to somebody else first.',
  },
  'not-disabled': { vi: 'Người này đang có vai trò tại cơ sở.', en: 'This person holds a role here already.' },
  'works-elsewhere': {
    vi: 'Người này còn làm ở cơ sở khác, nên tự đổi mật khẩu của mình.',
    en: 'This person works elsewhere too, and changes the password themselves.',
  },
  'email-taken': { vi: 'Thư điện tử này đã có tài khoản.', en: 'This e-mail already has an account.' },
  'not-of-this-facility': { vi: 'Người này không thuộc cơ sở.', en: 'This person does not belong to the facility.' },
  'shift-ends-before-it-starts': { vi: 'Giờ hết ca phải sau giờ vào ca.', en: 'The shift must end after it starts.' },
  'shift-is-over': { vi: 'Ca này đã qua.', en: 'That shift is over.' },
  'shift-has-begun': {
    vi: 'Ca trực đã bắt đầu nên không xóa được. Rút ngắn ca.',
    en: 'The shift has begun and cannot be removed. Shorten it.',
  },
  'not-shorter': {
    vi: 'Giờ kết thúc mới phải từ bây giờ và trước giờ cũ.',
    en: 'The new end must not lie in the past, and before the old one.',
  },
  'not-your-facility': { vi: 'Bác sĩ không làm việc tại cơ sở này.', en: 'You do not work at this facility.' },
  'identifier-taken': {
    vi: 'Mã này đã thuộc về người bệnh khác tại cơ sở.',
    en: 'This identifier belongs to another patient here.',
  },
  'likely-duplicate': {
    vi: 'Có thể người bệnh đã có trong danh sách. Xem lại trước khi tạo.',
    en: 'This patient may exist already. Check first.',
  },
  'ends-before-it-begins': {
    vi: 'Giờ ra viện phải sau giờ vào viện.',
    en: 'The stay must end after it began.',
  },
  'value-out-of-range': {
    vi: 'Giá trị ngoài khoảng có thể. Kiểm tra lại số đã nhập.',
    en: 'The value is out of range. Check the number.',
  },
  'value-missing': { vi: 'Chưa nhập giá trị.', en: 'The value is missing.' },
  'value-not-a-choice': { vi: 'Chọn một trong các mức đã cho.', en: 'Choose one of the given answers.' },
  'study-already-matched': { vi: 'Phim đã được ghép với người bệnh.', en: 'The study is matched already.' },
  'imaging-is-off': {
    vi: 'Kho ảnh chưa chạy. Phim sẽ mở được khi kho ảnh hoạt động lại.',
    en: 'The image archive is off. Images open when it is back.',
  },
  'nobody-supports-you': {
    vi: 'Chưa có bệnh viện nào hỗ trợ chuyên khoa này cho đơn vị. Gọi điều phối viên.',
    en: 'No hospital supports you in this specialty. Call the coordinator.',
  },
  'pathway-unknown': { vi: 'Lộ trình này không có.', en: 'There is no such pathway.' },
  'already-requested': {
    vi: 'Người bệnh này đang có một đề nghị cấp cứu.',
    en: 'An emergency is already running for this patient.',
  },
  'consult-not-requested': {
    vi: 'Đồng nghiệp đã nhận ca này, hoặc ca đã đóng.',
    en: 'A colleague has taken this case, or it is closed.',
  },
  'not-a-whole-number-of-weeks': {
    vi: 'Chỉ chép được từ thứ Hai sang thứ Hai của tuần khác.',
    en: 'A week can be copied only from one Monday to another.',
  },
  'file-unreadable': {
    vi: 'Không đọc được tệp. Lưu thành CSV (UTF-8) hoặc XLSX rồi thử lại; chưa có gì được lưu.',
    en: 'The file cannot be read. Save it as CSV (UTF-8) or XLSX and try again; nothing was saved.',
  },
  'file-has-no-lines': {
    vi: 'Tệp không có dòng nào dưới dòng đầu.',
    en: 'The file has no lines below its head.',
  },
  'too-many-lines': {
    vi: 'Tệp có hơn 2.000 dòng. Chia nhỏ rồi thử lại.',
    en: 'The file has more than 2,000 lines. Split it.',
  },
  'not-your-shift': { vi: 'Ca trực này không phải của bác sĩ.', en: 'This duty is not yours.' },
  'already-asked': { vi: 'Ca trực này đang chờ người khác trả lời đổi.', en: 'This duty waits for an answer already.' },
  'cannot-take-this-duty': {
    vi: 'Người này không nhận được ca trực này (khác chức danh, hoặc ca đổi lại không phải của họ).',
    en: 'This person cannot take this duty (another profession, or the duty in return is not theirs).',
  },
  'swap-is-over': { vi: 'Đề nghị đổi ca này đã được trả lời.', en: 'This swap has been answered already.' },
  'ladder-has-changed': {
    vi: 'Bậc thang gọi vừa được người khác đổi. Xem bản mới rồi đặt lại.',
    en: 'Somebody else has just changed the ladder. Read the new one, then set yours again.',
  },
  'push-service-unknown': {
    vi: 'Trình duyệt này dùng dịch vụ thông báo mà hệ thống chưa cho phép. Báo quản trị viên.',
    en: 'This browser uses a push service that is not allowed here. Tell the administrator.',
  },
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
}

problemSentences(sentences)
