import type { Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import { fileSigner, fromBase64, generateSm2KeyPair, issueCertificate, subjectOf, toBase64 } from '@miaopi/gm';
import { type FilingReply, filingClient, issueOutsideKeys, type PartyKeys } from '@miaopi/scenarios';
import { newRequestId } from '../../../../tests/e2e/filing.ts';
import { type RunningDistrict, startDistrict } from '../standard/district.ts';

const from = new Date(Date.now() - 86_400_000);
const to = new Date(from.getTime() + 365 * 86_400_000);
export const keys = issueOutsideKeys({ from, to });
/** Another authority's. */
export const strangers = issueOutsideKeys({ from, to });

export const identityOf = (party: PartyKeys) => {
  const signer = fileSigner({ privateKey: fromBase64(party.privateKey), certificate: fromBase64(party.certificate) });
  return { certificate: party.certificate, sign: (bytes: Uint8Array) => signer.sign(bytes) };
};

/** A party with a certificate of its own making: of no authority. */
export function selfMade(): PartyKeys {
  const pair = generateSm2KeyPair();
  const root = fromBase64(strangers.root);
  const certificate = issueCertificate({
    subject: { C: 'CN', O: '某单位', CN: '某系统' },
    issuer: subjectOf(root),
    subjectPublicKey: pair.publicKey,
    issuerKey: pair,
    notBefore: from,
    notAfter: to,
    extensions: { keyUsage: ['digitalSignature'] },
  });
  return { privateKey: toBase64(pair.privateKey), certificate: toBase64(certificate) };
}

export interface FilingWorld {
  readonly d: RunningDistrict;
  readonly operator: Client;
  /** A registered system's own end of the interface. */
  callAs(party: PartyKeys, url?: string): (operation: string, data: object) => Promise<FilingReply>;
  register(party: PartyKeys, more?: object): Promise<c.FilingSystem>;
  /** Signed bytes as they are, to whatever operation. */
  sendBytes(party: PartyKeys, operation: string, body: string | Buffer, over?: string): Promise<FilingReply>;
  stop(): Promise<void>;
}

export async function startFilingWorld(): Promise<FilingWorld> {
  const d = await startDistrict({}, { exchange: { trust: keys.root, caller: keys.caller } });
  const operator = await d.signIn('sj-yunwei');
  return {
    d,
    operator,
    callAs: (party, url = d.url) => {
      const call = filingClient({ identity: identityOf(party), platform: url });
      return (operation, data) => call(operation, data as never);
    },
    register: (party, more = {}) =>
      operator.call(c.registerFilingSystem, {
        body: {
          requestId: newRequestId(),
          name: '老龄服务管理系统',
          uscc: '119901000099002616',
          department: '云州市卫生健康委员会',
          contact: '系统管理员 0990-8600261',
          certificate: party.certificate,
          items: ['senior-card', 'residence-registration'],
          ...more,
        },
      }),
    async sendBytes(party, operation, body, over) {
      const identity = identityOf(party);
      const bytes = Buffer.from(body);
      const reply = await fetch(`${d.url}/api/filing/v1/${operation}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-signature': toBase64(identity.sign(over === undefined ? bytes : Buffer.from(over))),
          'x-certificate': identity.certificate,
        },
        body: bytes,
      });
      return { status: reply.status, data: (await reply.json()) as never };
    },
    stop: () => d.stop(),
  };
}
