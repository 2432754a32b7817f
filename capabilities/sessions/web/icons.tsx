const small = {
  viewBox: '0 0 20 20',
  width: 20,
  height: 20,
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.6,
} as const

/** A camera; its word stands beside it. */
export const CameraIcon = () => (
  <svg {...small} aria-hidden="true">
    <rect x="2" y="5" width="11" height="10" rx="2" />
    <path d="m13 9 5-3v8l-5-3" strokeLinejoin="round" />
  </svg>
)

/** A screen; its word stands beside it. */
export const ScreenIcon = () => (
  <svg {...small} aria-hidden="true">
    <rect x="2" y="3" width="16" height="11" rx="2" />
    <path d="M7 17.5h6" strokeLinecap="round" />
  </svg>
)

/** A microphone, struck through when it is off; its word stands beside it. */
export const MicrophoneIcon = ({ isOff }: { isOff: boolean }) => (
  <svg
    viewBox="0 0 28 28"
    width="28"
    height="28"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.8"
    strokeLinecap="round"
    aria-hidden="true"
  >
    <rect x="10" y="3" width="8" height="14" rx="4" />
    <path d="M5.5 13a8.5 8.5 0 0 0 17 0M14 21.5V26" />
    {isOff ? <path d="M4 3.5 24 24.5" /> : null}
  </svg>
)
