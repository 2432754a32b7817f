// A person's own microphone and camera; a call without picture is better than no call.

/** The parts of a browser that a call needs; injected, so that the call runs without one. */
export type BrowserMedia = {
  newConnection(configuration: RTCConfiguration): RTCPeerConnection
  newStream(tracks: MediaStreamTrack[]): MediaStream
  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream>
  getDisplayMedia(constraints: DisplayMediaStreamOptions): Promise<MediaStream>
}

/** The browser's own. */
export const thisBrowser: BrowserMedia = {
  newConnection: (configuration) => new RTCPeerConnection(configuration),
  newStream: (tracks) => new MediaStream(tracks),
  getUserMedia: (constraints) => navigator.mediaDevices.getUserMedia(constraints),
  getDisplayMedia: (options) => navigator.mediaDevices.getDisplayMedia(options),
}

/** Which devices to use; without an id the browser's choice. */
export type DeviceChoice = { microphoneId?: string; cameraId?: string }

/** What a person has to send. */
export type LocalMedia = { audio: MediaStreamTrack | undefined; video: MediaStreamTrack | undefined }

const sound = (id: string | undefined): MediaTrackConstraints => ({
  ...(id === undefined ? {} : { deviceId: { exact: id } }),
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
})

const picture = (id: string | undefined): MediaTrackConstraints => ({
  ...(id === undefined ? {} : { deviceId: { exact: id } }),
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 25, max: 30 },
})

/** Microphone and camera, or what there is of them; never throws: nobody is kept from listening. */
export async function openLocalMedia(browser: BrowserMedia, choice: DeviceChoice): Promise<LocalMedia> {
  const audio = sound(choice.microphoneId)
  const video = picture(choice.cameraId)
  const stream =
    (await browser.getUserMedia({ audio, video }).catch(() => undefined)) ??
    (await browser.getUserMedia({ audio }).catch(() => undefined)) ??
    (await browser.getUserMedia({ video }).catch(() => undefined))
  return { audio: stream?.getAudioTracks()[0], video: stream?.getVideoTracks()[0] }
}

/** The camera alone, after it had been off; undefined when it cannot be had. */
export async function openCamera(browser: BrowserMedia, choice: DeviceChoice): Promise<MediaStreamTrack | undefined> {
  const stream = await browser.getUserMedia({ video: picture(choice.cameraId) }).catch(() => undefined)
  return stream?.getVideoTracks()[0]
}

/** What is on the screen; undefined when the person thought better of it. */
export async function openScreen(browser: BrowserMedia): Promise<MediaStreamTrack | undefined> {
  const stream = await browser.getDisplayMedia({ video: { frameRate: { ideal: 10, max: 15 } } }).catch(() => undefined)
  const track = stream?.getVideoTracks()[0]
  if (track) track.contentHint = 'detail'
  return track
}
