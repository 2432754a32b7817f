import type { DutyShift, RoleName } from '#capabilities/identity/contract.ts'

type DutyPosition = DutyShift['position']

/** A demo person: invented, like all people of the demo. */
export type DemoPerson = {
  email: string
  title: string
  fullName: string
  facility: string
  role: RoleName
  specialty: string | null
  department: string
  /** Leads the facility besides, and reviews there. */
  isLeader?: true
  duty?: DutyPosition
  /** What the table of sign-ins says of them. */
  says?: string
}

/** The password of every demo sign-in; only ever used with DEMO=1. */
export const demoPassword = 'tuyen-demo-2026'

/** The people of the demo. */
export const demoPeople: readonly DemoPerson[] = [
  {
    email: 'diep@muongnhe.demo',
    title: 'BS.',
    fullName: 'Quàng Thị Diệp',
    facility: 'muong-nhe',
    role: 'doctor',
    specialty: null,
    department: 'Khoa Cấp cứu',
    says: 'asks: emergency doctor, Mường Nhé, Điện Biên',
  },
  {
    email: 'mung@muongnhe.demo',
    title: 'ĐD.',
    fullName: 'Bế Thị Mừng',
    facility: 'muong-nhe',
    role: 'nurse',
    specialty: null,
    department: 'Khoa Cấp cứu',
  },
  {
    email: 'leader@muongnhe.demo',
    title: 'BSCKI.',
    fullName: 'Mào Văn Sự',
    facility: 'muong-nhe',
    role: 'doctor',
    isLeader: true,
    specialty: null,
    department: 'Ban Giám đốc',
    says: 'leads and reviews: Mường Nhé',
  },
  {
    email: 'dang@bachmai.demo',
    title: 'BSCKII.',
    fullName: 'Trịnh Hải Đăng',
    facility: 'bach-mai',
    role: 'doctor',
    specialty: 'stroke',
    department: 'Trung tâm Đột quỵ',
    duty: 'first',
    says: 'answers: stroke duty, Bạch Mai',
  },
  {
    email: 'hanh@bachmai.demo',
    title: 'ThS.BS.',
    fullName: 'Vũ Thu Hạnh',
    facility: 'bach-mai',
    role: 'doctor',
    specialty: 'stroke',
    department: 'Trung tâm Đột quỵ',
    duty: 'second',
    says: 'answers next: second on duty, Bạch Mai',
  },
  {
    email: 'tram@bachmai.demo',
    title: 'ThS.BS.',
    fullName: 'Ngô Bảo Trâm',
    facility: 'bach-mai',
    role: 'doctor',
    specialty: 'stroke',
    department: 'Trung tâm Đột quỵ',
    duty: 'team',
  },
  {
    email: 'chi@bachmai.demo',
    title: 'ThS.',
    fullName: 'Đinh Lan Chi',
    facility: 'bach-mai',
    role: 'coordinator',
    specialty: null,
    department: 'Trung tâm Đào tạo và Chỉ đạo tuyến',
    duty: 'coordinator',
    says: 'coordinates: Bạch Mai',
  },
  {
    email: 'minh@psantw.demo',
    title: 'BSCKII.',
    fullName: 'Lê Thị Tuyết Minh',
    facility: 'psan-tw',
    role: 'doctor',
    specialty: 'obstetrics',
    department: 'Khoa Đẻ',
    duty: 'first',
    says: 'answers: obstetrics duty, Phụ sản Trung ương',
  },
  {
    email: 'viet@vietduc.demo',
    title: 'TS.BS.',
    fullName: 'Hoàng Quốc Việt',
    facility: 'viet-duc',
    role: 'doctor',
    specialty: 'anaesthesia',
    department: 'Khoa Gây mê hồi sức',
    duty: 'first',
    says: 'answers a red alert: anaesthesia, Việt Đức',
  },
  {
    email: 'thu@bachmai.demo',
    title: 'ThS.BS.',
    fullName: 'Phan Hoài Thu',
    facility: 'bach-mai',
    role: 'doctor',
    specialty: 'haematology',
    department: 'Trung tâm Huyết học',
    duty: 'first',
    says: 'answers a red alert: haematology, Bạch Mai',
  },
  {
    email: 'hung@vietduc.demo',
    title: 'PGS.TS.',
    fullName: 'Đỗ Mạnh Hùng',
    facility: 'viet-duc',
    role: 'doctor',
    specialty: 'trauma',
    department: 'Khoa Chấn thương',
    duty: 'first',
    says: 'answers: trauma duty, Việt Đức',
  },
  {
    email: 'theanh@vietduc.demo',
    title: 'TS.BS.',
    fullName: 'Nguyễn Thế Anh',
    facility: 'viet-duc',
    role: 'doctor',
    specialty: 'cardiac-surgery',
    department: 'Trung tâm Tim mạch',
    duty: 'first',
    says: 'answers a red alert: cardiac surgery, Việt Đức',
  },
  {
    email: 'hoa@vietduc.demo',
    title: 'BS.',
    fullName: 'Trần Khánh Hòa',
    facility: 'viet-duc',
    role: 'doctor',
    specialty: 'blood-bank',
    department: 'Ngân hàng máu',
    duty: 'first',
    says: 'answers a red alert: blood bank, Việt Đức',
  },
  {
    email: 'chau@vietduc.demo',
    title: 'PGS.TS.',
    fullName: 'Tạ Minh Châu',
    facility: 'viet-duc',
    role: 'doctor',
    specialty: 'pathology',
    department: 'Khoa Giải phẫu bệnh',
    duty: 'first',
    says: 'answers: pathology duty, Việt Đức',
  },
  {
    email: 'thinh@vietduc.demo',
    title: 'BSCKII.',
    fullName: 'Nguyễn Hữu Thịnh',
    facility: 'viet-duc',
    role: 'doctor',
    specialty: 'stroke',
    department: 'Khoa Đột quỵ',
    duty: 'first',
    says: 'stands in: stroke duty, Việt Đức',
  },
  {
    email: 'leader@bachmai.demo',
    title: 'PGS.TS.',
    fullName: 'Đào Xuân Khánh',
    facility: 'bach-mai',
    role: 'doctor',
    isLeader: true,
    specialty: null,
    department: 'Ban Giám đốc',
    duty: 'leader',
  },
  {
    email: 'admin@bachmai.demo',
    title: '',
    fullName: 'Phạm Quốc Trung',
    facility: 'bach-mai',
    role: 'administrator',
    specialty: null,
    department: 'Phòng Công nghệ thông tin',
    says: 'administers: Bạch Mai',
  },
  {
    email: 'admin@muongnhe.demo',
    title: '',
    fullName: 'Lò Văn Inh',
    facility: 'muong-nhe',
    role: 'administrator',
    specialty: null,
    department: 'Phòng Kế hoạch',
    says: 'administers: Mường Nhé',
  },
  {
    email: 'nguyet@namdinh.demo',
    title: 'BSCKI.',
    fullName: 'Trần Ngọc Ánh Nguyệt',
    facility: 'psan-nam-dinh',
    role: 'doctor',
    specialty: 'obstetrics',
    department: 'Khoa Sản',
    says: 'a third hospital: sees nothing of it',
  },
]
