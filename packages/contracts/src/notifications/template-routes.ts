import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Instant, Text } from '../shapes.ts';

const words = (most: number) =>
  Type.Object(
    { zh: Type.String({ minLength: 1, maxLength: most }), en: Type.String({ minLength: 1, maxLength: most * 2 }) },
    { additionalProperties: false },
  );

/** Longest text of an operator for a notice, in characters of Chinese; English may be twice as long. */
export const NOTICE_TEXT_LONGEST = { title: 40, body: 400 } as const;

const Version = Type.Object({
  version: Type.Integer(),
  wording: Type.Optional(
    Type.Object(
      { title: Type.Optional(Text), body: Text },
      { description: 'absent: back to the shipped text with this version' },
    ),
  ),
  by: Type.Object({ name: Type.String(), number: Type.String() }),
  at: Instant,
});
export type NoticeTemplateVersion = Static<typeof Version>;

const Named = Type.Object({
  event: Type.String({ maxLength: 40, description: 'the occasion: submitted, accepted, correction …' }),
  channel: Type.String({ maxLength: 10, description: 'page, sms, email, push' }),
});

export const listNoticeTemplates = defineRoute({
  name: 'notifications.listNoticeTemplates',
  method: 'GET',
  path: '/api/studio/notices/templates',
  permission: 'operator',
  summary: 'Occasions of notices with the operator’s words in force, by channel',
  reply: Type.Object({
    templates: Type.Array(
      Type.Object({
        event: Type.String(),
        channels: Type.Array(
          Type.Object({
            channel: Type.String(),
            version: Type.Integer({ description: '0: never changed' }),
            changed: Type.Optional(Version),
          }),
        ),
      }),
    ),
  }),
  errors: [],
});

export const listTemplateVersions = defineRoute({
  name: 'notifications.listTemplateVersions',
  method: 'GET',
  path: '/api/studio/notices/templates/:event/:channel',
  permission: 'operator',
  summary: 'Versions of the words for an occasion and a channel, the newest first',
  params: Named,
  reply: Type.Object({ versions: Type.Array(Version) }),
  errors: ['notifications.template_missing'],
});

export const changeNoticeTemplate = defineRoute({
  name: 'notifications.changeNoticeTemplate',
  method: 'PUT',
  path: '/api/studio/notices/templates/:event/:channel',
  permission: 'operator',
  summary: 'Give an occasion other words for a channel, or go back to the shipped ones',
  params: Named,
  body: Type.Object(
    {
      after: Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'the version it was written on' }),
      wording: Type.Optional(
        Type.Object(
          { title: Type.Optional(words(NOTICE_TEXT_LONGEST.title)), body: words(NOTICE_TEXT_LONGEST.body) },
          { additionalProperties: false, description: 'absent: back to the shipped text' },
        ),
      ),
    },
    { additionalProperties: false },
  ),
  reply: Version,
  errors: ['notifications.template_missing', 'notifications.template_changed'],
});
