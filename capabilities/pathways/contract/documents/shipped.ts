import type { PathwayDocument } from '../pathway-document.ts'
import { amnioticFluidEmbolism } from './amniotic-fluid-embolism.ts'
import { child } from './child.ts'
import { frozenSection } from './frozen-section.ts'
import { newborn } from './newborn.ts'
import { pph } from './pph.ts'
import { preEclampsia } from './pre-eclampsia.ts'
import { sepsis } from './sepsis.ts'
import { stemi } from './stemi.ts'
import { traumaBleeding } from './trauma-bleeding.ts'

/** The pathways besides stroke that an installation ships with, each in its newest version. */
export const documents: readonly PathwayDocument[] = [
  pph,
  preEclampsia,
  amnioticFluidEmbolism,
  traumaBleeding,
  stemi,
  sepsis,
  newborn,
  child,
  frozenSection,
]
