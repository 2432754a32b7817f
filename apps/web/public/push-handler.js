// What the service worker does when an emergency rings while no page is open. The message carries no patient data; it is
// shown, its arrival is told with the token of its delivery, and a press opens the Desk.
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
  const shown = self.registration.showNotification(message.title, {
    body: message.text,
    icon: '/icon.svg',
    tag: message.id,
    renotify: true,
    requireInteraction: true,
    vibrate: [400, 200, 400, 200, 800],
    data: { url: message.url, receiptUrl: message.receiptUrl },
  })
  event.waitUntil(Promise.all([shown, tell(message.receiptUrl, 'delivered')]))
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
