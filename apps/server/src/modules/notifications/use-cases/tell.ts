import type { Tx } from '../../../kernel/db/database.ts';
import { newId } from '../../../kernel/ids.ts';
import type { DeliveredEvent } from '../../../kernel/outbox.ts';
import type { Channels } from '../channels/channels.ts';
import { routesOf } from '../domain/route-notice.ts';
import { worded } from '../domain/template-text.ts';
import { parseNotice, recipientKey } from '../notice.ts';
import { insertMessages } from '../store/messages.ts';
import { reachOf } from '../store/reach.ts';
import { wordingsOf } from '../store/templates.ts';
import { attempts } from './deliver.ts';

/** Events that carry a notice become messages, on the page and by the channels that the recipient and the notice choose. */
export async function tell(tx: Tx, channels: Channels, events: readonly DeliveredEvent[], now: Date): Promise<void> {
  const notices = events.map((event) => ({ event, notice: parseNotice(event.payload) }));
  const reach = await reachOf(
    tx,
    notices.map(({ notice }) => recipientKey(notice)),
  );
  const wordings = await wordingsOf(
    tx,
    notices.flatMap(({ notice }) => (notice.template?.values ? notice.template.event : [])),
  );
  await insertMessages(
    tx,
    notices.map(({ event, notice }) => {
      const reached = reach.get(recipientKey(notice));
      const { kind, template, personId, staffId, caseId, signingId, bookingId, complaintId } = notice;
      const words = template?.values && wordings.get(template.event);
      const { title, body, wording } = worded(notice, words, template?.values ?? {});
      const routes = reached ? routesOf({ kind, asksSms: notice.sms }, channels.reachable(notice, reached), now) : [];
      return {
        id: event.id,
        at: event.at,
        kind,
        title,
        body,
        wording,
        personId: personId ?? null,
        staffId: staffId ?? null,
        caseId: caseId ?? null,
        signingId: signingId ?? null,
        bookingId: bookingId ?? null,
        complaintId: complaintId ?? null,
        deliveries: routes.map(({ channel, notBefore }) => ({ id: newId(), channel, notBefore: notBefore ?? null })),
      };
    }),
    attempts,
  );
}
