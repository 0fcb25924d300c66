import { execFileSync } from 'node:child_process';
import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePem, fromHex, parseSealSignature, sm3Hex, toHex } from '@miaopi/gm';
import { parseLicenceIdentifier } from '@miaopi/identifiers';
import { portraitPng } from '@miaopi/layout/png';
import { readOfd, verifyOfd } from '@miaopi/ofd';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import {
  codeOf,
  firmHolder,
  importQualification,
  personHolder,
  startWorld,
  system,
  uploads,
  type World,
  withFormer,
  withPicture,
} from './world.ts';

const qualification = 'construction-qualification-change';
const personal = ['social-insurance-statement', 'senior-card', 'residence-registration', 'ride-hailing-driver'];

let w: World;
beforeAll(async () => {
  w = await startWorld([...personal, qualification]);
});
afterAll(() => w.close());

const complete = (made: Awaited<ReturnType<World['licences']['make']>>) =>
  w.t.kernel.command('test.complete', { actor: system }, (ctx) =>
    w.licences.complete(ctx, made, { caseNumber: '1', operator: 'system' }),
  );

const pictures = (file: Uint8Array) =>
  [...readOfd(new Uint8Array(file)).package.parts]
    .filter(([p]) => p.includes('image_'))
    .map(([, bytes]) => sm3Hex(bytes));

