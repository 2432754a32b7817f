/** A length or area of a slide as it is read: in micrometres up to a millimetre, or a tenth of a square one, then in millimetres. */
export type Microscopic = { value: number; unit: 'µm' | 'mm' | 'µm²' | 'mm²' }

const three = (value: number): number => Number(value.toPrecision(3))

/** A length in micrometres as it is read, to three figures. */
export const readLength = (micrometres: number): Microscopic =>
  three(micrometres) < 1000
    ? { value: three(micrometres), unit: 'µm' }
    : { value: three(micrometres / 1000), unit: 'mm' }

/** An area in square micrometres as it is read, to three figures. */
export const readArea = (squareMicrometres: number): Microscopic =>
  squareMicrometres < 100_000
    ? { value: three(squareMicrometres), unit: 'µm²' }
    : { value: three(squareMicrometres / 1e6), unit: 'mm²' }
