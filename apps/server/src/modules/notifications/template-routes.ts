import * as c from '@miaopi/contracts';
import { noticeEventNames } from '@miaopi/items';
import type { StaffActor } from '../../kernel/actor.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { channelsOf } from './domain/template-text.ts';
import { notificationsErrors } from './errors.ts';
import { listTemplates, listVersions, type TemplateVersion } from './store/templates.ts';
import { changeTemplate } from './use-cases/change-template.ts';

/** Words of an operator for what people are told. */
export function templateRoutes(kernel: Kernel): BoundRoute[] {
  return [
    route(c.listNoticeTemplates, async () => {
      const newest = new Map((await listTemplates(kernel.read)).map((v) => [`${v.event} ${v.channel}`, v]));
      return {
        templates: noticeEventNames.map((event) => ({
          event,
          channels: channelsOf(event).map((channel) => {
            const v = newest.get(`${event} ${channel}`);
            return { channel, version: v?.version ?? 0, ...(v ? { changed: present(v) } : {}) };
          }),
        })),
      };
    }),
    route(c.listTemplateVersions, async ({ params }) => {
      const { event, channel } = named(params);
      return { versions: (await listVersions(kernel.read, event, channel)).map(present) };
    }),
    route(c.changeNoticeTemplate, async ({ actor, params, body }) => {
      const { wording, after } = body;
      await changeTemplate(kernel, actor as StaffActor, { ...named(params), after, wording });
      const [newest] = await listVersions(kernel.read, named(params).event, named(params).channel);
      if (!newest) throw notificationsErrors.template_changed();
      return present(newest);
    }),
  ];
}

function named(params: { readonly event: string; readonly channel: string }) {
  const event = noticeEventNames.find((one) => one === params.event);
  const channel = event && channelsOf(event).find((one) => one === params.channel);
  if (!event || !channel) throw notificationsErrors.template_missing();
  return { event, channel };
}

function present({ version, title, body, byName, byNumber, at }: TemplateVersion) {
  return {
    version,
    ...(body ? { wording: { ...(title ? { title } : {}), body } } : {}),
    by: { name: byName, number: byNumber },
    at: at.toISOString(),
  };
}
