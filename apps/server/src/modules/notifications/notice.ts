import { type NoticeKind, noticeKinds } from '@miaopi/contracts';
import { type NoticeEvent, type NoticeFill, noticeEventNames } from '@miaopi/items';
import type { Text } from '../../kernel/text.ts';

/** Payload of the outbox event `notice`. */
export type Notice = Recipient & {
  readonly kind: NoticeKind;
  readonly caseId?: string;
  /** A document to be signed that it leads to. */
  readonly signingId?: string;
  /** An appointment that it is about. */
  readonly bookingId?: string;
  /** A complaint that it is about. */
  readonly complaintId?: string;
  readonly title: Text;
  readonly body: Text;
  /** Its occasion and what fills its text; without values the words are an item's own. Only an event of an earlier release may name none. */
  readonly template?: { readonly event: NoticeEvent; readonly values?: NoticeFill };
  /** Worth an SMS. To persons only: no mobile of an official is known here. */
  readonly sms: boolean;
};

/** Whom a message is for. */
export type Recipient =
  | { readonly personId: string; readonly staffId?: undefined }
  | { readonly staffId: string; readonly personId?: undefined };

/** A recipient as one word, `person:…` or `staff:…`. */
export function recipientKey(r: Recipient): string {
  return r.staffId === undefined ? `person:${r.personId}` : `staff:${r.staffId}`;
}

/** The payload as a notice; an error that names what is missing (the event then waits in the outbox with that error). */
export function parseNotice(payload: unknown): Notice {
  const p = payload as Partial<Record<keyof Notice | 'staffId', unknown>> | null;
  const recipient = recipientOf(p);
  if (!p || !recipient) throw new Error('notice without personId or staffId, or with both');
  if (p.caseId !== undefined && typeof p.caseId !== 'string') throw new Error('notice: caseId is not a text');
  if (p.signingId !== undefined && typeof p.signingId !== 'string') throw new Error('notice: signingId is not a text');
  if (p.bookingId !== undefined && typeof p.bookingId !== 'string') throw new Error('notice: bookingId is not a text');
  if (p.complaintId !== undefined && typeof p.complaintId !== 'string')
    throw new Error('notice: complaintId is not a text');
  if (!isText(p.title) || !isText(p.body)) throw new Error('notice: title and body must each have zh and en');
  if (p.kind !== undefined && !noticeKinds.includes(p.kind as NoticeKind)) throw new Error('notice: unknown kind');
  return {
    ...recipient,
    kind: (p.kind as NoticeKind | undefined) ?? kindOf(p, recipient),
    ...(p.caseId ? { caseId: p.caseId } : {}),
    ...(p.signingId ? { signingId: p.signingId } : {}),
    ...(p.bookingId ? { bookingId: p.bookingId } : {}),
    ...(p.complaintId ? { complaintId: p.complaintId } : {}),
    title: p.title,
    body: p.body,
    ...(p.template === undefined ? {} : { template: parseTemplate(p.template) }),
    sms: p.sms === true && recipient.personId !== undefined,
  };
}

function parseTemplate(given: unknown): NonNullable<Notice['template']> {
  const { event, values } = (given ?? {}) as { readonly event?: unknown; readonly values?: unknown };
  if (!noticeEventNames.includes(event as NoticeEvent)) throw new Error('notice: its template names no occasion');
  if (values === undefined) return { event: event as NoticeEvent };
  if (typeof values !== 'object' || values === null) throw new Error('notice: the values of its template are none');
  return { event: event as NoticeEvent, values: values as NoticeFill };
}

/** Where whoever tells it does not say: what it leads to says it. */
function kindOf(p: Partial<Record<keyof Notice, unknown>>, recipient: Recipient): NoticeKind {
  if (p.signingId) return 'signing';
  if (p.bookingId) return 'appointment';
  if (p.caseId) return recipient.staffId === undefined ? 'progress' : 'task';
  return 'other';
}

function recipientOf(p: Partial<Record<'personId' | 'staffId', unknown>> | null): Recipient | undefined {
  const named = (id: unknown): id is string => typeof id === 'string' && id !== '';
  if (named(p?.personId)) return p.staffId === undefined ? { personId: p.personId } : undefined;
  return named(p?.staffId) ? { staffId: p.staffId } : undefined;
}

function isText(value: unknown): value is Text {
  const t = value as Partial<Text> | null | undefined;
  return typeof t?.zh === 'string' && typeof t.en === 'string';
}
