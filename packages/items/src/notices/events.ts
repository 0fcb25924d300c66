import type { Text } from '@miaopi/forms';
import { accountOccasions } from './account-occasions.ts';
import { appointmentOccasions } from './appointment-occasions.ts';
import { caseOccasions } from './case-occasions.ts';
import type { DayText } from './days.ts';
import { decisionOccasions } from './decision-occasions.ts';
import { deliveryOccasions } from './delivery-occasions.ts';
import { licenceOccasions } from './licence-occasions.ts';
import { limitOccasions } from './limit-occasions.ts';
import { type NoticeDefinition, t } from './occasion.ts';
import { officialOccasions } from './official-occasions.ts';
import { originalsOccasions } from './originals-occasions.ts';
import { outsideOccasions } from './outside-occasions.ts';
import { paymentOccasions } from './payment-occasions.ts';
import { sealOccasions } from './seal-occasions.ts';
import { signingOccasions } from './signing-occasions.ts';
import { fillNotice, type NoticeDay, type NoticeFill } from './variables.ts';

/** Every occasion on which somebody is told something, with the texts shipped. */
const noticeEvents = {
  ...caseOccasions,
  ...originalsOccasions,
  ...limitOccasions,
  ...decisionOccasions,
  ...paymentOccasions,
  ...deliveryOccasions,
  ...appointmentOccasions,
  ...signingOccasions,
  ...licenceOccasions,
  ...accountOccasions,
  ...officialOccasions,
  ...outsideOccasions,
  ...sealOccasions,
};

export type NoticeEvent = keyof typeof noticeEvents;
export const noticeEventNames = Object.keys(noticeEvents) as NoticeEvent[];

const area = (name: Text, occasions: object) => ({ name, events: Object.keys(occasions) as NoticeEvent[] });

/** The occasions by what they are about, in the order in which an operator reads them. */
export const noticeAreas: readonly { readonly name: Text; readonly events: readonly NoticeEvent[] }[] = [
  area(t('办件进度', 'The case'), caseOccasions),
  area(t('原件', 'Originals'), originalsOccasions),
  area(t('办理期限', 'Limits'), limitOccasions),
  area(t('决定的变动', 'After the decision'), decisionOccasions),
  area(t('缴费', 'Payments'), paymentOccasions),
  area(t('送达', 'Delivery'), deliveryOccasions),
  area(t('预约', 'Appointments'), appointmentOccasions),
  area(t('签署', 'Signing'), signingOccasions),
  area(t('证照', 'Licences'), licenceOccasions),
  area(t('账户', 'Accounts'), accountOccasions),
  area(t('工作人员', 'Officials'), officialOccasions),
  area(t('外部部门', 'Departments outside'), outsideOccasions),
  area(t('印章', 'Seals'), sealOccasions),
];

/** The definition of an occasion, without the literal types. */
export function noticeDefinition(event: NoticeEvent): NoticeDefinition {
  return noticeEvents[event];
}

/** Everything an occasion's text may name: whoever tells it gives all of it, so that an operator's words find it. */
export type FillOf<E extends NoticeEvent> = {
  readonly [V in (typeof noticeEvents)[E]['variables'][number]]: V extends NoticeDay ? DayText : Text;
};

/** What somebody is told: in the words shipped, and what they were filled with. Without values they are an item's own, which no operator changes. */
export interface Told {
  readonly title: Text;
  readonly body: Text;
  readonly template: { readonly event: NoticeEvent; readonly values?: NoticeFill };
}

/** An occasion in the words shipped. */
export function told<E extends NoticeEvent>(event: E, values: FillOf<E>): Told {
  const { title, body } = noticeDefinition(event);
  const fill = values as NoticeFill;
  return { title: fillNotice(title, fill), body: fillNotice(body, fill), template: { event, values: fill } };
}

/** The outbox event that tells somebody; the one place where it is made, so that nothing is told without an occasion. */
export function noticeTo(
  to: { readonly personId: string } | { readonly staffId: string },
  what: Told,
  about: {
    /** Worth an SMS; officials get none. */
    readonly sms?: boolean;
    /** What it is about where what it leads to does not say it. */
    readonly kind?: string;
    readonly caseId?: string | undefined;
    readonly signingId?: string;
    readonly bookingId?: string;
    readonly complaintId?: string;
  } = {},
) {
  return { name: 'notice', payload: { ...to, ...what, ...about, sms: about.sms ?? false } } as const;
}

/** A name or number that reads the same in both languages. */
export const inBoth = (text: string): Text => ({ zh: text, en: text });
