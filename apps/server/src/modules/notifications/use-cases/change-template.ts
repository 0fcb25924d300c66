import type { NoticeEvent } from '@miaopi/items';
import type { StaffActor } from '../../../kernel/actor.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { faultsOf, hasTitle, type TemplateChannel, type Wording } from '../domain/template-text.ts';
import { notificationsErrors } from '../errors.ts';
import { insertVersion } from '../store/templates.ts';

/**
 * An operator gives an occasion other words for a channel, or goes back to the shipped ones; the former version is kept. What is told from now on says so; what
 * was told stays.
 * @param given.after the version it was written on; another one in between refuses it
 * @throws notifications.template_changed · kernel.invalid_request with every fault of the text
 */
export async function changeTemplate(
  kernel: Kernel,
  actor: StaffActor,
  given: {
    readonly event: NoticeEvent;
    readonly channel: TemplateChannel;
    readonly after: number;
    readonly wording: Wording | undefined;
  },
): Promise<void> {
  const { event, channel, wording } = given;
  const issues = wording ? faultsOf(event, channel, wording) : [];
  if (wording && hasTitle[channel] !== (wording.title !== undefined))
    issues.push({
      path: 'body.title',
      code: 'missing_variable',
      message: hasTitle[channel]
        ? { zh: '请填写标题', en: 'Give a title' }
        : { zh: '短信和浏览器通知没有标题', en: 'SMS and browser notes have no title' },
    });
  if (issues.length > 0) throw kernelErrors.invalid_request({ issues });
  await kernel.command('notifications.change_template', { actor }, async (ctx) => {
    const kept = await insertVersion(ctx.tx, {
      event,
      channel,
      version: given.after + 1,
      title: wording?.title ?? null,
      body: wording?.body ?? null,
      byStaff: actor.staffId,
      byName: actor.name,
      byNumber: actor.number,
      now: ctx.now,
    });
    if (!kept) throw notificationsErrors.template_changed();
    ctx.audit({
      action: wording ? 'notifications.template_changed' : 'notifications.template_reset',
      subject: `notice-template:${event}/${channel}`,
      data: { version: given.after + 1 },
    });
  });
}
