import { createHmac } from 'node:crypto';
import { type CarrierState, carrierStates } from '../domain/delivery-life.ts';
import type { CourierTariff } from '../domain/tariff.ts';
import type { Carrier, Tracking } from './carrier.ts';

/** ms a call may take. */
const budget = 6000;

/**
 * A carrier over signed JSON: `POST /v1/parcels` books, `GET /v1/parcels/:waybill` tracks, `POST /v1/look-ups` asks about one that was not booked by us, `POST /v1/cancellations` takes back. Each call carries `x-time` (seconds) and `x-sign`, the HMAC-SHA256 in
 * hex over `METHOD\npath\ntime\nbody`; each answer carries `x-sign` over its body (docs/guides/payments-and-delivery.md).
 */
export function httpCarrier(settings: {
  readonly name: Carrier['name'];
  readonly alsoCalled?: readonly string[];
  readonly tariff?: CourierTariff;
  readonly base: () => Promise<string>;
  readonly secret: string;
  readonly now: () => Date;
}): Carrier {
  const mac = (text: string) => createHmac('sha256', settings.secret).update(text).digest('hex');
  async function call<T>(method: 'GET' | 'POST', path: string, content?: object): Promise<T> {
    const body = content ? JSON.stringify(content) : '';
    const time = String(Math.floor(settings.now().getTime() / 1000));
    const reply = await fetch(new URL(path, await settings.base()), {
      method,
      headers: {
        'content-type': 'application/json',
        'x-time': time,
        'x-sign': mac(`${method}\n${path}\n${time}\n${body}`),
      },
      ...(content ? { body } : {}),
      signal: AbortSignal.timeout(budget),
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`the carrier answered ${reply.status}`);
    if (reply.headers.get('x-sign') !== mac(text)) throw new Error('the carrier’s answer is not signed');
    return JSON.parse(text) as T;
  }
  return {
    name: settings.name,
    ...(settings.alsoCalled ? { alsoCalled: settings.alsoCalled } : {}),
    ...(settings.tariff ? { tariff: settings.tariff } : {}),
    async book(parcel) {
      const { waybill } = await call<{ waybill?: unknown }>('POST', '/v1/parcels', parcel);
      if (typeof waybill !== 'string' || !/^[A-Z0-9]{6,30}$/.test(waybill)) throw new Error('no waybill');
      return waybill;
    },
    async track(waybill) {
      return trackingOf(await call('GET', `/v1/parcels/${encodeURIComponent(waybill)}`));
    },
    async lookUp(waybill, mobileEnd) {
      const { found, parcel } = await call<{ found?: unknown; parcel?: unknown }>('POST', '/v1/look-ups', {
        waybill,
        mobileEnd,
      });
      if (typeof found !== 'boolean') throw new Error('no word on whether it knows the parcel');
      return found ? trackingOf(parcel) : undefined;
    },
    async cancel(reference) {
      const { cancelled } = await call<{ cancelled?: unknown }>('POST', '/v1/cancellations', { reference });
      if (typeof cancelled !== 'boolean') throw new Error('no word on whether it is cancelled');
      return cancelled;
    },
  };
}

/** What a carrier tells of a parcel, parsed. @throws when a member is not what it should be */
function trackingOf(given: unknown): Tracking {
  const { state, signedBy, events } = (given ?? {}) as { state?: unknown; signedBy?: unknown; events?: unknown };
  if (!Array.isArray(events)) throw new Error('no events');
  return {
    state: stateOf(state),
    ...(signedBy ? { signedBy: String(signedBy).slice(0, 60) } : {}),
    events: events.slice(0, 200).map((one) => {
      const e = (one ?? {}) as { at?: unknown; state?: unknown; text?: { zh?: unknown; en?: unknown } };
      const at = new Date(String(e.at));
      if (Number.isNaN(at.getTime())) throw new Error(`no such time: ${String(e.at)}`);
      const words = (text: unknown) => String(text ?? '').slice(0, 300);
      return { at, state: stateOf(e.state), text: { zh: words(e.text?.zh), en: words(e.text?.en ?? e.text?.zh) } };
    }),
  };
}

function stateOf(given: unknown): CarrierState {
  const state = carrierStates.find((one) => one === given);
  if (!state) throw new Error(`no such state: ${String(given)}`);
  return state;
}
