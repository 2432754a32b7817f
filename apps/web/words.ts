import { problemSentences } from '#platform/web/use-problem.ts'
import type { AnyProblem } from './any-problem.ts'
import { caseSentences, type Sentence } from './case-sentences.ts'

/** A sentence for each problem: what happened, what was kept, what to do. One without words does not compile. */
const sentences: Record<AnyProblem, Sentence> = {
  ...caseSentences,
  'not-signed-in': {
    vi: 'Phiên đăng nhập đã hết. Bác sĩ đăng nhập lại.',
    en: 'The session is over. Please sign in again.',
  },
  'not-permitted': { vi: 'Vai trò hiện tại không được làm việc này.', en: 'Your role does not allow this.' },
  'not-found': { vi: 'Không tìm thấy, hoặc không còn quyền xem.', en: 'Not found, or no longer visible to you.' },
  'invalid-input': { vi: 'Có mục chưa đúng. Xem lại các ô đã nhập.', en: 'Something is not right. Check the fields.' },
  'body-too-large': { vi: 'Nội dung quá lớn.', en: 'That is too large.' },
  'hub-is-full': {
    vi: 'Máy chủ hết chỗ chứa, chưa nhận thêm phim. Giữ tệp lại và báo quản trị viên.',
    en: 'The server has no room for more images. Keep the files and tell the administrator.',
  },
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
  'download-needs-identity': {
    vi: 'Tệp gốc có tên người bệnh. Muốn cho tải tệp, chọn chia sẻ kèm tên.',
    en: 'The files bear the patient’s name. To give files, share with the name.',
  },
  'files-not-shared': {
    vi: 'Người gửi không cho tải tệp gốc.',
    en: 'The sender does not let the files be downloaded.',
  },
  'study-in-a-record': {
    vi: 'Phim đang ở trong hồ sơ nên không xóa được (Thông tư 33/2025: lưu ít nhất 10 năm). Nếu nhầm người, gỡ khỏi hồ sơ.',
    en: 'The study is in a record and is kept (Circular 33/2025: at least 10 years). If it is another’s, take it out.',
  },
  'study-was-in-a-record': {
    vi: 'Phim từng ở trong một hồ sơ và có người đã xem, nên phải giữ. Ghép với đúng người bệnh.',
    en: 'The study was in a record and may have been looked at, so it is kept. Match it to the right patient.',
  },
  'record-is-held': {
    vi: 'Hồ sơ mang mã này đang được giữ theo yêu cầu pháp lý: không xóa gì.',
    en: 'The record with this code is under a legal hold: nothing is removed.',
  },
  'code-needed': {
    vi: 'Liên kết này cần mã 6 số của người gửi.',
    en: 'This link needs the six-digit code of the sender.',
  },
  'code-wrong': {
    vi: 'Mã không đúng. Sai năm lần liên tiếp, liên kết sẽ bị đóng.',
    en: 'The code is wrong. Five wrong codes in a row close the link.',
  },
  'ends-already': {
    vi: 'Hợp đồng đã hết hạn trước ngày đó. Muốn kéo dài, đăng ký hợp đồng mới.',
    en: 'The contract ends before that day. To prolong it, register a new one.',
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
  'study-already-unmatched': {
    vi: 'Phim không còn trong hồ sơ này: người khác vừa gỡ hoặc ghép lại. Chưa thay đổi gì thêm.',
    en: 'The study is no longer in this record: somebody has just removed or matched it. Nothing else was changed.',
  },
  'too-many-images': {
    vi: 'Quá nhiều ảnh cho một bản sao (tối đa 600). Chọn ít chuỗi hơn.',
    en: 'Too many images for one copy (600 at most). Choose fewer series.',
  },
  'copy-not-held': {
    vi: 'Bản sao này không còn chờ duyệt. Mở lại để xem trạng thái mới.',
    en: 'This copy no longer waits for review. Open it again to see its state.',
  },
  'images-not-reviewed': {
    vi: 'Còn ảnh chưa duyệt. Bản sao vẫn giữ kín cho tới khi xem hết.',
    en: 'Some images were not reviewed. The copy stays closed until all are.',
  },
  'nothing-to-keep': {
    vi: 'Mọi ảnh đều bị loại, không còn gì để dùng. Bỏ bản sao này.',
    en: 'Every image was left out; nothing remains. Discard this copy.',
  },
  'mark-outside-image': {
    vi: 'Có số đo nằm ngoài ảnh nên chưa lưu gì. Vẽ lại trong khung ảnh rồi lưu.',
    en: 'A mark lies outside the image, so nothing was saved. Draw it inside and save again.',
  },
  'slide-without-scale': {
    vi: 'Lam này không ghi tỉ lệ nên chưa lưu gì: số đo sẽ sai. Chỉ bằng mũi tên, chữ hoặc khoanh vùng.',
    en: 'The file of this slide has no scale, so nothing was saved: a length would be wrong. Point by an arrow, words or an outline.',
  },
  'not-on-slides': {
    vi: 'Kiểu số đo này không dùng trên lam. Chưa lưu gì.',
    en: 'This kind of mark is not for slides. Nothing was saved.',
  },
  'mark-changed': {
    vi: 'Đồng nghiệp vừa sửa hoặc xóa mục này. Chưa thay đổi gì; xem bản mới rồi làm lại.',
    en: 'Somebody has just changed or removed this. Nothing was changed; look at it again first.',
  },
  'mark-of-another': {
    vi: 'Mục này của người khác. Chỉ người tạo, hoặc bác sĩ tại nơi điều trị, mới thay đổi được.',
    en: 'This is somebody else’s. Only who made it, or a doctor where the patient is treated, may change it.',
  },
  'aspects-needs-ct': {
    vi: 'Vùng ASPECTS chỉ đánh dấu trên phim CT.',
    en: 'ASPECTS regions are marked on CT images only.',
  },
  'too-many-marks': {
    vi: 'Phim này đã có quá nhiều số đo (tối đa 400). Xóa bớt rồi lưu lại.',
    en: 'This study has too many marks (400 at most). Remove some and save again.',
  },
  'too-many-key-images': {
    vi: 'Đã có 24 ảnh chính. Bỏ bớt một ảnh rồi giữ ảnh này.',
    en: 'There are 24 key images already. Take one away, then keep this one.',
  },
  'no-picture': {
    vi: 'Máy chủ chưa vẽ được ảnh này nên chưa giữ. Thử lại khi phim tải xong.',
    en: 'The server could not draw this image, so it was not kept. Try again when the study has loaded.',
  },
  'caption-written': {
    vi: 'Ảnh này đã có chú thích. Muốn ghi khác, bỏ ảnh rồi giữ lại.',
    en: 'This image has a caption already. To say something else, take it away and keep it anew.',
  },
  'imaging-is-off': {
    vi: 'Kho ảnh chưa chạy. Phim sẽ mở được khi kho ảnh hoạt động lại.',
    en: 'The image archive is off. Images open when it is back.',
  },
  'range-not-satisfiable': {
    vi: 'Phần ảnh được hỏi không có. Mở lại phim.',
    en: 'That part of the image does not exist. Open the study again.',
  },
  'share-closed': {
    vi: 'Chia sẻ này đã hết hạn hoặc đã thu hồi.',
    en: 'This share has ended or was revoked.',
  },
  'no-gateway': {
    vi: 'Bệnh viện điều trị chưa có cổng hình ảnh, nên không hỏi được kho phim ở đó.',
    en: 'The treating hospital has no gateway, so its archive cannot be asked.',
  },
  'edge-code-unknown': {
    vi: 'Mã cài đặt không đúng, đã dùng hoặc quá 24 giờ. Tạo mã mới.',
    en: 'The set-up code is wrong, used, or older than 24 hours. Make a new one.',
  },
  'edge-unknown': {
    vi: 'Cổng hình ảnh này không được phép hoặc đã bị thu hồi.',
    en: 'This gateway is not known, or was revoked.',
  },
  'edge-signature-wrong': {
    vi: 'Chữ ký của cổng hình ảnh không đúng.',
    en: 'The signature of the gateway does not fit.',
  },
  'edge-clock-wrong': {
    vi: 'Đồng hồ của cổng hình ảnh lệch quá một phút.',
    en: 'The clock of the gateway is more than a minute off.',
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
}

problemSentences(sentences)
