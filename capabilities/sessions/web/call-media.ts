// A person's own side of a call: microphone, camera and screen, and whether each is on.

import {
  type BrowserMedia,
  type DeviceChoice,
  type LocalMedia,
  openCamera,
  openLocalMedia,
  openScreen,
} from './local-media.ts'

/** What a page shows of oneself. */
export type SelfView = {
  muted: boolean
  camera: boolean
  sharing: boolean
  hasMicrophone: boolean
  hasCamera: boolean
  preview: MediaStream | undefined
}

/** Holds the tracks; they survive broken connections, so that a return needs no new permission. */
export class CallMedia {
  readonly #browser: BrowserMedia
  readonly #onChange: () => void
  #choice: DeviceChoice = {}
  #local: LocalMedia = { audio: undefined, video: undefined }
  #screen: MediaStreamTrack | undefined
  #preview: MediaStream | undefined
  #hasCamera = false
  #isMuted = false

  constructor(browser: BrowserMedia, onChange: () => void) {
    this.#browser = browser
    this.#onChange = onChange
  }

  get local(): LocalMedia {
    return this.#local
  }

  get screen(): MediaStreamTrack | undefined {
    return this.#screen
  }

  get view(): SelfView {
    return {
      muted: this.#isMuted || !this.#local.audio,
      camera: this.#local.video !== undefined,
      sharing: this.#screen !== undefined,
      hasMicrophone: this.#local.audio !== undefined,
      hasCamera: this.#hasCamera,
      preview: this.#preview,
    }
  }

  /** Opens the chosen devices in place of those open now. */
  async open(choice: DeviceChoice): Promise<void> {
    this.#choice = choice
    const before = this.#local
    this.#local = await openLocalMedia(this.#browser, choice)
    before.audio?.stop()
    before.video?.stop()
    this.#hasCamera = this.#local.video !== undefined
    if (this.#local.audio) this.#local.audio.enabled = !this.#isMuted
    this.#show()
  }

  /** Silences the microphone; it stays open, so that speaking again is immediate. */
  setMuted(isMuted: boolean): void {
    this.#isMuted = isMuted
    if (this.#local.audio) this.#local.audio.enabled = !isMuted
    this.#onChange()
  }

  /** Switches the camera, and its light with it. */
  async setCamera(isOn: boolean): Promise<void> {
    if (isOn === (this.#local.video !== undefined)) return
    this.#local.video?.stop()
    const video = isOn ? await openCamera(this.#browser, this.#choice) : undefined
    this.#local = { ...this.#local, video }
    this.#hasCamera ||= video !== undefined
    this.#show()
  }

  /** Asks for the screen; `onEnded` when the person stops it by the browser's own button. */
  async openScreen(onEnded: () => void): Promise<boolean> {
    const track = await openScreen(this.#browser)
    if (!track) return false
    this.#screen?.stop()
    this.#screen = track
    track.addEventListener('ended', onEnded, { once: true })
    this.#onChange()
    return true
  }

  /** Stops the screen; its `ended` is not heard then, as a browser fires it only for its own button. */
  closeScreen(): void {
    this.#screen?.stop()
    this.#screen = undefined
    this.#onChange()
  }

  /** Gives every device back. */
  close(): void {
    this.closeScreen()
    this.#local.audio?.stop()
    this.#local.video?.stop()
    this.#local = { audio: undefined, video: undefined }
    this.#show()
  }

  #show(): void {
    this.#preview = this.#local.video && this.#browser.newStream([this.#local.video])
    this.#onChange()
  }
}
