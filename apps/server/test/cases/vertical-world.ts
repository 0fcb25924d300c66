import type { CaseView } from '@miaopi/contracts';
import {
  fileSigner,
  generateSm2KeyPair,
  issueCertificate,
  parseCertificate,
  type SyncSigner,
  toBase64,
} from '@miaopi/gm';
import type { Answer } from '../../src/modules/exchange/index.ts';
import { createVerticalSystems, type VerticalSystem } from '../../src/modules/exchange/index.ts';
import { type CaseWorld, startCases } from './world.ts';

export const item = 'id-card-reissue';
export const applicant = { kind: 'person', id: 'person_lost', name: '程远舟', number: '990101199201011067' } as const;

/** A vertical system of which the test holds the keys, and says what it answers when asked. */
export interface VerticalWorld {
  readonly c: CaseWorld;
  /** What it answers to the question how far it is: a list of messages, or why it can't. */
  answers: readonly object[] | 'timeout' | 'down' | 'untrusted';
  asked: number;
  /** Whose certificate the answer is signed with. */
  answersAs: 'own' | 'other';
  readonly platform: Uint8Array;
  register(id?: string): Promise<CaseView>;
  view(view: Pick<CaseView, 'id'>, id?: string): Promise<CaseView>;
  open(view: Pick<CaseView, 'id'>, id?: string): Promise<string>;
  redeem(
    ticket: string,
    by?: SyncSigner,
  ): Promise<{ readonly 资料: Record<string, string>; readonly 办件编号: string }>;
  send(
    message: object,
    by?: SyncSigner,
    wrong?: boolean,
  ): Promise<{ readonly 重复: boolean; readonly 等待前序: boolean }>;
  /** Runs the job that asks it about a case. */
  follow(view: Pick<CaseView, 'id'>): Promise<void>;
  readonly other: SyncSigner;
  readonly stranger: SyncSigner;
}

const from = new Date('2026-01-01T00:00:00Z');
const to = new Date('2028-01-01T00:00:00Z');

function authority() {
  const key = generateSm2KeyPair();
  const name = { C: 'CN', O: '测试', CN: '测试根' };
  const certificate = issueCertificate({
    subject: name,
    issuer: name,
    subjectPublicKey: key.publicKey,
    issuerKey: key,
    notBefore: from,
    notAfter: to,
    extensions: { basicConstraints: { ca: true }, keyUsage: ['keyCertSign', 'cRLSign'] },
  });
  const issue = (CN: string): SyncSigner => {
    const pair = generateSm2KeyPair();
    const own = issueCertificate({
      subject: { C: 'CN', O: '测试', CN },
      issuer: name,
      subjectPublicKey: pair.publicKey,
      issuerKey: key,
      notBefore: from,
      notAfter: to,
      extensions: { keyUsage: ['digitalSignature', 'nonRepudiation'] },
    });
    return fileSigner({ privateKey: pair.privateKey, certificate: own });
  };
  return { certificate, issue };
}

export async function startVerticalWorld(): Promise<VerticalWorld> {
  const ca = authority();
  const [platform, own, other] = ['平台', '人口系统', '另一个系统'].map((CN) => ca.issue(CN)) as [
    SyncSigner,
    SyncSigner,
    SyncSigner,
  ];
  const stranger = authority().issue('人口系统');
  const system = (id: string, signer: SyncSigner): VerticalSystem => ({
    id,
    name: { zh: '人口管理信息系统', en: 'Population system' },
    uscc: '11990000009900128W',
    certificates: [signer.certificate],
  });
  const world = { answers: [] as VerticalWorld['answers'], asked: 0, answersAs: 'own' as VerticalWorld['answersAs'] };
  const c = await startCases([item, 'senior-card'], undefined, undefined, undefined, (kernel) => ({
    verticals: createVerticalSystems({
      systems: [system('population', own), system('other', other)],
      entry: async (id) => `https://vertical.example.gov.cn/${id}/enter`,
      anchors: [ca.certificate],
      signer: platform,
      now: () => kernel.clock.now(),
    }),
    exchange: {
      ask: async (): Promise<Answer> => {
        world.asked++;
        const base = { requestId: `r${world.asked}`, data: {}, at: kernel.clock.now().toISOString(), milliseconds: 1 };
        const { answers } = world;
        if (typeof answers === 'string') return { ...base, status: 'unavailable', reason: answers };
        const data = { 消息: answers };
        const original = {
          body: JSON.stringify(data),
          signature: 's',
          certificate: toBase64((world.answersAs === 'other' ? other : own).certificate),
        };
        return { ...base, status: answers.length > 0 ? 'found' : 'none', data, original };
      },
    },
  }));
  const actor = (id: string) => ({
    kind: 'person' as const,
    personId: id,
    sessionId: 's',
    name: '程远舟',
    principal: { kind: 'person' as const, id, role: 'self' as const },
  });
  const sentBy = (signer: SyncSigner, body: Buffer, wrong = false) => ({
    data: body,
    headers: {
      'x-signature': toBase64(signer.sign(wrong ? Buffer.concat([body, Buffer.from(' ')]) : body)),
      'x-certificate': toBase64(signer.certificate),
    },
  });
  const raw = async <T>(name: string, signer: SyncSigner, message: object, wrong = false): Promise<T> => {
    const sent = sentBy(signer, Buffer.from(JSON.stringify(message)), wrong);
    const reply = await c.ask<{ readonly body: string }>(name, { actor: { kind: 'public' } as never, sent } as never);
    return JSON.parse(reply.body) as T;
  };
  return Object.assign(world, {
    c,
    platform: parseCertificate(platform.certificate).publicKey,
    other,
    stranger,
    register: (id: string = applicant.id) =>
      c.file(item, c.w.item(item).package.golden.find((g) => g.expect.hands) as never, { ...applicant, id }),
    view: (view: Pick<CaseView, 'id'>, id: string = applicant.id) =>
      c.ask<CaseView>('cases.getCase', { actor: actor(id), params: { caseId: view.id } }),
    open: async (view: Pick<CaseView, 'id'>, id: string = applicant.id) => {
      const { url } = await c.ask<{ url: string }>('cases.openVertical', {
        actor: actor(id),
        params: { caseId: view.id },
      });
      return new URL(url).searchParams.get('ticket') ?? '';
    },
    follow: async (view: Pick<CaseView, 'id'>) => {
      await c.cases.module.jobs?.['cases.follow_vertical']?.({ caseId: view.id }, {
        attempt: 1,
        maxAttempts: 1,
      } as never);
    },
    redeem: (ticket: string, by = own) =>
      raw<{ 资料: Record<string, string>; 办件编号: string }>('cases.redeemTicket', by, { 票据: ticket }),
    send: (message: object, by = own, wrong = false) =>
      raw<{ 重复: boolean; 等待前序: boolean }>('cases.takeVerticalMessage', by, message, wrong),
  });
}
