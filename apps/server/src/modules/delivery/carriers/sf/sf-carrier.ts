import type { CarrierState } from '../../domain/delivery-life.ts';
import type { Carrier, Parcel, Tracking } from '../carrier.ts';
import { list, record, type SfAccount, SfRefusal, sfCall } from './sf-call.ts';

export interface SfSettings extends SfAccount {
  readonly name: Carrier['name'];
  readonly tariff?: Carrier['tariff'];
  readonly alsoCalled?: Carrier['alsoCalled'];
  /** 月结卡号: who pays when the state does. */
  readonly monthlyCard?: string;
  /** 快件产品类别; 2 is 顺丰标快. */
  readonly product?: number;
  /** Where parcels are picked up; province and city stand in the address. */
  readonly sender: { readonly contact: string; readonly mobile: string; readonly address: string };
  readonly now: () => Date;
}

/**
 * SF Express over its open interface (丰桥 /std/service): 下订单, 订单结果查询, 路由查询 (docs/guides/payments-and-delivery.md says what of it could be checked against what).
 * The order carries our reference; before anything is ordered it is asked whether that reference has a waybill already, so that a booking whose answer was lost
 * is not made twice.
 */
export function sfCarrier(settings: SfSettings): Carrier {
  const call = (service: string, content: object) => sfCall(settings, settings.now(), service, content);
  /** Waybill of an order; undefined when there is none, or it knows no such order. */
  async function knownAs(orderId: string): Promise<string | undefined> {
    try {
      return waybillOf(await call('EXP_RECE_SEARCH_ORDER_RESP', { orderId, language: 'zh-CN' }));
    } catch (error) {
      if (error instanceof SfRefusal && !error.code.startsWith('A')) return undefined;
      throw error;
    }
  }
  /** No routes: nothing happened to it yet, there is none, or it is not told with these digits. */
  async function routesOf(waybill: string, more: object = {}): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const told = await call('EXP_RECE_SEARCH_ROUTES', {
      language: 'zh-CN',
      trackingType: 1,
      trackingNumber: [waybill],
      methodType: 1,
      ...more,
    });
    const route = list(told.routeResps)
      .map(record)
      .find((one) => one.mailNo === waybill);
    return list(route?.routes).map(record);
  }
  return {
    name: settings.name,
    alsoCalled: settings.alsoCalled ?? ['顺丰', '顺丰快递', '顺丰速递', 'SF'],
    ...(settings.tariff ? { tariff: settings.tariff } : {}),
    async book(parcel) {
      const waybill =
        (await knownAs(parcel.reference)) ?? waybillOf(await call('EXP_RECE_CREATE_ORDER', orderOf(settings, parcel)));
      // taken, and not answered with a number yet: asked again by the job, under the same reference
      if (!waybill) throw new Error('the carrier has not given a waybill yet');
      return waybill;
    },
    async track(waybill) {
      return trackingOf(await routesOf(waybill));
    },
    async lookUp(waybill, mobileEnd) {
      const routes = await routesOf(waybill, { checkPhoneNo: mobileEnd });
      return routes.length > 0 ? trackingOf(routes) : undefined;
    },
    async cancel(reference) {
      if ((await knownAs(reference)) === undefined) return true;
      try {
        // 2: 取消
        await call('EXP_RECE_UPDATE_ORDER', { orderId: reference, dealType: 2, language: 'zh-CN' });
        return true;
      } catch (error) {
        // it understood, and does not cancel what it has picked up
        if (error instanceof SfRefusal && !error.code.startsWith('A')) return false;
        throw error;
      }
    },
  };
}

function orderOf({ sender, monthlyCard, product = 2 }: SfSettings, parcel: Parcel): object {
  const { pickUp, paidBy } = parcel;
  const byState = paidBy === 'state';
  // 1 寄方付, 2 收方付, 3 第三方付: the state is the sender of what it sends, and a third party to what it has fetched
  const payMethod = paidBy === 'receiver' ? 2 : byState && pickUp ? 3 : 1;
  const contact = (contactType: number, who: { contact: string; mobile: string; address: string }) => ({
    contactType,
    ...who,
    country: 'CN',
  });
  return {
    language: 'zh-CN',
    orderId: parcel.reference,
    cargoDetails: [{ name: parcel.content.slice(0, 60), count: 1, unit: '件' }],
    contactInfoList: [
      contact(
        1,
        pickUp
          ? { contact: pickUp.name, mobile: pickUp.mobile, address: pickUp.address }
          : { ...sender, contact: `${parcel.from} ${sender.contact}`.slice(0, 100) },
      ),
      contact(2, { contact: parcel.name, mobile: parcel.mobile, address: parcel.address }),
    ],
    expressTypeId: product,
    payMethod,
    // somebody comes for it
    ...(pickUp ? { isDocall: 1 } : {}),
    ...(byState && monthlyCard ? { monthlyCard } : {}),
    isReturnRoutelabel: 0,
  };
}

/** Of the parcel itself: type 1; 2 is a further piece, 3 the slip that is signed and comes back. */
function waybillOf(answer: Readonly<Record<string, unknown>>): string | undefined {
  const found = list(answer.waybillNoInfoList)
    .map(record)
    .find((one) => Number(one.waybillType) === 1);
  const number = found?.waybillNo;
  return typeof number === 'string' && /^[A-Z0-9]{6,30}$/.test(number) ? number : undefined;
}

/** 操作码 that change the life of a parcel; every other one is a stop on its way. */
const states: Readonly<Record<string, CarrierState>> = {
  '44': 'out',
  '80': 'delivered',
  '8000': 'delivered',
  '99': 'returned',
  '648': 'returned',
};

function trackingOf(routes: readonly Readonly<Record<string, unknown>>[]): Tracking {
  const events = routes
    .map((one) => {
      const remark = String(one.remark ?? '').slice(0, 300);
      const place = String(one.acceptAddress ?? '').slice(0, 60);
      const text = place && !remark.includes(place) ? `${place} ${remark}` : remark;
      return {
        at: timeOf(one.acceptTime),
        state: states[String(one.opCode)] ?? 'moving',
        text: { zh: text, en: text },
      };
    })
    .filter((e): e is typeof e & { readonly at: Date } => e.at !== undefined)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  return { state: events.at(-1)?.state ?? 'to-send', events };
}

/** `yyyy-MM-dd HH:mm:ss` in Beijing. */
function timeOf(value: unknown): Date | undefined {
  const m = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})/.exec(String(value));
  const at = m ? new Date(`${m[1]}T${m[2]}+08:00`) : undefined;
  return at && !Number.isNaN(at.getTime()) ? at : undefined;
}
