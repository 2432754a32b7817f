export function RoomPage({ consultId }: { consultId: string }) {
  return <p>{consultId}</p>
}
