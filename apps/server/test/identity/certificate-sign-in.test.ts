import { AGREEMENT_VERSION } from '@miaopi/contracts';
import {
  fileSigner,
  generateKey,
  issueCertificate,
  issueCrl,
  parseCertificate,
  parseCrl,
  type Signer,
  signingKey,
  toBase64,
} from '@miaopi/gm';
import { makeCitizenId, makeUscc } from '@miaopi/identifiers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonActor, StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { createCaptcha } from '../../src/modules/identity/captcha.ts';
import { createLimits } from '../../src/modules/identity/limits.ts';
import { tokenHash } from '../../src/modules/identity/sessions.ts';
import {
  bindCertificate,
  type CertificateDeps,
  listCertificates,
  openChallenge,
  removeCertificate,
  signInByCertificate,
} from '../../src/modules/identity/use-cases/certificate-sign-in.ts';
import { registerOffice, registerPerson, registerStaff } from '../../src/modules/identity/use-cases/register.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';

const ip = '127.0.0.1';
const password = 'correct horse';
const idNumber = makeCitizenId({ region: '990101', birthDate: '1990-01-02', sequence: 1 });
const from = new Date(Date.now() - 86_400_000);
const to = new Date(Date.now() + 365 * 86_400_000);

function authority(CN: string) {
  const key = generateKey('sm2');
  const issuerKey = signingKey(key.pkcs8);
  const name = { C: 'CN', CN };
  const root = issueCertificate({
    subject: name,
    issuer: name,
    subjectPublicKey: key.publicKeyInfo,
    issuerKey,
    notBefore: from,
    notAfter: to,
    extensions: { basicConstraints: { ca: true }, keyUsage: ['keyCertSign', 'cRLSign'] },
  });
  const key4 = (subject: Record<string, string>, kind: 'sm2' | 'p256' | 'rsa' = 'sm2', until = to): Signer => {
    const own = generateKey(kind);
    const certificate = issueCertificate({
      subject: { C: 'CN', ...subject },
      issuer: parseCertificate(root),
      subjectPublicKey: own.publicKeyInfo,
      issuerKey,
      notBefore: from,
      notAfter: until,
      extensions: { keyUsage: ['digitalSignature'] },
    });
    return fileSigner({ privateKey: own.pkcs8, certificate });
  };
  const revoke = (certificate: Uint8Array) =>
    issueCrl({
      issuer: parseCertificate(root).subject,
      issuerKey,
      thisUpdate: from,
      nextUpdate: to,
      number: 1n,
      revoked: [
        {
          serial: parseCertificate(certificate).serial,
          revokedAt: new Date(Date.now() - 1000),
          reason: 'keyCompromise',
        },
      ],
    }) as Uint8Array;
  return { root: parseCertificate(root), key: key4, revoke };
}

const ours = authority('钥匙发证机构');
let crls: ReturnType<typeof parseCrl>[] = [];
let t: TestDatabase;
let deps: CertificateDeps;
let person: PersonActor;
let official: StaffActor;

beforeAll(async () => {
  t = await startTestDatabase();
  const limits = await createLimits(t.db.pool);
  deps = {
    kernel: t.kernel,
    limits,
    captcha: createCaptcha(
      'secret',
      () => new Date(),
      (key) => limits.first('captcha', key),
    ),
    secret: 'secret',
    sendCode: async () => {},
    keyTrust: async () => ({ anchors: [ours.root], intermediates: [], crls }),
  };
  const scenario = { kind: 'system', name: 'scenario' } as const;
  await registerPerson(t.kernel, scenario, {
    name: '王小明',
    idNumber,
    mobile: '19900000001',
    password,
    verifiedBy: 'x',
  });
  const uscc = makeUscc({ kind: '11', region: '990101', body: '00000001' });
  await registerOffice(t.kernel, scenario, {
    uscc,
    name: { zh: '民政局', en: 'Civil affairs' },
    region: '990101',
    kind: '1',
    phone: '0571-1234',
    address: '云州',
  });
  const staff = {
    account: 'yinzhang',
    name: '周保管',
    number: 'N-1',
    office: uscc,
    region: '990101',
    roles: ['seal-keeper'],
  };
  await registerStaff(t.kernel, scenario, { ...staff, password });
  const row = await t.db.one<{ p: string; s: string }>(
    sql`select (select id from identity.person) as p, (select id from identity.staff) as s`,
  );
  await t.db.rows(sql`update identity.person set agreement_version = ${AGREEMENT_VERSION}, agreement_at = now()`);
  person = {
    kind: 'person',
    personId: row.p,
    sessionId: 's',
    name: '王小明',
    principal: { kind: 'person', id: row.p, role: 'self' },
  };
  official = { kind: 'staff', staffId: row.s, sessionId: 's', ...staff };
});
afterAll(() => t.close());

