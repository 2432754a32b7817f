import type { Slice } from '../slices.ts'
import type { ViewerStore, Window } from '../viewer-state.ts'
import { type Link, linkOf, type Partner, partnerOf, trackOf } from './stack-track.ts'

/** One of two stacks: its state and its slices. */
export type Side = { readonly store: ViewerStore; readonly slices: readonly Slice[]; readonly modality: string }

/** How two stacks are linked now, as plain data. */
export type LinkState = {
  readonly isOn: boolean
  /** Null until both stacks are there. */
  readonly link: Link | null
  /** How far from the place of one the slice of the other lies that is shown; null while they are not in step. */
  readonly apartMm: number | null
}

/** Keeps two stacks in step, slice and window, outside React. */
export class StackLink {
  readonly #sides: readonly [Side, Side]
  readonly #tracks
  readonly #listeners = new Set<() => void>()
  /** The slice and window of each that are in step already. */
  readonly #seen: [Seen, Seen] = [nothing, nothing]
  #state: LinkState = { isOn: true, link: null, apartMm: null }

  constructor(one: Side, two: Side) {
    this.#sides = [one, two]
    this.#tracks = [trackOf(one.slices), trackOf(two.slices)] as const
  }

  /** Begins; ends when the function that is given back is called. */
  start(): () => void {
    const stops = ([0, 1] as const).map((side) => this.#sides[side].store.subscribe(() => this.#follow(side)))
    this.#begin()
    return () => {
      for (const stop of stops) stop()
    }
  }

  readonly get = (): LinkState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Links the stacks at the slices that are shown now, or lets each go its own way. */
  set(isOn: boolean): void {
    this.#tell({ isOn, link: null, apartMm: null })
    if (isOn) this.#begin()
  }

  #begin(): void {
    const [one, two] = this.#sides
    if (!isThere(one) || !isThere(two) || !this.#state.isOn) return
    const at = [one.store.get().view.slice, two.store.get().view.slice] as const
    this.#tell({ ...this.#state, link: linkOf(...this.#tracks, at) })
    this.#move(0)
    this.#window(0)
  }

  #follow(side: 0 | 1): void {
    if (!this.#state.isOn) return
    if (!this.#state.link) return this.#begin()
    const { slice, window } = this.#sides[side].store.get().view
    if (slice !== this.#seen[side].slice) this.#move(side)
    if (nameOf(window) !== this.#seen[side].window) this.#window(side)
  }

  #move(side: 0 | 1): void {
    const other = side === 0 ? 1 : 0
    const { slice } = this.#sides[side].store.get().view
    this.#seen[side] = { ...this.#seen[side], slice }
    const found = this.#partner(side, slice)
    if (!found) return
    this.#seen[other] = { ...this.#seen[other], slice: found.slice }
    if (this.#sides[other].store.get().view.slice !== found.slice) this.#sides[other].store.look({ slice: found.slice })
    this.#tell({ ...this.#state, apartMm: found.apartMm })
  }

  #partner(side: 0 | 1, slice: number): Partner | null {
    const [from, to] = [this.#tracks[side], this.#tracks[side === 0 ? 1 : 0]]
    const { link } = this.#state
    return from && to && link ? partnerOf(link, [from, to], slice, side) : null
  }

  // the units of two modalities have nothing in common
  #window(side: 0 | 1): void {
    const other = side === 0 ? 1 : 0
    const { window } = this.#sides[side].store.get().view
    this.#seen[side] = { ...this.#seen[side], window: nameOf(window) }
    if (!window || this.#sides[0].modality !== this.#sides[1].modality) return
    this.#seen[other] = { ...this.#seen[other], window: nameOf(window) }
    if (nameOf(this.#sides[other].store.get().view.window) !== nameOf(window)) this.#sides[other].store.look({ window })
  }

  #tell(state: LinkState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

type Seen = { slice: number; window: string }
const nothing: Seen = { slice: -1, window: '' }

// a window is another object each time it is held within its bounds
const nameOf = (window: Window | null): string => (window ? `${window.width}/${window.center}` : '')

/** True once the stack shows its series. */
const isThere = ({ store, slices }: Side): boolean => {
  const { painted, slices: count } = store.get()
  return painted !== null && count === slices.length && slices.some((slice) => slice.imageId === painted.imageId)
}
