// The codecs bring no types; this is the part of them that is used.

declare module '@cornerstonejs/codec-libjpeg-turbo-8bit' {
  import type { OpenCodec } from '#capabilities/imaging/pixels/decoders.ts'

  const open: OpenCodec
  export default open
}
declare module '@cornerstonejs/codec-charls' {
  import type { OpenCodec } from '#capabilities/imaging/pixels/decoders.ts'

  const open: OpenCodec
  export default open
}
declare module '@cornerstonejs/codec-openjpeg' {
  import type { OpenCodec } from '#capabilities/imaging/pixels/decoders.ts'

  const open: OpenCodec
  export default open
}
declare module '@cornerstonejs/codec-openjph' {
  import type { OpenHtj2k } from '#capabilities/imaging/pixels/htj2k.ts'

  const open: OpenHtj2k
  export default open
}