let n = 0;
async function prove(key: Signer, purpose: 'sign-in' | 'bind', change: (message: string) => string = (m) => m) {
  const { challengeId, message } = await openChallenge(deps, { purpose, ip });
  const signature = await key.sign(new TextEncoder().encode(change(message)));
  return { challengeId, certificate: toBase64(key.certificate), signature: toBase64(signature) };
}
const bind = async (actor: PersonActor | StaffActor, key: Signer, given: { password?: string } = {}) =>
  bindCertificate(deps, actor, { requestId: `bind-key-${++n}`, password, ...given, ...(await prove(key, 'bind')) });
const signIn = async (key: Signer) => signInByCertificate(deps, { ...(await prove(key, 'sign-in')), ip });
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );

describe('a key bound to an account', () => {
  it.each(['sm2', 'p256', 'rsa'] as const)('F150: signs its holder in (%s)', async (kind) => {
    const key = ours.key({ CN: '王小明', serialNumber: idNumber }, kind);
    expect(await code(signIn(key))).toBe('identity.key_not_bound');
    await bind(person, key);
    const { token } = await signIn(key);
    const session = await t.db.one<{ personId: string }>(
      sql`select person_id as "personId" from identity.session where token_hash = ${tokenHash(token)}`,
    );
    expect(session.personId).toBe(person.personId);
    expect((await listCertificates(deps, person))[0]?.subject).toContain('王小明');
  });

  it('F150: an official signs in by his key too, until he unbinds it; nobody unbinds another’s', async () => {
    const key = ours.key({ CN: '周保管' });
    await bind(official, key);
    expect(await code(signIn(key))).toBe('done');
    const [row] = await listCertificates(deps, official);
    expect(await code(removeCertificate(deps, person, row!.id))).toBe('identity.certificate_missing');
    await removeCertificate(deps, official, row!.id);
    expect(await code(signIn(key))).toBe('identity.key_not_bound');
    expect(await code(bind(official, key)), 'and may bind it anew').toBe('done');
  });

  it('binding asks for the password, the key, and that the certificate names the same person; a key serves one account', async () => {
    const key = ours.key({ CN: '王小明' });
    expect(await code(bind(person, key, { password: 'wrong' }))).toBe('identity.not_proven');
    expect(await code(bind(person, ours.key({ CN: '李四' })))).toBe('identity.key_of_another');
    const namesake = ours.key({ CN: '王小明', serialNumber: '990101199001020029' });
    expect(await code(bind(person, namesake)), 'of the same name').toBe('identity.key_of_another');
    await bind(person, key);
    expect(await code(bind(person, key))).toBe('identity.key_bound_already');
  });
});

describe('what does not sign in', () => {
  it('X08: words of another site, of another purpose or used before, a signature of other bytes, bytes that are none', async () => {
    const key = ours.key({ CN: '王小明' });
    await bind(person, key);
    const other = await prove(key, 'sign-in', (m) => m.replace(/http\S+/, 'https://elsewhere.example'));
    expect(await code(signInByCertificate(deps, { ...other, ip }))).toBe('identity.key_refused');
    const binding = await prove(key, 'bind');
    expect(await code(signInByCertificate(deps, { ...binding, ip }))).toBe('identity.challenge_missing');
    const good = await prove(key, 'sign-in');
    expect(await code(signInByCertificate(deps, { ...good, ip }))).toBe('done');
    expect(await code(signInByCertificate(deps, { ...good, ip })), 'a second time').toBe('identity.challenge_missing');
    const third = await prove(key, 'sign-in');
    const another = { ...third, certificate: toBase64(ours.key({ CN: '王小明' }).certificate) };
    expect(await code(signInByCertificate(deps, { ...another, ip }))).toBe('identity.key_refused');
    for (const certificate of ['AAAA', toBase64(new Uint8Array(3000).fill(0x30))]) {
      const proof = { ...(await prove(key, 'sign-in')), certificate };
      expect(await code(signInByCertificate(deps, { ...proof, ip }))).toBe('identity.key_refused');
    }
  });

  it('a certificate of another authority, expired, or revoked after it was bound', async () => {
    expect(await code(bind(person, authority('别处').key({ CN: '王小明' })))).toBe('identity.key_not_trusted');
    const ended = ours.key({ CN: '王小明' }, 'sm2', new Date(Date.now() - 60_000));
    expect(await code(bind(person, ended))).toBe('identity.key_not_trusted');
    const key = ours.key({ CN: '王小明' });
    await bind(person, key);
    expect(await code(signIn(key))).toBe('done');
    crls = [parseCrl(ours.revoke(key.certificate))];
    expect(await code(signIn(key))).toBe('identity.key_not_trusted');
    crls = [];
  });

  it('a disabled account, and words older than three minutes', async () => {
    const key = ours.key({ CN: '王小明' });
    await bind(person, key);
    const old = await prove(key, 'sign-in');
    await t.db.rows(sql`update identity.certificate_challenge set expires_at = now() - interval '1 second'`);
    expect(await code(signInByCertificate(deps, { ...old, ip }))).toBe('identity.challenge_missing');
    await t.db.rows(sql`update identity.person set disabled_at = now()`);
    expect(await code(signIn(key))).toBe('identity.disabled');
    await t.db.rows(sql`update identity.person set disabled_at = null`);
  });
});
