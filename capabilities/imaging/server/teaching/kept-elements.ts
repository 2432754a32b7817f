/** How an element that is kept is treated; what has no kind is removed. */
export type Kind = 'number' | 'word' | 'uid' | 'class' | 'date' | 'date-time' | 'time' | 'sequence'

/**
 * The elements that a teaching copy keeps: what is needed to draw and measure, and nothing in which somebody can write.
 * Words are kept only when the standard defines them. Everything else goes, private elements and overlays too: the Basic
 * Application Level Confidentiality Profile (PS3.15 2024e, Annex E) with modified dates, made stricter by being an
 * allow-list.
 */
const tags: Readonly<Record<Kind, string>> = {
  number: `
    00200011 00200012 00200013 00200032 00200037 00201041 00180050 00180088 00180060 00181150 00181151 00181152 00181120
    00181100 00180080 00180081 00180082 00180083 00180086 00180087 00180091 00181314 00181063 00181065 00280008 00280010
    00280011 00280030 00181164 00280034 00281050 00281051 00281052 00281053 00280120 00282112 00209157 00209057
    00186012 00186014 00186016 00186018 0018601A 0018601C 0018601E 00186020 00186022 00186024 00186026 00186028 0018602A
    0018602C 0018602E`,
  word: `
    00080060 00080008 00180015 00200060 00200062 00185100 00185101 00281054 00281056 00180020 00180021 00180023 00282110
    00282114`,
  uid: '00080018 0020000D 0020000E 00200052',
  class: '00080016',
  date: '00080020 00080021 00080022 00080023',
  'date-time': '0008002A',
  time: '00080030 00080031 00080032 00080033',
  sequence: '52009229 52009230 00289110 00209113 00209116 00289132 00289145 00209111 00186011',
}

/** How each kept element is treated, by its tag. */
export const keptElements: ReadonlyMap<string, Kind> = new Map(
  Object.entries(tags).flatMap(([kind, list]) =>
    // the keys of the record are the kinds
    list
      .split(/\s+/)
      .filter(Boolean)
      .map((tag): [string, Kind] => [tag, kind as Kind]),
  ),
)

const listed = (text: string): string[] => text.split(/\s+/).filter(Boolean)

/** The words that the standard defines for the kept elements of code strings; a name typed there is none of them. */
export const definedWords: ReadonlySet<string> = new Set(
  listed(`
    CT MR US CR DX MG RF XA NM PT OT SC ES XC SM GM ECG OP OPT IO PX RTIMAGE BMD TG LS BI IVUS OCT
    ORIGINAL DERIVED PRIMARY SECONDARY AXIAL LOCALIZER MPR M FFE SE NORM DIS2D DIS3D ND ADC TRACEW PROJECTION MIP MIXED
    VOLUME NONE LABEL OVERVIEW THUMBNAIL RESAMPLED REFORMATTED AVERAGE SUB
    HEAD BRAIN SKULL FACE NECK ORBIT SINUS IAC TMJ CSPINE TSPINE LSPINE SSPINE SPINE CHEST HEART AORTA LUNG BREAST ABDOMEN
    LIVER KIDNEY PELVIS BLADDER PROSTATE UTERUS HIP SHOULDER HUMERUS ELBOW FOREARM WRIST HAND FINGER FEMUR THIGH KNEE
    LEG TIBIA ANKLE FOOT TOE EXTREMITY WHOLEBODY CAROTID ARTERY VEIN CIRCLEOFWILLIS COLON STOMACH PANCREAS SPLEEN
    L R B U HFS HFP FFS FFP HFDR HFDL FFDR FFDL AP PA LL RL LLD RLD LLO RLO
    HU US LINEAR LINEAR_EXACT SIGMOID RM IR GR EP SK MTC SS TRSS SP OSP 2D 3D
    00 01 ISO_10918_1 ISO_14495_1 ISO_15444_1`),
)
