/** What is known of an object once its last byte is here. */
export type ObjectFacts = {
  sopClassUid: string
  instanceUid: string
  studyUid: string
  seriesUid: string
  transferSyntaxUid: string
  modality: string
  instanceNumber: number
  /** PatientID (0010,0020) as sent. */
  patientId: string
  hasPixels: boolean
  callingAet: string
  calledAet: string
}

/** What has become of an object that somebody gave: on disk now, there already, or no room for it. */
export type Kept = 'kept' | 'known' | 'kept-apart' | 'no-room'

/** One object on its way to the disk. */
export type Incoming = {
  /** Takes the next bytes of the file; resolves when more may come. Rejects when they cannot be written. */
  write(bytes: Buffer): Promise<void>
  /** Makes it last: file, folder and record are on disk when this resolves. */
  keep(facts: ObjectFacts): Promise<Kept>
  /** Leaves nothing of it behind. */
  discard(): Promise<void>
}

/** Where objects go that are given to us by whichever way. */
export type Keeper = { begin(): Promise<Incoming> }

/** There is no room for an object. */
export class NoRoom extends Error {
  constructor() {
    super('no room')
    this.name = 'NoRoom'
  }
}
