// Shows notices that come while no page is open. What comes is encrypted to this browser and says nothing of a case.
self.addEventListener('push', (event) => {
  const note = event.data ? event.data.json() : {};
  event.waitUntil(
    self.registration.showNotification(note.title || '秒批', {
      body: note.body || '',
      lang: note.lang || 'zh-CN',
      // the same note twice is shown once
      tag: note.tag,
      icon: '/mark.svg',
      data: { path: note.path || '/me/messages' },
    }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  // only pages of this site, whatever was pushed
  const target = new URL(event.notification.data.path, self.location.origin);
  if (target.origin !== self.location.origin) return;
  event.waitUntil(
    self.clients.matchAll({ type: 'window' }).then((pages) => {
      const open = pages.find((page) => page.url === target.href);
      return open ? open.focus() : self.clients.openWindow(target.href);
    }),
  );
});
