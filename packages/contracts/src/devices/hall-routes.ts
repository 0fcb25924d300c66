import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, oneOf, RequestId, Text } from '../shapes.ts';
import {
  DeviceEvent,
  EVENT_REFUSALS,
  HallDevice,
  HallDeviceDetail,
  HallDeviceKind,
  HallDeviceStanding,
  HallDeviceState,
  HallDevices,
} from './hall-shapes.ts';

/** F201: the one interface of all devices of a hall. */
export const reportDevice = defineRoute({
  name: 'devices.report',
  method: 'POST',
  path: '/api/devices/report',
  permission: 'public',
  summary: 'For devices of a hall: state, and what happened since; answers with what the device needs',
  body: Type.Object(
    {
      key: Type.String({ minLength: 1, maxLength: 100 }),
      state: HallDeviceState,
      fault: Type.Optional(
        Type.String({
          minLength: 2,
          maxLength: 200,
          description: 'what is wrong, in words; with state `fault` it must be there. Nothing about people',
        }),
      ),
      version: Type.Optional(Type.String({ maxLength: 40, pattern: '^[A-Za-z0-9][A-Za-z0-9._+-]*$' })),
      events: Type.Optional(Type.Array(DeviceEvent, { maxItems: 100 })),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({
    time: Instant,
    reportSeconds: Type.Integer({ description: 'report again after so many seconds, or at once with an event' }),
    device: Type.Object({ kind: HallDeviceKind, name: Type.String(), hall: Text }),
    /** One for each event, in their order. What is not kept is not to be sent again as it is. */
    events: Type.Array(
      Type.Object({
        id: Type.String(),
        kept: Type.Boolean(),
        code: Type.Optional(oneOf(EVENT_REFUSALS)),
        field: Type.Optional(Type.String()),
        message: Type.Optional(Text),
      }),
    ),
    /** To call screens: numbers called last, the newest first. */
    called: Type.Optional(Type.Array(Type.Object({ number: Type.String(), window: Type.String(), at: Instant }))),
    /** To ticket machines and kiosks: where numbers can be taken. */
    desks: Type.Optional(
      Type.Array(
        Type.Object({
          id: Type.String(),
          name: Text,
          open: Type.Boolean({ description: 'a window of it receives people now' }),
          last: Type.Optional(Type.String({ description: 'number given last today, to go on from' })),
          items: Type.Array(Type.Object({ slug: Type.String(), name: Text })),
        }),
      ),
    ),
  }),
  errors: ['devices.key_refused', 'devices.fault_unfit', 'identity.too_many'],
});

export const listHallDevices = defineRoute({
  name: 'devices.listOfHall',
  method: 'GET',
  path: '/api/work/halls/:hallId/devices',
  permission: 'official',
  summary: 'Devices of a hall of my office, or at whose windows I sit, with the figures of today',
  params: Type.Object({ hallId: Id }),
  reply: HallDevices,
  errors: ['devices.hall_missing'],
});

/** One hall as who supervises its region sees it. */
const HallStanding = Type.Object({
  id: Type.String(),
  name: Text,
  devices: Type.Integer({ description: 'in use' }),
  fault: Type.Integer({ description: 'out of order' }),
  offline: Type.Integer({ description: 'silent' }),
});
export type HallStanding = Static<typeof HallStanding>;

export const listHallsOfRegion = defineRoute({
  name: 'devices.listHallsOfRegion',
  method: 'GET',
  path: '/api/work/device-halls',
  permission: 'official',
  summary: 'Halls of the region, those with most out of order first: for heads of its service centre; empty for others',
  reply: Type.Array(HallStanding),
  errors: [],
});

export const listDeviceTrouble = defineRoute({
  name: 'devices.listTrouble',
  method: 'GET',
  path: '/api/work/device-trouble',
  permission: 'official',
  summary: 'Devices of my halls that are out of order or silent',
  reply: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: HallDeviceKind,
      name: Type.String(),
      window: Type.Optional(Type.String()),
      hallId: Type.String(),
      hall: Text,
      standing: HallDeviceStanding,
      fault: Type.Optional(Type.String()),
      heardAt: Type.Optional(Instant),
    }),
  ),
  errors: [],
});

export const getHallDevice = defineRoute({
  name: 'devices.get',
  method: 'GET',
  path: '/api/work/devices/:deviceId',
  permission: 'official',
  summary: 'One device: its states over the day and its newest events',
  params: Type.Object({ deviceId: Id }),
  reply: HallDeviceDetail,
  errors: ['devices.device_missing'],
});

/** The key stands in the answer of entering and of a new key, and never again. */
const withKey = Type.Object({ device: HallDevice, key: Type.Optional(Type.String()) });

export const enterDevice = defineRoute({
  name: 'devices.enter',
  method: 'POST',
  path: '/api/studio/halls/:hallId/devices',
  permission: 'official',
  summary: 'Enter a device of a hall of my office; answers its key, once',
  params: Type.Object({ hallId: Id }),
  body: Type.Object({
    requestId: RequestId,
    kind: HallDeviceKind,
    name: Type.String({ minLength: 2, maxLength: 60 }),
    window: Type.Optional(Type.String({ minLength: 1, maxLength: 30, description: 'label of the window' })),
  }),
  reply: withKey,
  status: 201,
  errors: ['devices.hall_missing', 'devices.window_missing', 'devices.too_many', 'devices.name_taken'],
});

export const changeDevice = defineRoute({
  name: 'devices.change',
  method: 'POST',
  path: '/api/studio/devices/:deviceId',
  permission: 'official',
  summary: 'Give a device a new key, or retire it for good',
  params: Type.Object({ deviceId: Id }),
  body: Type.Object({
    requestId: RequestId,
    change: oneOf(['new-key', 'retire']),
    reason: Type.Optional(Type.String({ minLength: 2, maxLength: 200 })),
  }),
  reply: withKey,
  errors: ['devices.device_missing', 'devices.reason_needed', 'devices.retired'],
});
