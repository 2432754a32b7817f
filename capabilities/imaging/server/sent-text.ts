/** A text as it was sent: the best reading of its bytes, and whether that reading is certain. */
export type SentText = { text: string; isDoubtful: boolean }

/** Single-byte sets of DICOM (PS3.3 C.12.1.1.2) that a modality in Vietnam may declare, as the web names them. */
const declaredSets: Readonly<Record<string, string>> = {
  'ISO_IR 192': 'utf-8',
  'ISO_IR 100': 'iso-8859-1',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 148': 'iso-8859-9',
  'ISO_IR 166': 'windows-874',
  GB18030: 'gb18030',
  GBK: 'gbk',
}

// TCVN 5712:1993 (VN1, of which VN3 is a part: the set of the old ABC fonts), the letters from 0x80 on
const tcvnLetters =
  'ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ' +
  '\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ'

// a syllable of Vietnamese without its tone: an onset, a nucleus of one to three vowels, a coda
const syllable = /^(ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?[aăâeêioôơuưy]{1,3}(ng|nh|ch|[cmnpt])?$/u
const tones = /[\u0300\u0301\u0303\u0309\u0323]/gu

/** True for a word that Vietnamese can write: one syllable with at most one tone. */
function isVietnamese(word: string): boolean {
  const parts = word.normalize('NFD').toLowerCase()
  if ((parts.match(tones) ?? []).length > 1) return false
  return syllable.test(parts.replace(tones, '').normalize('NFC'))
}

const wordsOf = (text: string): string[] => text.split(/[\s^=,.;:/\\()0-9_-]+/u).filter(Boolean)
const isPlain = (word: string): boolean => /^[\x20-\x7e]*$/.test(word)

/** True when a text has letters beyond ASCII and each word that has them is a syllable of Vietnamese. */
function readsVietnamese(text: string): boolean {
  const marked = wordsOf(text).filter((word) => !isPlain(word))
  return marked.length > 0 && marked.every(isVietnamese)
}

const decoded = (bytes: Uint8Array, set: string): string | null => {
  try {
    return new TextDecoder(set, { fatal: true }).decode(bytes).normalize('NFC')
  } catch {
    // these bytes are not of that set
    return null
  }
}

function fromTcvn(bytes: Uint8Array): string {
  return [...bytes]
    .map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : (tcvnLetters[byte - 0x80] ?? '')))
    .join('')
    .normalize('NFC')
}

/** Every reading of undeclared bytes in which each marked word is Vietnamese, the likeliest first. */
function vietnameseReadings(bytes: Uint8Array): string[] {
  const readings = [decoded(bytes, 'utf-8'), fromTcvn(bytes), decoded(bytes, 'windows-1258')]
  return readings.filter((text): text is string => text !== null && readsVietnamese(text))
}

const trimmed = (text: string): string => text.replace(/\0/g, '').trim()

/**
 * Reads a text of a DICOM file. What is declared is believed when the bytes fit it; bytes beyond ASCII without a declared
 * set, or that belie it, are read as UTF-8, TCVN or Windows-1258 when the words then are Vietnamese, and are marked
 * doubtful always. Null for sets with code extensions, which are left to a toolkit.
 */
export function readSentText(bytes: Uint8Array, declared: string): SentText | null {
  if (bytes.every((byte) => byte < 0x80 && byte !== 0x1b))
    return { text: trimmed(decoded(bytes, 'utf-8') ?? ''), isDoubtful: false }
  const name = declared.trim()
  if (name.includes('\\') || name.startsWith('ISO 2022')) return null
  const set = declaredSets[name]
  const asDeclared = set ? decoded(bytes, set) : null
  if (set === 'utf-8' && asDeclared !== null) return { text: trimmed(asDeclared), isDoubtful: false }
  const [likeliest] = vietnameseReadings(bytes)
  // Latin letters that are none of Vietnamese may be a foreigner's name; bytes that read as Vietnamese belie the set
  if (asDeclared !== null && (likeliest === undefined || likeliest === asDeclared))
    return { text: trimmed(asDeclared), isDoubtful: false }
  const text = likeliest ?? decoded(bytes, 'utf-8') ?? decoded(bytes, 'iso-8859-1') ?? ''
  return { text: trimmed(text), isDoubtful: true }
}

/** What a sender wrote of a patient and a study, in the letters that were meant. */
export type SentTexts = { name: string; description: string; charset: string; isDoubtful: boolean }

/** Where the raw bytes of an element come from, and how a toolkit read them. */
export type TextSource = { bytes: Uint8Array | null; asRead: string }

/** The name and the description of a study from their bytes, with the character set that was declared. */
export function sentTextsOf(name: TextSource, description: TextSource, charset: string): SentTexts {
  const read = ({ bytes, asRead }: TextSource): SentText =>
    (bytes && readSentText(bytes, charset)) ?? { text: asRead, isDoubtful: false }
  const [ofName, ofDescription] = [read(name), read(description)]
  return {
    name: ofName.text.normalize('NFC'),
    description: ofDescription.text.normalize('NFC'),
    charset,
    isDoubtful: ofName.isDoubtful || ofDescription.isDoubtful,
  }
}
