import { type Static, Type } from 'typebox';
import { Abilities, Id, Instant, oneOf, Text } from '../shapes.ts';

/** Kinds of devices of a hall, in the order people meet them. */
export const HALL_DEVICE_KINDS = [
  'ticket-machine',
  'call-screen',
  'kiosk',
  'evaluator',
  'id-reader',
  'camera',
] as const;
export type HallDeviceKind = (typeof HALL_DEVICE_KINDS)[number];
export const HallDeviceKind = oneOf(HALL_DEVICE_KINDS, {
  description:
    'ticket-machine 取号机 · call-screen 呼叫屏 · kiosk 自助终端 · evaluator 评价器 · id-reader 身份证阅读器 · camera 高拍仪',
});

/** How often a device reports, in seconds. Silent for three times as long, it counts as offline. */
export const DEVICE_REPORT_SECONDS = 30;

/** What a device says of itself. */
export const DEVICE_STATES = ['ready', 'busy', 'fault'] as const;
export type HallDeviceState = (typeof DEVICE_STATES)[number];
export const HallDeviceState = oneOf(DEVICE_STATES);

/** What people are shown of a device; the worst first. */
export const HALL_DEVICE_STANDINGS = ['fault', 'offline', 'unheard', 'busy', 'ready', 'retired'] as const;
export type HallDeviceStanding = (typeof HALL_DEVICE_STANDINGS)[number];
export const HallDeviceStanding = oneOf(HALL_DEVICE_STANDINGS, {
  description:
    'fault 故障 · offline 离线：三个上报间隔没有消息 · unheard 未上报过 · busy 使用中 · ready 正常 · retired 已停用',
});

export const DEVICE_EVENT_KINDS = [
  'ticket-taken',
  'number-called',
  'number-served',
  'no-show',
  'rated',
  'session-begun',
  'session-ended',
  'pages-printed',
  'pages-captured',
  'cards-read',
] as const;
export type HallDeviceEventKind = (typeof DEVICE_EVENT_KINDS)[number];
export const HallDeviceEventKind = oneOf(DEVICE_EVENT_KINDS, {
  description:
    'ticket-taken 取号 · number-called 叫号 · number-served 办完 · no-show 过号 · rated 评价 · session-begun 开始使用 · session-ended 结束使用 · pages-printed 打印 · pages-captured 拍摄 · cards-read 读证',
});

/** Why somebody was not content (the two lowest levels name at least one). */
export const LOW_RATING_REASONS = [
  'waited-long',
  'slow',
  'not-told-once',
  'extra-papers',
  'skill',
  'attitude',
  'surroundings',
] as const;
export type LowRatingReason = (typeof LOW_RATING_REASONS)[number];
export const LowRatingReason = oneOf(LOW_RATING_REASONS, {
  description:
    'waited-long 排队时间长 · slow 办理慢 · not-told-once 没有一次说清 · extra-papers 要求多余材料 · skill 业务不熟 · attitude 态度不好 · surroundings 环境设施',
});

/** Why one event of a report was not kept. */
export const EVENT_REFUSALS = [
  'kind_unfit',
  'field_missing',
  'field_unfit',
  'time_wrong',
  'desk_missing',
  'item_missing',
  'window_missing',
  'booking_missing',
  'number_taken',
  'case_missing',
  'rated_already',
  'reason_needed',
] as const;
export type EventRefusal = (typeof EVENT_REFUSALS)[number];

/** A device as officials see it. */
export const HallDevice = Type.Object({
  id: Type.String(),
  kind: HallDeviceKind,
  name: Type.String(),
  /** Label of the window where it stands; absent: in the hall. */
  window: Type.Optional(Type.String()),
  standing: HallDeviceStanding,
  /** What is wrong, in the device's words. */
  fault: Type.Optional(Type.String()),
  version: Type.Optional(Type.String()),
  heardAt: Type.Optional(Instant),
  enteredAt: Instant,
  retired: Type.Optional(Type.Object({ at: Instant, reason: Type.String() })),
});
export type HallDevice = Static<typeof HallDevice>;

