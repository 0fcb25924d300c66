export { notificationsErrors } from './errors.ts';
export type { Notice, Recipient } from './notice.ts';
export { createNotifications, type Notifications, type NotificationsPlugs } from './notifications.ts';
