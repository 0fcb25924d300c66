import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../kernel/config.ts';
import { type Carrier, httpCarrier } from '../modules/delivery/index.ts';

/** Who carries parcels: the carrier of `keys/carrier.json` ({"name": {"zh", "en"}, "base", "secret"}), else the demo's, else nobody. */
export function carrierOf(
  config: Config,
  now: () => Date,
  demo: { readonly secret: string; url(): Promise<string> } | undefined,
): Carrier | undefined {
  const file = join(config.dataDir, 'keys/carrier.json');
  if (existsSync(file)) {
    const { name, base, secret } = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly name: Carrier['name'];
      readonly base: string;
      readonly secret: string;
    };
    return httpCarrier({ name, base: async () => base, secret, now });
  }
  return (
    demo && httpCarrier({ name: { zh: '云州速递', en: 'Yunzhou Express' }, base: demo.url, secret: demo.secret, now })
  );
}
