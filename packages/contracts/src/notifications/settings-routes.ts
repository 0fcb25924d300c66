import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, oneOf } from '../shapes.ts';
import { noticeChannels, noticeKinds } from './kinds.ts';

/** Minutes after midnight, Shanghai; over midnight when `to` is the smaller. */
const QuietHours = Type.Object(
  { from: Type.Integer({ minimum: 0, maximum: 1439 }), to: Type.Integer({ minimum: 0, maximum: 1439 }) },
  { additionalProperties: false },
);
const Lang = oneOf(['zh', 'en']);

export const getNoticeSettings = defineRoute({
  name: 'notifications.getNoticeSettings',
  method: 'GET',
  path: '/api/notice-settings',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'How I want to be told',
  reply: Type.Object({
    lang: Lang,
    quiet: Type.Optional(QuietHours),
    channels: Type.Array(oneOf(noticeChannels), { description: 'those this installation has' }),
    kinds: Type.Array(
      Type.Object({
        kind: oneOf(noticeKinds),
        urgent: Type.Boolean({ description: 'goes out in quiet hours too' }),
        choices: Type.Array(
          Type.Object({
            channel: oneOf(noticeChannels),
            on: Type.Boolean(),
            fixed: Type.Boolean({ description: 'the law has it told' }),
          }),
        ),
      }),
    ),
    mobile: Type.Optional(Type.String({ description: 'masked' })),
    email: Type.Optional(Type.String({ description: 'the confirmed address' })),
    emailAsked: Type.Optional(Type.String({ description: 'one that waits for its link to be opened' })),
    pushKey: Type.Optional(Type.String({ description: 'the installation’s public key for web push, base64url' })),
    browsers: Type.Array(Type.Object({ id: Type.String(), device: Type.String(), at: Instant })),
  }),
  errors: [],
});

export const changeNoticeSettings = defineRoute({
  name: 'notifications.changeNoticeSettings',
  method: 'PUT',
  path: '/api/notice-settings',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Change how I want to be told',
  body: Type.Object(
    {
      lang: Lang,
      quiet: Type.Optional(QuietHours),
      choices: Type.Array(
        Type.Object(
          { kind: oneOf(noticeKinds), channel: oneOf(noticeChannels), on: Type.Boolean() },
          { additionalProperties: false },
        ),
        { maxItems: 40 },
      ),
    },
    { additionalProperties: false },
  ),
  reply: 'empty',
  status: 204,
  errors: ['notifications.choice_fixed'],
});

export const askNoticeEmail = defineRoute({
  name: 'notifications.askNoticeEmail',
  method: 'POST',
  path: '/api/notice-settings/email',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Send a link to an address of mine; notices go there once it was opened',
  body: Type.Object(
    {
      address: Type.String({
        maxLength: 254,
        pattern:
          "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$",
      }),
    },
    { additionalProperties: false },
  ),
  reply: 'empty',
  status: 204,
  errors: ['notifications.email_off', 'notifications.too_soon', 'notifications.email_unavailable'],
});

export const removeNoticeEmail = defineRoute({
  name: 'notifications.removeNoticeEmail',
  method: 'DELETE',
  path: '/api/notice-settings/email',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Remove my address',
  reply: 'empty',
  status: 204,
  errors: [],
});

export const confirmNoticeEmail = defineRoute({
  name: 'notifications.confirmNoticeEmail',
  method: 'POST',
  path: '/api/notice-settings/email/confirm',
  permission: 'public',
  summary: 'Confirm an address by the link that was sent to it',
  body: Type.Object(
    { token: Type.String({ minLength: 20, maxLength: 100, pattern: '^[A-Za-z0-9_-]+$' }) },
    { additionalProperties: false },
  ),
  reply: 'empty',
  status: 204,
  errors: ['notifications.link_over'],
});

export const subscribePush = defineRoute({
  name: 'notifications.subscribePush',
  method: 'POST',
  path: '/api/notice-settings/browsers',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'Show my notices in this browser',
  body: Type.Object(
    {
      endpoint: Type.String({ maxLength: 1000, pattern: '^https?://' }),
      p256dh: Type.String({ pattern: '^[A-Za-z0-9_-]{87}=?$' }),
      auth: Type.String({ pattern: '^[A-Za-z0-9_-]{22}(==)?$' }),
      device: Type.String({ minLength: 1, maxLength: 60 }),
    },
    { additionalProperties: false },
  ),
  reply: 'empty',
  status: 204,
  errors: ['notifications.push_service_unknown', 'notifications.too_many_browsers'],
});

export const unsubscribePush = defineRoute({
  name: 'notifications.unsubscribePush',
  method: 'DELETE',
  path: '/api/notice-settings/browsers/:browserId',
  permission: 'applicant',
  alsoOfficials: true,
  summary: 'No longer show my notices in a browser',
  params: Type.Object({ browserId: Id }),
  reply: 'empty',
  status: 204,
  errors: ['notifications.subscription_missing'],
});
