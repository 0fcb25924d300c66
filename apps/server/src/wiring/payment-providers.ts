import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CashierKeys } from '@miaopi/scenarios';
import type { Config } from '../kernel/config.ts';
import { alipay, type PaymentProvider, readPrivateKey, readPublicKey, wechatPay } from '../modules/payments/index.ts';

/** `DATA_DIR/keys/payments.json`: what the two platforms' consoles hand out. Keys as PEM or bare base64. */
interface PaymentSettings {
  readonly alipay?: {
    readonly gateway: string;
    readonly appId: string;
    readonly sellerId: string;
    readonly privateKey: string;
    readonly alipayPublicKey: string;
  };
  readonly wechat?: {
    readonly base: string;
    readonly appId: string;
    readonly merchantId: string;
    readonly serial: string;
    readonly privateKey: string;
    /** By certificate serial or public key id. */
    readonly publicKeys: Readonly<Record<string, string>>;
    readonly apiKey: string;
  };
}

/**
 * Who takes the money: the providers of `keys/payments.json`; without that file the demo's cashier, which speaks both interfaces; else nobody.
 * @param demo its keys, and where it is at the moment
 */
export function paymentProviders(
  config: Config,
  now: () => Date,
  demo: { readonly keys: CashierKeys; url(): Promise<string> } | undefined,
): PaymentProvider[] {
  const file = join(config.dataDir, 'keys/payments.json');
  const settings = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PaymentSettings) : undefined;
  const { alipay: a, wechat: w } = settings ?? (demo ? demoSettings(demo.keys) : {});
  const at = async (given: string, path: string) =>
    settings || !demo ? given : new URL(path, await demo.url()).href.replace(/\/$/, '');
  return [
    ...(a
      ? [
          alipay({
            gateway: () => at(a.gateway, '/gateway.do'),
            appId: a.appId,
            sellerId: a.sellerId,
            privateKey: readPrivateKey(a.privateKey),
            alipayKey: readPublicKey(a.alipayPublicKey),
            now,
          }),
        ]
      : []),
    ...(w
      ? [
          wechatPay({
            base: () => at(w.base, '/'),
            appId: w.appId,
            caller: { merchantId: w.merchantId, serial: w.serial, key: readPrivateKey(w.privateKey) },
            wechatKeys: Object.fromEntries(Object.entries(w.publicKeys).map(([id, key]) => [id, readPublicKey(key)])),
            apiKey: w.apiKey,
            now,
          }),
        ]
      : []),
  ];
}

function demoSettings({ alipay: a, wechat: w }: CashierKeys): Required<PaymentSettings> {
  return {
    alipay: {
      gateway: '',
      appId: a.appId,
      sellerId: a.sellerId,
      privateKey: a.merchantPrivate,
      alipayPublicKey: a.alipayPublic,
    },
    wechat: {
      base: '',
      appId: w.appId,
      merchantId: w.merchantId,
      serial: w.merchantSerial,
      privateKey: w.merchantPrivate,
      publicKeys: { [w.wechatSerial]: w.wechatPublic },
      apiKey: w.apiKey,
    },
  };
}
