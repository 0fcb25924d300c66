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
      readonly base: string;
      readonly secret: string;
      readonly tariff?: CourierTariff;
    };

/** Who carries parcels: the carrier of `keys/carrier.json` (docs/guides/payments-and-delivery.md), else the demo's, else nobody. */
export function carrierOf(
  config: Config,
  now: () => Date,
  demo: { readonly secret: string; readonly tariff: CourierTariff; url(): Promise<string> } | undefined,
): Carrier | undefined {
  const file = join(config.dataDir, 'keys/carrier.json');
  if (existsSync(file)) {
    const described = JSON.parse(readFileSync(file, 'utf8')) as Described;
    const { tariff } = described;
    const fault = tariff && tariffFault(tariff);
    if (fault) throw new Error(`${file}: ${fault}`);
    if (described.kind === 'sf') return sfCarrier({ ...described, now });
    const { name, base, secret } = described;
    return httpCarrier({ name, base: async () => base, secret, now, ...(tariff ? { tariff } : {}) });
  }
  const name = { zh: '云州速递', en: 'Yunzhou Express' };
  return demo && httpCarrier({ name, base: demo.url, secret: demo.secret, tariff: demo.tariff, now });
}