describe('making and sealing', () => {
  it.each(personal)(
    'F131 F144 F217: %s is made, sealed and verifies against the installation’s own anchors',
    async (slug) => {
      const { file, licence } = await w.issue(slug, personHolder());
      const report = verifyOfd(new Uint8Array(file), { ...(await w.seals.anchors()) });
      expect([report.verdict, report.reason, report.warnings]).toEqual(['valid', undefined, []]);
      expect(report.signatures[0]?.checks.find((c) => c.id === 'revocation')?.ok).toBe(true);
      const metadata = report.document?.info.customData;
      expect(metadata).toMatchObject({ ZZBS: licence.identifier, ZZBH: licence.number });
      expect(parseLicenceIdentifier(licence.identifier).ok).toBe(true);
      const attached = report.document?.attachments.find((a) => a.name === 'metadata');
      expect(new TextDecoder().decode(attached?.data)).toContain(`<ZZBS>${licence.identifier}</ZZBS>`);
    },
  );

  it('F144: openssl finds the signature value of a sealed licence right over the bytes the standard names, with the standard’s user id', async () => {
    const { file } = await w.issue('senior-card', personHolder());
    const signature = parseSealSignature(
      readOfd(new Uint8Array(file)).package.parts.get('Doc_0/Signs/Sign_0/SignedValue.dat') as Uint8Array,
    );
    const path = (name: string) => join(w.t.folder, name);
    writeFileSync(path('cert.pem'), encodePem('CERTIFICATE', signature.certificate));
    writeFileSync(path('value.sig'), signature.signature);
    execFileSync('openssl', ['x509', '-in', path('cert.pem'), '-pubkey', '-noout', '-out', path('key.pem')]);
    const verify = (bytes: Uint8Array) => {
      writeFileSync(path('tbs.der'), bytes);
      return execFileSync(
        'openssl',
        [
          'pkeyutl',
          '-verify',
          '-pubin',
          '-inkey',
          path('key.pem'),
          '-in',
          path('tbs.der'),
          '-rawin',
          '-digest',
          'sm3',
          '-sigfile',
          path('value.sig'),
          '-pkeyopt',
          'distid:1234567812345678',
        ],
        { encoding: 'utf8', stdio: 'pipe' },
      );
    };
    expect(verify(signature.signedBytes)).toContain('Verified Successfully');
    expect(() => verify(Uint8Array.from(signature.signedBytes, (b, i) => (i === 40 ? b ^ 1 : b)))).toThrow();
  });

  it('F144: openssl finds the chain from the office’s certificate to the installation’s root in order', async () => {
    const { file } = await w.issue('senior-card', personHolder());
    const signature = parseSealSignature(
      readOfd(new Uint8Array(file)).package.parts.get('Doc_0/Signs/Sign_0/SignedValue.dat') as Uint8Array,
    );
    const trust = await w.seals.anchors();
    const pem = (name: string, ders: readonly Uint8Array[]) => {
      writeFileSync(join(w.t.folder, name), ders.map((d) => encodePem('CERTIFICATE', d)).join(''));
      return join(w.t.folder, name);
    };
    const root = pem('root.pem', [trust.anchors[0]?.der as Uint8Array]);
    const issuing = pem('issuing.pem', [trust.intermediates[0]?.der as Uint8Array]);
    const leaf = pem('leaf.pem', [signature.certificate]);
    // The command gives its user id only to the certificate named last: one step at a time.
    const verify = (anchor: string, certificate: string) =>
      execFileSync(
        'openssl',
        [
          'verify',
          '-vfyopt',
          'distid:1234567812345678',
          '-x509_strict',
          '-partial_chain',
          '-trusted',
          anchor,
          certificate,
        ],
        { encoding: 'utf8', stdio: 'pipe' },
      );
    expect(verify(root, issuing)).toContain('OK');
    expect(verify(issuing, leaf)).toContain('OK');
    expect(() => verify(root, leaf)).toThrow();
  });

  it('F131: the photo comes from the register’s answer or from the upload of the case, and stands in the file as it was', async () => {
    const [register, upload] = [portraitPng(1), portraitPng(2)];
    const fromRegister = await w.issue('senior-card', personHolder(), withPicture(register));
    expect(pictures(fromRegister.file)).toEqual([sm3Hex(register)]);
    uploads.set('file_1', upload);
    const answer = {
      fileId: 'file_1',
      name: 'a.png',
      mediaType: 'image/png',
      bytes: upload.length,
      sm3: '0'.repeat(64),
    };
    const fromUpload = await w.issue('senior-card', personHolder(), (input) => ({
      ...withPicture(register)(input),
      answers: { ...input.answers, 照片来源: '上传新照片', 上传照片: answer },
    }));
    expect(pictures(fromUpload.file)).toEqual([sm3Hex(upload)]);
  });

  it('F133: a case’s licence can be made again after a crash from what was reserved, with another file and the same number', async () => {
    const picture = portraitPng(3);
    const { licence, input } = await w.reserve('ride-hailing-driver', personHolder(), withPicture(picture));
    const first = await w.licences.make(licence, w.item('ride-hailing-driver'), input);
    const again = await w.licences.reservedOf(licence.caseId);
    expect(again).toEqual(licence);
    const made = await w.licences.make(again as typeof licence, w.item('ride-hailing-driver'), input);
    expect(made.fileKey).not.toBe(first.fileKey);
    for (const key of [first.fileKey, made.fileKey])
      expect(pictures(await w.t.kernel.files.get(key))).toEqual([sm3Hex(picture)]);
    await complete(made);
    expect(await w.licences.reservedOf(licence.caseId)).toBeUndefined();
    expect((await w.licences.briefOf(licence.id))?.state).toBe('valid');
  });

  it('F131: a case gets one licence, a licence is completed once, sealed once', async () => {
    const { licence, input } = await w.reserve('senior-card', personHolder());
    const item = w.item('senior-card');
    const { office, region } = item.package.item;
    const second = w.t.kernel.command('test.reserve', { actor: system }, (ctx) =>
      w.licences.reserve(ctx, {
        item,
        caseId: licence.caseId,
        caseNumber: '1',
        office,
        region,
        holder: personHolder(),
        input,
      }),
    );
    expect(await codeOf(second)).toBe('licences.one_per_case');
    const made = await w.licences.make(licence, item, input);
    const results = await Promise.all([1, 2, 3].map(() => codeOf(complete(made))));
    expect(results.sort()).toEqual(['done', 'licences.complete_already', 'licences.complete_already']);
    expect(await w.t.db.one(sql`select count(*) as n from seals.ledger where licence_id = ${licence.id}`)).toEqual({
      n: 1,
    });
  });

  it('F149: without a grant for the item the machine does not set the seal', async () => {
    const { licence, input } = await w.reserve('senior-card', personHolder());
    const other = { ...licence, slug: 'some-other-item' };
    expect(await codeOf(w.seals.checkGrant(licence.office, other.slug))).toBe('seals.not_granted');
    const made = await w.licences.make(licence, w.item('senior-card'), input);
    expect(await codeOf(complete({ ...made, licence: { ...made.licence, slug: 'some-other-item' } }))).toBe(
      'seals.not_granted',
    );
    expect((await w.licences.reservedOf(licence.caseId))?.id).toBe(licence.id);
  });
});

describe('numbers', () => {
  it('F129: 50 reservations at once, some of them failing, take numbers without gap and without double', async () => {
    const item = w.item('social-insurance-statement');
    const golden = await w.reserve('social-insurance-statement', personHolder());
    const { office, region } = item.package.item;
    const before = Number(golden.licence.number.slice(-7));
    const taken: string[] = [];
    await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        w.t.kernel
          .command('test.reserve', { actor: system }, async (ctx) => {
            const licence = await w.licences.reserve(ctx, {
              item,
              caseId: newId('case'),
              caseNumber: '1',
              office,
              region,
              holder: personHolder(i),
              input: golden.input,
            });
            if (i % 5 === 0) throw new Error('the decision failed');
            return licence.number;
          })
          .then(
            (number) => taken.push(number),
            () => {},
          ),
      ),
    );
    const sequences = taken.map((n) => Number(n.slice(-7))).sort((a, b) => a - b);
    expect(sequences).toEqual(Array.from({ length: 40 }, (_, i) => before + 1 + i));
  });
});

