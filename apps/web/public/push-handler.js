// What the service worker does when an emergency rings while no page is open, or a notice comes. The message carries no
// patient data; it is shown, then that a ring is shown is told with the token of its delivery, and a press opens the Desk.
const tell = async (receiptUrl, state) => {
  await fetch(receiptUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    credentials: 'omit',
    body: JSON.stringify({ state }),
  }).catch(() => undefined)
}

self.addEventListener('push', (event) => {
  const message = event.data?.json()
  if (!message?.title) return
  const { id, title, text, url, receiptUrl, isUrgent } = message
  // a notice does not sound like a ring
  const manner =
    isUrgent === false ? {} : { renotify: true, requireInteraction: true, vibrate: [400, 200, 400, 200, 800] }
  const ring = async () => {
    await self.registration.showNotification(title, {
      ...{ body: text, icon: '/icon.svg', tag: id, data: { url, receiptUrl } },
      ...manner,
    })
    // what could not be shown has not reached anybody
    if (receiptUrl) await tell(receiptUrl, 'delivered')
  }
  event.waitUntil(ring())
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { url, receiptUrl } = event.notification.data ?? {}
  const open = async () => {
    const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
    const [page] = pages
    if (page) return await page.focus()
    return await self.clients.openWindow(url ?? '/')
  }
  event.waitUntil(Promise.all([open(), receiptUrl ? tell(receiptUrl, 'seen') : undefined]))
})
