import { fromBase64, GmError } from '@miaopi/gm';
import type { Answer, Exchange } from '../modules/exchange/index.ts';
import type { BusinessLicences } from '../modules/signing/index.ts';

const purpose = '用电子营业执照签署文件';
const states: Readonly<Record<string, 'waiting' | 'refused' | 'expired'>> = {
  等待确认: 'waiting',
  已拒绝: 'refused',
  已过期: 'expired',
};

/**
 * Electronic business licences over the exchange's `business-licence` connector (docs/guides/signing.md). What the system says is believed as far as its shape goes;
 * whether seal and signature hold, the verification of the signed document finds.
 * @param available whether such a connector is there
 */
export function businessLicencesOver(exchange: Exchange, available: boolean): BusinessLicences {
  const ask = (operation: string, params: Record<string, string>, caseRef: string): Promise<Answer> =>
    exchange.ask({ system: 'business-licence', operation, params, purpose, caseRef, budget: 5000 });
  return {
    available,
    async open({ reference, uscc, title, sm3 }) {
      const params = { 统一社会信用代码: uscc, 业务编号: reference, 文件名称: title, 文件摘要: sm3 };
      const { status, data } = await ask('open', params, reference);
      if (status === 'none') return { status: 'no-licence' };
      const { 票据, 二维码, 有效期至 } = data;
      const until = new Date(String(有效期至));
      if (
        status !== 'found' ||
        !isText(票据) ||
        !isText(二维码) ||
        !/^https?:\/\//.test(二维码) ||
        Number.isNaN(until.getTime())
      )
        return { status: 'unavailable' };
      return { status: 'opened', ticket: 票据, url: 二维码, until };
    },
    async stateOf(ticket, reference) {
      const { status, data } = await ask('state', { 票据: ticket }, reference);
      if (status === 'none') return { status: 'expired' };
      if (status !== 'found') return { status: 'unavailable' };
      const known = states[String(data.状态)];
      if (known) return { status: known };
      const { 统一社会信用代码, 文件摘要, 确认人, 确认人身份号码, 确认人身份 } = data;
      const [certificate, seal] = [bytesOf(data.证书), bytesOf(data.电子印章)];
      const texts = [统一社会信用代码, 文件摘要, 确认人, 确认人身份号码, 确认人身份];
      if (data.状态 !== '已确认' || !texts.every(isText) || !certificate || !seal) return { status: 'unavailable' };
      const [uscc = '', sm3 = '', name = '', number = '', role = ''] = texts;
      return { status: 'confirmed', uscc, sm3, by: { name, number, role }, certificate, seal };
    },
    async sign(ticket, digest, reference) {
      const params = { 票据: ticket, 待签摘要: Buffer.from(digest).toString('base64') };
      return bytesOf((await ask('sign', params, reference)).data.签名值);
    },
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 500;
}

function bytesOf(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  try {
    return fromBase64(value);
  } catch (error) {
    if (error instanceof GmError) return undefined;
    throw error;
  }
}
