import type { DeviceEvent, EventRefusal, HallDeviceEventKind, HallDeviceKind } from '@miaopi/contracts';
import { parseCitizenId } from '@miaopi/identifiers';
import type { Text } from '../../../kernel/text.ts';

/** Why an event is not kept. */
export interface Refused {
  readonly code: EventRefusal;
  readonly field: string;
}

type Field = Exclude<keyof DeviceEvent, 'id' | 'kind' | 'at'>;

/** Which devices tell of it, what it must say and what it may. */
const shapes: Readonly<
  Record<
    HallDeviceEventKind,
    { readonly by: readonly HallDeviceKind[]; readonly must: readonly Field[]; readonly may: readonly Field[] }
  >
> = {
  'ticket-taken': { by: ['ticket-machine', 'kiosk'], must: ['number', 'desk'], may: ['item', 'booking'] },
  'number-called': { by: ['call-screen'], must: ['number', 'window'], may: [] },
  'number-served': { by: ['call-screen'], must: ['number'], may: ['window'] },
  'no-show': { by: ['call-screen'], must: ['number'], may: ['window'] },
  rated: { by: ['evaluator'], must: ['case', 'level'], may: ['reasons'] },
  'session-begun': { by: ['kiosk'], must: [], may: [] },
  'session-ended': { by: ['kiosk'], must: [], may: [] },
  'pages-printed': { by: ['kiosk', 'ticket-machine'], must: ['count'], may: [] },
  'pages-captured': { by: ['camera', 'kiosk'], must: ['count'], may: [] },
  'cards-read': { by: ['id-reader', 'kiosk', 'ticket-machine'], must: ['count'], may: [] },
};

const day = 86_400_000;
/** An event older than this comes from a clock that is wrong; what is kept lives much longer, so nothing is kept twice. */
const oldest = 7 * day;
/** Clocks differ by so much without being wrong. */
const ahead = 2 * 60_000;

const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})$/;

/** The instant of an event; undefined when it is none, lies ahead or is too old. */
export function eventTime(text: string, now: Date): Date | undefined {
  const at = isoInstant.test(text) ? new Date(text) : undefined;
  if (!at || Number.isNaN(at.getTime())) return undefined;
  const age = now.getTime() - at.getTime();
  return age >= -ahead && age <= oldest ? at : undefined;
}

/** What the event says, measured by the kind of the device and the plan of its hall. Times, bookings and cases are looked at elsewhere. */
export function faultOfEvent(
  event: DeviceEvent,
  kind: HallDeviceKind,
  hall: {
    readonly desks: readonly {
      readonly id: string;
      readonly items: readonly string[];
      readonly windows: readonly string[];
    }[];
  },
): Refused | undefined {
  if (holdsCitizenId(event.id)) return { code: 'field_unfit', field: 'id' };
  const { by, must, may } = shapes[event.kind];
  if (!by.includes(kind)) return { code: 'kind_unfit', field: 'kind' };
  const missing = must.find((field) => event[field] === undefined);
  if (missing) return { code: 'field_missing', field: missing };
  const given = Object.keys(event).filter((name) => !['id', 'kind', 'at'].includes(name)) as Field[];
  const unfit = given.find((field) => !must.includes(field) && !may.includes(field));
  if (unfit) return { code: 'field_unfit', field: unfit };
  const desk = hall.desks.find((d) => d.id === event.desk);
  if (event.desk !== undefined && !desk) return { code: 'desk_missing', field: 'desk' };
  if (event.item !== undefined && !desk?.items.includes(event.item)) return { code: 'item_missing', field: 'item' };
  if (event.window !== undefined && !hall.desks.some((d) => d.windows.includes(event.window ?? '')))
    return { code: 'window_missing', field: 'window' };
  // 差评: the two lowest levels
  const low = event.kind === 'rated' && (event.level ?? 5) <= 2;
  if (low && !event.reasons) return { code: 'reason_needed', field: 'reasons' };
  if (!low && event.reasons) return { code: 'field_unfit', field: 'reasons' };
  return undefined;
}

/** For whoever looks at the device. */
export const refusalTexts: Readonly<Record<EventRefusal, Text>> = {
  kind_unfit: { zh: '这种设备不上报这种事件', en: 'A device of this kind does not tell of this' },
  field_missing: { zh: '缺少此项', en: 'This is missing' },
  field_unfit: { zh: '这种事件没有此项', en: 'An event of this kind has no such field' },
  time_wrong: {
    zh: '时间须带时区，不在将来，且在 7 天以内；请按回复中的 time 校准时钟',
    en: 'The time must have a zone, not lie ahead and be within seven days; set the clock by `time` of the answer',
  },
  desk_missing: { zh: '大厅没有这个业务组', en: 'The hall has no such desk' },
  item_missing: { zh: '这个业务组不办理这个事项', en: 'The desk does not serve this item' },
  window_missing: { zh: '大厅没有这个窗口', en: 'The hall has no such window' },
  booking_missing: { zh: '大厅当天没有这个预约', en: 'The hall has no such appointment on that day' },
  number_taken: { zh: '大厅当天已发出这个号', en: 'The hall has given this number on that day' },
  case_missing: { zh: '这个大厅没有这个办件', en: 'The hall has no such case' },
  rated_already: { zh: '这件办件当天已评价', en: 'The case was rated on that day' },
  reason_needed: { zh: '不满意须选择原因', en: 'The two lowest levels need a reason of the list' },
};

/** Whether a machine made its id of the card that somebody laid on it. */
function holdsCitizenId(text: string): boolean {
  const digits = text.replace(/[_-]/g, '');
  return [...digits.matchAll(/(?=(\d{17}[\dXx]))/g)].some((found) => parseCitizenId(found[1] ?? '').ok);
}

/** Words about a device have no number in them that could be a person's. */
export function namesNobody(text: string): boolean {
  return !/\d{8}/.test(text.normalize('NFKC').replace(/[\s-]/g, ''));
}
