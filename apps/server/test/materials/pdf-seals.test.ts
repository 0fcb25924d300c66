import { readFileSync } from 'node:fs';
import { decodePem, fileSigner, generateKey, issueCertificate, parseCertificate, signingKey } from '@miaopi/gm';
import { signPdf } from '@miaopi/pdf';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonActor } from '../../src/kernel/actor.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { createMaterials } from '../../src/modules/materials/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { serveModule } from '../forms/http.ts';
import { pdf } from './samples.ts';

const owner: PersonActor = {
  kind: 'person',
  personId: 'person-1',
  sessionId: 's1',
  name: '周望舒',
  principal: { kind: 'person', id: 'person-1', role: 'self' },
};
const samples = new URL('../../../../packages/pdf/test/samples/', import.meta.url);
const sample = (name: string) => readFileSync(new URL(name, samples));
const pem = (name: string) => decodePem(sample(name).toString('utf8')).map((block) => block.der);
const from = new Date('2026-01-01T00:00:00Z');
const to = new Date('2036-01-01T00:00:00Z');

function authority(kind: 'p256' | 'rsa' = 'p256') {
  const key = generateKey(kind);
  const name = { C: 'CN', CN: `测试根 ${kind}` };
  const issuing = signingKey(key.pkcs8);
  const root = issueCertificate({
    subject: name,
    issuer: name,
    subjectPublicKey: key.publicKeyInfo,
    issuerKey: issuing,
    notBefore: from,
    notAfter: to,
    extensions: { basicConstraints: { ca: true }, keyUsage: ['keyCertSign', 'cRLSign'] },
  });
  const party = (subject: { CN: string; organizationIdentifier?: string }, notAfter = to) => {
    const own = generateKey(kind);
    const certificate = issueCertificate({
      subject: { C: 'CN', ...subject },
      issuer: parseCertificate(root),
      subjectPublicKey: own.publicKeyInfo,
      issuerKey: issuing,
      notBefore: from,
      notAfter,
      extensions: { keyUsage: ['digitalSignature'] },
    });
    return fileSigner({ privateKey: own.pkcs8, certificate });
  };
  return { root, party };
}

const ours = authority();
const firm = ours.party({ CN: '云州恒筑建设工程有限公司', organizationIdentifier: '91990101MA99Y10184' });
const time = new Date('2026-11-27T08:00:00Z');
let t: TestDatabase;
let http: FastifyInstance;

beforeAll(async () => {
  t = await startTestDatabase(fixedClock('2026-11-28T02:00:00Z'));
  const materials = createMaterials(t.kernel, {
    mayHandle: async () => false,
    itemNames: async () => new Map(),
    trust: async () => ({ anchors: [ours.root, ...pem('root.crt.pem'), ...pem('pdf-rsa-root.crt.pem')] }),
  });
  http = await serveModule(materials.module, { owner }, t.kernel.config);
});
afterAll(async () => {
  await http.close();
  await t.close();
});

async function upload(data: Uint8Array) {
  const reply = await http.inject({
    method: 'POST',
    url: '/api/files',
    cookies: { who: 'owner' },
    headers: { 'content-type': 'multipart/form-data; boundary=xx-xx' },
    payload: Buffer.concat([
      Buffer.from('--xx-xx\r\ncontent-disposition: form-data; name="file"; filename="合同.pdf"\r\n\r\n'),
      data,
      Buffer.from('\r\n--xx-xx--\r\n'),
    ]),
  });
  return { status: reply.statusCode, body: reply.json() };
}
const plain = sample('qpdf-object-streams.pdf');

describe('a signed PDF on arrival', () => {
  it('F145 F146: signed and right, it is the original, its signers named, and kept byte for byte', async () => {
    const data = await signPdf(plain, { signer: firm, time });
    const { status, body } = await upload(data);
    expect(status).toBe(201);
    expect(body.seals).toMatchObject({ standing: 'original', signatures: [{ seal: '云州恒筑建设工程有限公司' }] });
    const back = await http.inject({ method: 'GET', url: `/api/files/${body.fileId}`, cookies: { who: 'owner' } });
    expect(back.rawPayload.equals(data)).toBe(true);
    const today = await http.inject({
      method: 'GET',
      url: `/api/files/${body.fileId}/check`,
      cookies: { who: 'owner' },
    });
    expect(today.json()).toMatchObject({ standing: 'original', intact: true });
  });

  it('F140: two signatures, the second as an increment, are both judged; so is a file that other software signed', async () => {
    const twice = await signPdf(await signPdf(plain, { signer: firm, time }), {
      signer: ours.party({ CN: '许志远' }),
      time,
    });
    const { body } = await upload(twice);
    expect(body.seals.standing).toBe('original');
    expect(body.seals.signatures.map((s: { seal: string }) => s.seal)).toEqual(['云州恒筑建设工程有限公司', '许志远']);
    for (const name of ['good-pdf-p256.pdf', 'good-pdf-two.pdf'])
      expect((await upload(sample(name))).body.seals, name).toMatchObject({ standing: 'original' });
  });

  it.each([
    ['bad-pdf-appended.pdf', 'changes'],
    ['bad-pdf-cms-bitflip.pdf', 'signature_value'],
  ])('F148 X08: %s goes back to its sender with the failed check and is not kept', async (name, check) => {
    const { status, body } = await upload(sample(name));
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'materials.seal_wrong' });
    expect(body.detail).toContain('未通过的检查');
    expect(body.issues[0].code).toBe(check);
  });

  it('X08: one changed byte of what is signed sends it back, whichever it is', async () => {
    const signed = Buffer.from(await signPdf(plain, { signer: firm, time }));
    const at = signed.indexOf('/ByteRange');
    for (const place of [Math.floor(plain.length / 3), Math.floor(plain.length / 2), at - 20]) {
      const changed = Buffer.from(signed);
      changed[place] = changed[place]! ^ 1;
      const { body } = await upload(changed);
      expect(body.seals?.standing ?? body.code, `byte ${place}`).not.toBe('original');
    }
  });

  it('F146: signed by somebody we cannot trace it is a copy that says so; expired or revoked it goes back', async () => {
    const { body } = await upload(await signPdf(plain, { signer: authority().party({ CN: '别处' }), time }));
    expect(body.seals).toMatchObject({ standing: 'copy', signatures: [{ seal: '别处' }] });
    expect(body.seals.notes[0].zh).toContain('不能核验的机构');
    const expired = ours.party({ CN: '过期' }, new Date('2026-06-01T00:00:00Z'));
    expect((await upload(await signPdf(plain, { signer: expired, time }))).body).toMatchObject({
      code: 'materials.seal_wrong',
      issues: [{ code: 'signer_chain' }],
    });
  });

  it('F146: a PDF without a signature stays what it was, a copy, also one that a strict reader would not take', async () => {
    const { body } = await upload(pdf());
    expect(body.seals).toMatchObject({ standing: 'copy', signatures: [] });
  });
});
