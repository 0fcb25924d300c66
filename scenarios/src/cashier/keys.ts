import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

/** Both ends of the demo's payment interfaces: PEM keys, numbers of the merchant, the APIv3 key. */
export interface CashierKeys {
  readonly alipay: {
    readonly appId: string;
    readonly sellerId: string;
    readonly merchantPrivate: string;
    readonly merchantPublic: string;
    readonly alipayPrivate: string;
    readonly alipayPublic: string;
  };
  readonly wechat: {
    readonly appId: string;
    readonly merchantId: string;
    readonly merchantSerial: string;
    readonly merchantPrivate: string;
    readonly merchantPublic: string;
    readonly wechatSerial: string;
    readonly wechatPrivate: string;
    readonly wechatPublic: string;
    readonly apiKey: string;
  };
}

export async function makeCashierKeys(): Promise<CashierKeys> {
  const pair = async () => {
    const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    return {
      private: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
      public: publicKey.export({ type: 'spki', format: 'pem' }) as string,
    };
  };
  const [a, b, c, d] = await Promise.all([pair(), pair(), pair(), pair()]);
  return {
    alipay: {
      appId: '2021009900000001',
      sellerId: '2088990000000001',
      merchantPrivate: a.private,
      merchantPublic: a.public,
      alipayPrivate: b.private,
      alipayPublic: b.public,
    },
    wechat: {
      appId: 'wx99demo0000000001',
      merchantId: '1900990001',
      merchantSerial: randomBytes(20).toString('hex').toUpperCase(),
      merchantPrivate: c.private,
      merchantPublic: c.public,
      wechatSerial: randomBytes(20).toString('hex').toUpperCase(),
      wechatPrivate: d.private,
      wechatPublic: d.public,
      apiKey: randomBytes(16).toString('hex'),
    },
  };
}
