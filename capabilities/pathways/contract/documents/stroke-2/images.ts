import type { z } from 'zod'
import type { diagramDefinition } from '../../pathway-parts.ts'
import { moh3312 } from './sources.ts'

type Diagram = z.input<typeof diagramDefinition>
type Row = readonly [code: string, vi: string, en: string, points?: number]

const regions = (view: string, rows: readonly Row[]): Diagram['regions'] =>
  rows.map(([code, vi, en, points = 1]) => ({ code, label: { vi, en }, points, view }))

/** ASPECTS and pc-ASPECTS: ten points less those of the regions with early ischaemic change. */
export const strokeDiagrams: Diagram[] = [
  {
    code: 'aspects',
    label: { vi: 'ASPECTS (não giữa)', en: 'ASPECTS (middle cerebral artery)' },
    max: 10,
    source: `Barber PA et al. Lancet 2000;355:1670–1674; ${moh3312}`,
    views: [
      { code: 'ganglionic', label: { vi: 'Mức nhân xám', en: 'Ganglionic level' } },
      { code: 'supraganglionic', label: { vi: 'Trên nhân xám', en: 'Supraganglionic level' } },
    ],
    regions: [
      ...regions('ganglionic', [
        ['C', 'Nhân đuôi (C)', 'Caudate (C)'],
        ['L', 'Nhân bèo (L)', 'Lentiform (L)'],
        ['IC', 'Bao trong (IC)', 'Internal capsule (IC)'],
        ['I', 'Thùy đảo (I)', 'Insula (I)'],
        ['M1', 'M1', 'M1'],
        ['M2', 'M2', 'M2'],
        ['M3', 'M3', 'M3'],
      ]),
      ...regions('supraganglionic', [
        ['M4', 'M4', 'M4'],
        ['M5', 'M5', 'M5'],
        ['M6', 'M6', 'M6'],
      ]),
    ],
  },
  {
    code: 'pc-aspects',
    label: { vi: 'pc-ASPECTS (tuần hoàn sau)', en: 'pc-ASPECTS (posterior circulation)' },
    max: 10,
    source: 'Puetz V et al. Stroke 2008;39:2485–2490',
    views: [
      { code: 'upper', label: { vi: 'Đồi thị và thùy chẩm', en: 'Thalamus and occipital lobes' } },
      { code: 'lower', label: { vi: 'Thân não và tiểu não', en: 'Brain stem and cerebellum' } },
    ],
    regions: [
      ...regions('upper', [
        ['thalamus-right', 'Đồi thị phải', 'Right thalamus'],
        ['thalamus-left', 'Đồi thị trái', 'Left thalamus'],
        ['occipital-right', 'Thùy chẩm phải', 'Right occipital lobe'],
        ['occipital-left', 'Thùy chẩm trái', 'Left occipital lobe'],
      ]),
      ...regions('lower', [
        ['midbrain', 'Trung não', 'Midbrain', 2],
        ['pons', 'Cầu não', 'Pons', 2],
        ['cerebellum-right', 'Tiểu não phải', 'Right cerebellum'],
        ['cerebellum-left', 'Tiểu não trái', 'Left cerebellum'],
      ]),
    ],
  },
]