/** What came of the numbers of one desk today. */
export const DeskFigures = Type.Object({
  name: Text,
  taken: Type.Integer(),
  booked: Type.Integer({ description: 'of those taken, with an appointment' }),
  called: Type.Integer(),
  waiting: Type.Integer({ description: 'taken, and not called yet' }),
  waitMinutes: Type.Optional(
    Type.Integer({ description: 'average from taking a number to its first call; absent: none was called' }),
  ),
});
export type DeskFigures = Static<typeof DeskFigures>;

export const HallDevices = Type.Object({
  hall: Type.Object({
    id: Type.String(),
    name: Text,
    windows: Type.Array(Type.String(), { description: 'labels of its windows, where a device may stand' }),
  }),
  reportSeconds: Type.Integer(),
  devices: Type.Array(HallDevice, { description: 'those that need somebody first' }),
  today: Type.Object({
    desks: Type.Array(DeskFigures),
    ratings: Type.Array(Type.Object({ level: Type.Integer(), count: Type.Integer() }), {
      description: 'levels 5 to 1, all of them',
    }),
  }),
  abilities: Abilities,
});
export type HallDevices = Static<typeof HallDevices>;

/** A stretch of the day in which a device was in one state; `offline` are the gaps. */
export const DeviceSpell = Type.Object({
  standing: HallDeviceStanding,
  from: Instant,
  to: Instant,
  fault: Type.Optional(Type.String()),
});
export type DeviceSpell = Static<typeof DeviceSpell>;

export const HallDeviceDetail = Type.Object({
  device: HallDevice,
  hall: Type.Object({ id: Type.String(), name: Text }),
  reportSeconds: Type.Integer(),
  /** Of today, in order. */
  spells: Type.Array(DeviceSpell),
  /** The newest fifty. */
  events: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: HallDeviceEventKind,
      at: Instant,
      number: Type.Optional(Type.String()),
      window: Type.Optional(Type.String()),
      desk: Type.Optional(Text),
      booked: Type.Boolean(),
      level: Type.Optional(Type.Integer()),
      count: Type.Optional(Type.Integer()),
    }),
  ),
  abilities: Abilities,
});
export type HallDeviceDetail = Static<typeof HallDeviceDetail>;

/** A number as it is printed on a ticket: short, so that no number of a person fits. */
const TicketNumber = Type.String({ maxLength: 8, pattern: '^[A-Z]{0,3}[0-9]{1,5}$', description: 'as on the ticket' });

/**
 * One thing that happened at a device. Which fields a kind has stands in docs/guides/devices.md; there is none for a name, a number of an identity card or
 * free words, and an unknown one is refused.
 */
export const DeviceEvent = Type.Object(
  {
    id: Type.String({
      minLength: 1,
      maxLength: 64,
      pattern: '^[A-Za-z0-9_-]+$',
      description: 'the device’s own, never made of the number of an identity card; an event sent again is kept once',
    }),
    kind: HallDeviceEventKind,
    at: Type.String({ maxLength: 40, description: 'ISO 8601 with zone; within the last seven days' }),
    number: Type.Optional(TicketNumber),
    desk: Type.Optional(Id),
    item: Type.Optional(Id),
    booking: Type.Optional(
      Type.String({ maxLength: 10, pattern: '^[Yy]?[0-9]{1,9}$', description: 'of an appointment of today' }),
    ),
    window: Type.Optional(Type.String({ minLength: 1, maxLength: 30 })),
    case: Type.Optional(Type.String({ minLength: 6, maxLength: 60, description: 'number of the case' })),
    level: Type.Optional(Type.Integer({ minimum: 1, maximum: 5, description: '5 非常满意 … 1 非常不满意' })),
    reasons: Type.Optional(Type.Array(LowRatingReason, { minItems: 1, maxItems: LOW_RATING_REASONS.length })),
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
  },
  { additionalProperties: false },
);
export type DeviceEvent = Static<typeof DeviceEvent>;
