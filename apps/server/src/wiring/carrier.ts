import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../kernel/config.ts';
import {
  type Carrier,
  type CourierTariff,
  httpCarrier,
  type SfSettings,
  sfCarrier,
  tariffFault,
} from '../modules/delivery/index.ts';

type Described =
  | ({ readonly kind: 'sf' } & Omit<SfSettings, 'now'>)
  | {
      readonly kind?: undefined;
      readonly name: Carrier['name'];
      readonly alsoCalled?: readonly string[];
      readonly base: string;
      readonly secret: string;
      readonly tariff?: CourierTariff;
    };

/** Who carries parcels, and who is only asked about those that applicants sent with them. */
export interface Carriers {
  readonly carrier: Carrier | undefined;
  readonly otherCarriers: readonly Carrier[];
}

/** The carriers of `keys/carrier.json` (docs/guides/payments-and-delivery.md), else the demo's, else nobody. @throws with the file and what is wrong in it */
export function carriersOf(
  config: Config,
  now: () => Date,
  demo: { readonly secret: string; readonly tariff: CourierTariff; url(): Promise<string> } | undefined,
): Carriers {
  const file = join(config.dataDir, 'keys/carrier.json');
  if (existsSync(file)) {
    const { others = [], ...first } = JSON.parse(readFileSync(file, 'utf8')) as Described & { others?: Described[] };
    if (!Array.isArray(others)) throw new Error(`${file}: others is no list of carriers`);
    return {
      carrier: carrierOf(first as Described, now, file),
      otherCarriers: others.map((one, i) => carrierOf(one, now, `${file}: others[${i}]`)),
    };
  }
  const name = { zh: '云州速递', en: 'Yunzhou Express' };
  return {
    carrier: demo && httpCarrier({ name, base: demo.url, secret: demo.secret, tariff: demo.tariff, now }),
    otherCarriers: [],
  };
}

function carrierOf(described: Described, now: () => Date, where: string): Carrier {
  const { tariff, alsoCalled } = described;
  const fault = tariff && tariffFault(tariff);
  if (fault) throw new Error(`${where}: ${fault}`);
  if (alsoCalled && !(Array.isArray(alsoCalled) && alsoCalled.every((one) => typeof one === 'string')))
    throw new Error(`${where}: alsoCalled is no list of names`);
  if (described.kind === 'sf') return sfCarrier({ ...described, now });
  const { name, base, secret } = described;
  return httpCarrier({
    name,
    base: async () => base,
    secret,
    now,
    ...(tariff ? { tariff } : {}),
    ...(alsoCalled ? { alsoCalled } : {}),
  });
}
