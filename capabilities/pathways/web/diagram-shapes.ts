/** A region as it is drawn, and where its letters stand. */
export type Shape = { d: string; x: number; y: number }

type Ellipse = { cx: number; cy: number; rx: number; ry: number }

const head: Ellipse = { cx: 110, cy: 125, rx: 95, ry: 112 }

const at = (of: Ellipse, degrees: number, share: number): [number, number] => {
  const angle = (degrees * Math.PI) / 180
  return [of.cx + of.rx * share * Math.cos(angle), of.cy + of.ry * share * Math.sin(angle)]
}

const written = ([x, y]: [number, number]): string => `${x.toFixed(1)} ${y.toFixed(1)}`

/** A part of a ring between two shares of the radius and two angles in degrees, clockwise from the right. */
function sector(from: number, to: number, inner: number, outer: number): Shape {
  const steps = 8
  const angles = Array.from({ length: steps + 1 }, (_, index) => from + ((to - from) * index) / steps)
  const out = angles.map((angle) => written(at(head, angle, outer)))
  const back = angles.toReversed().map((angle) => written(at(head, angle, inner)))
  const [x, y] = at(head, (from + to) / 2, (inner + outer) / 2)
  return { d: `M${out.join('L')}L${back.join('L')}Z`, x, y }
}

function disc(cx: number, cy: number, rx: number, ry: number): Shape {
  return { d: `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`, x: cx, y: cy }
}

/** The outline of the head, the middle line, and the box of the picture. */
export const outline = { box: '0 0 220 250', head: disc(110, 125, 98, 115).d, middle: 'M110 12V238' }

/** Where the regions of the shipped diagrams lie, by diagram and region; a right side of the patient is drawn left. */
export const shapes: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  aspects: {
    C: sector(-80, -40, 0.2, 0.42),
    IC: sector(-32, 42, 0.18, 0.3),
    L: sector(-36, 40, 0.32, 0.5),
    I: sector(-38, 42, 0.53, 0.64),
    M1: sector(-82, -38, 0.48, 0.97),
    M2: sector(-34, 34, 0.68, 0.97),
    M3: sector(40, 82, 0.54, 0.97),
    M4: sector(-84, -30, 0.3, 0.97),
    M5: sector(-26, 26, 0.3, 0.97),
    M6: sector(30, 84, 0.3, 0.97),
  },
  'pc-aspects': {
    'thalamus-left': sector(-40, 60, 0.06, 0.3),
    'thalamus-right': sector(120, 220, 0.06, 0.3),
    'occipital-left': sector(35, 86, 0.5, 0.97),
    'occipital-right': sector(94, 145, 0.5, 0.97),
    midbrain: disc(110, 62, 34, 24),
    pons: disc(110, 118, 38, 27),
    'cerebellum-left': sector(22, 86, 0.36, 0.97),
    'cerebellum-right': sector(94, 158, 0.36, 0.97),
  },
}
