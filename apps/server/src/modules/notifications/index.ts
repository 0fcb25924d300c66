export { type Receipt, Refused, Uncertain } from './channels/channel.ts';
export { createMailSender, type MailConfig, type MailSender } from './channels/mail.ts';
export type { SmsProvider } from './channels/sms.ts';
export { notificationsErrors } from './errors.ts';
export type { Notice, Recipient } from './notice.ts';
export { createNotifications, type Notifications, type NotificationsPlugs } from './notifications.ts';