describe('changing a licence', () => {
  it('F216 F220: an imported certificate is evidence; its change keeps the number, raises the version, ends the former', async () => {
    expect(await importQualification(w)).toBe('new');
    expect(await importQualification(w)).toBe('present');
    const type = w.item(qualification).package.licence.typeCode;
    const held = await w.licences.heldBy(firmHolder, type, {});
    expect(held).toMatchObject({
      企业名称: firmHolder.name,
      法定代表人: '江映川',
      证照编号: 'D299010101',
      有效期止: '2099-02-28',
      颁发日期: '2024-03-01',
    });
    expect(await w.licences.heldBy(firmHolder, '建筑业企业资质证书', {})).toEqual(held);

    const { licence, file } = await w.issue(qualification, firmHolder, withFormer(held ?? {}));
    expect([licence.number, licence.version, licence.replaces]).toEqual(['D299010101', 2, held?.证照标识]);
    const parts = parseLicenceIdentifier(licence.identifier);
    expect(parts.ok && [parts.value.serial, parts.value.version]).toEqual(['D299010101', 2]);
    expect(verifyOfd(new Uint8Array(file), { ...(await w.seals.anchors()) }).verdict).toBe('valid');
    const now = await w.licences.heldBy(firmHolder, type, {});
    expect(now?.证照标识).toBe(licence.identifier);
    expect(
      await w.t.db.rows(
        sql`select s.state from licences.state_change s join licences.licence l on l.id = s.licence_id where l.identifier = ${held?.证照标识} order by s.at`,
      ),
    ).toEqual([{ state: 'valid' }, { state: 'changed' }]);

    const stale = w.reserve(qualification, firmHolder, withFormer(held ?? {}));
    expect(await codeOf(stale)).toBe('licences.superseded');
  });

  it('F216: of two changes of one licence at once only one is reserved', async () => {
    await importQualification(w, 'D299010177');
    const former = (
      await w.t.db.one<{ identifier: string }>(sql`select identifier from licences.licence where number = 'D299010177'`)
    ).identifier;
    const data = {
      企业名称: firmHolder.name,
      注册地址: 'x',
      法定代表人: '江映川',
      证照编号: 'D299010177',
      证照标识: former,
    };
    const codes = await Promise.all([1, 2].map(() => codeOf(w.reserve(qualification, firmHolder, withFormer(data)))));
    expect(codes.sort()).toEqual(['done', 'licences.superseded']);
  });

  it('F216: a licence of somebody else is never replaced', async () => {
    await importQualification(w, 'D299010188');
    const { identifier } = await w.t.db.one<{ identifier: string }>(
      sql`select identifier from licences.licence where number = 'D299010188'`,
    );
    const other = { ...firmHolder, id: 'firm_2', number: '91990100009906020A' };
    expect(
      await codeOf(w.reserve(qualification, other, withFormer({ 证照编号: 'D299010188', 证照标识: identifier }))),
    ).toBe('licences.superseded');
  });
});

describe('files', () => {
  it('F131: files that no commit made known are swept after a day, known ones stay', async () => {
    const kept = await w.issue('senior-card', personHolder());
    const { licence, input } = await w.reserve('senior-card', personHolder());
    const orphan = await w.licences.make(licence, w.item('senior-card'), input);
    const old = new Date(Date.now() - 2 * 86_400_000);
    for (const key of [kept.made.fileKey, orphan.fileKey]) utimesSync(join(w.t.folder, 'files', key), old, old);
    await w.licences.module.jobs?.['licences.sweep_files']?.(
      {},
      { attempt: 1, maxAttempts: 1, signal: new AbortController().signal },
    );
    await expect(w.t.kernel.files.get(orphan.fileKey)).rejects.toThrow();
    expect((await w.t.kernel.files.get(kept.made.fileKey)).length).toBe(kept.made.bytes);
  });

  it('F133: what is kept of a licence names the digest of its file', async () => {
    const { made, file } = await w.issue('senior-card', personHolder());
    const digest = execFileSync('openssl', ['dgst', '-sm3', '-r'], { input: file, encoding: 'utf8' }).split(' ')[0];
    expect(made.digest).toBe(digest);
    expect(toHex(fromHex(made.sealing))).toHaveLength(64);
  });
});
