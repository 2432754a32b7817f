import { ownGoal, unconfirmed } from '../unconfirmed.ts'
import { frozenPractice, frozenTime, readBackRule } from './frozen-section-form.ts'
import type { WrittenPathway } from './writing.ts'
import { alert, is, notYet, since, step } from './writing.ts'

const told = { source: unconfirmed(readBackRule) }

/** The result told by voice, read back, and the reading back confirmed: one after the other, each by whom it is to do. */
export const frozenBundles: NonNullable<WrittenPathway['bundles']> = [
  {
    code: 'telling',
    label: { vi: 'Báo kết quả bằng lời và đọc lại', en: 'Tell the result and have it read back' },
    withinMinutes: 5,
    when: { not: { unanswered: 'answer' } },
    isInOrder: true,
    needs: ['answer'],
    reopensOn: ['answer', 'margin-distance', 'answer-more', 'specimen-site', 'laterality'],
    source: unconfirmed(readBackRule),
    steps: [
      step(
        'identified',
        ['Đúng người, đúng bệnh phẩm', 'Right patient, right specimen'],
        [
          'Gọi thẳng vào phòng mổ. Hai bên đọc họ tên, mã người bệnh, vị trí và bên của bệnh phẩm.',
          'Call the theatre. Both say name, patient code, site and side of the specimen.',
        ],
        { ...told, within: 1, by: 'remote' },
      ),
      step(
        'told',
        ['Đã báo kết quả cho phẫu thuật viên', 'Result told to the surgeon'],
        [
          'Đọc cho phẫu thuật viên đúng từng chữ kết quả đã ghi, kể cả khoảng cách diện cắt.',
          'Read the recorded result to the surgeon word for word, with the distance of the margin.',
        ],
        { ...told, within: 2, by: 'remote' },
      ),
      step(
        'read-back',
        ['Phòng mổ đọc lại', 'Read back by the theatre'],
        [
          'Phẫu thuật viên đọc lại nguyên văn: kết quả, vị trí, bên.',
          'The surgeon reads back in full: result, site, side.',
        ],
        { ...told, within: 3, by: 'treating' },
      ),
      step(
        'confirmed',
        ['Lời đọc lại đúng', 'What was read back is right'],
        [
          'Bác sĩ giải phẫu bệnh xác nhận lời đọc lại đúng với kết quả đã ghi; sai một chữ thì đọc lại từ đầu.',
          'The pathologist confirms that it is what was recorded; one wrong word, and it is read again.',
        ],
        { ...told, within: 4, by: 'remote' },
      ),
    ],
  },
]

/** What a frozen section warns of. */
export const frozenAlerts: NonNullable<WrittenPathway['alerts']> = [
  alert(
    'told-late',
    'act',
    ['Quá 20 phút từ khi nhận bệnh phẩm, chưa báo kết quả', 'More than 20 min since receipt, the result is not told'],
    [{ all: [since('specimen-received', 20), notYet('result-told')] }, frozenTime],
  ),
  alert(
    'not-read-back',
    'act',
    ['Kết quả đã báo, phòng mổ chưa đọc lại', 'The result was told and not read back'],
    [{ all: [since('result-told', 2), notYet('read-back')] }, ownGoal],
  ),
  alert(
    'read-back-unconfirmed',
    'act',
    ['Phòng mổ đã đọc lại, chưa ai xác nhận đúng', 'It was read back, and nobody confirmed that it is right'],
    [{ all: [since('read-back', 2), notYet('read-back-confirmed')] }, ownGoal],
  ),
  alert(
    'labels-differ',
    'act',
    ['Tên hoặc mã trên lọ, lam, phiếu không khớp: dừng, hỏi lại', 'Container, slide or request differ: stop and ask'],
    [is('labels-agree', 'no'), unconfirmed(frozenPractice)],
  ),
  alert(
    'in-fixative',
    'warn',
    ['Mô đã ngâm dịch cố định: không cắt lạnh được', 'Tissue in fixative: no frozen section is possible'],
    [is('is-fresh', 'no'), unconfirmed(frozenPractice)],
  ),
  alert(
    'infectious',
    'warn',
    ['Bệnh phẩm có nguy cơ lây: bảo hộ khi cắt lạnh', 'Infectious tissue: protection at the cryostat'],
    [
      { any: [is('infection-hiv', 'yes'), is('infection-hbv', 'yes'), is('infection-tb', 'yes')] },
      unconfirmed(frozenPractice),
    ],
  ),
  alert(
    'margin-unmarked',
    'warn',
    ['Hỏi diện cắt mà bệnh phẩm chưa đánh dấu', 'A margin is asked and nothing is marked'],
    [{ all: [is('asked', 'margin'), is('margins-marked', 'no')] }, unconfirmed(frozenPractice)],
  ),
  alert(
    'treated-before',
    'warn',
    ['Đã hóa trị, xạ trị: tế bào biến đổi, đọc thận trọng', 'Treated before: changed cells, read with care'],
    [is('prior-treatment', 'yes'), unconfirmed(frozenPractice)],
  ),
]
