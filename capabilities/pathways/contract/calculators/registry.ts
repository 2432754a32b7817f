import { alteplaseStemi, alteplaseStroke } from './alteplase.ts'
import { calciumGluconate, tranexamicAcid } from './bleeding.ts'
import { labetalol, nicardipine } from './blood-pressure.ts'
import type { CalculatorDefinition } from './calculator.ts'
import { adrenalineNewborn, childWeight } from './children.ts'
import { magnesiumPritchard, magnesiumZuspan } from './magnesium.ts'
import { sepsisFluid } from './sepsis-fluid.ts'
import { stemiAdjuncts } from './stemi-adjuncts.ts'
import { tenecteplaseStemi, tenecteplaseStroke } from './tenecteplase.ts'

/** The dose calculators that a pathway may name, by code. */
export const calculators: Readonly<Record<string, CalculatorDefinition>> = Object.fromEntries(
  [
    alteplaseStroke,
    tenecteplaseStroke,
    tenecteplaseStemi,
    alteplaseStemi,
    magnesiumZuspan,
    magnesiumPritchard,
    tranexamicAcid,
    calciumGluconate,
    adrenalineNewborn,
    sepsisFluid,
    stemiAdjuncts,
    childWeight,
    nicardipine,
    labetalol,
  ].map((one) => [one.code, one]),
)
