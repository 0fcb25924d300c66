import { drawPaper } from '@miaopi/layout';
import { notoPaperEnv } from '@miaopi/layout/noto';
import { rasterise } from '@miaopi/layout/png';
import { readLicenceCode, readStatusList, trustCodeKeys, verifyLicenceCode } from '@miaopi/licence-code';
import jsQR from 'jsqr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOf } from '../../src/kernel/clock.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { paperValuesOf, type StoredContent } from '../../src/modules/licences/domain/content.ts';
import { fillPage } from '../../src/modules/licences/offline/fill-page.ts';
import { signedContent } from '../../src/modules/licences/offline/signed-content.ts';
import { ask, firmHolder, importQualification, personHolder, startWorld, type World } from './world.ts';

const personal = ['social-insurance-statement', 'senior-card', 'residence-registration', 'ride-hailing-driver'];
const qualification = 'construction-qualification-change';
const all = [...personal, 'lease-filing', qualification];

let late = 0;
const clock = { now: () => new Date(Date.now() + late), today: () => dayOf(clock.now()) };

let w: World;
beforeAll(async () => {
  w = await startWorld(all, clock);
});
afterAll(() => w.close());

interface Stored {
  readonly identifier: string;
  readonly number: string;
  readonly content: StoredContent;
  readonly kind: 'person' | 'firm';
}

interface Known {
  readonly anchors: string[];
  readonly intermediates: string[];
  readonly crls: string[];
  readonly codeKeys: string[];
  readonly list: string;
}
const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

/** What anybody gets who saves the list and the certificates. */
async function offline() {
  const trust = await w.seals.anchors();
  const { certificate } = await w.seals.codeSigner();
  const keys = trustCodeKeys({ ...trust, codeKeys: [certificate] }, w.t.kernel.clock.now());
  const { body } = await ask<{ body: Uint8Array }>(w, 'licences.getStatusList', {});
  return { keys, list: readStatusList(body), at: w.t.kernel.clock.now() };
}

describe('X08: the QR code of each licence can be believed without a network', () => {
  it.each(all)(
    '%s: drawn at its printed size, an independent decoder reads it from a scan, and it is good',
    async (slug) => {
      if (slug === qualification) await importQualification(w);
      else await w.issue(slug, personHolder());
      const licence = await w.t.kernel.read.one<Stored>(
        sql`select identifier, number, content, holder_kind as kind from licences.licence where slug = ${slug}`,
      );
      const item = w.item(slug);
      const name = licence.kind === 'firm' ? '云州市示范区某某建设工程技术集团股份有限公司' : '阿卜杜勒买买提';
      const { number: code } = licence.kind === 'firm' ? firmHolder : personHolder();
      const content = await signedContent(
        { seals: w.seals, log: w.t.kernel.log },
        // an address as long as a city's
        {
          ...licence.content,
          verifyUrl: `https://zwfw.example.gov.cn/v/${licence.content.verifyUrl.split('/').at(-1)}`,
        },
        { kind: licence.kind, name, number: code },
      );
      const drawing = drawPaper(item.paper, { values: paperValuesOf(item, content, 1), images: {} }, notoPaperEnv());
      const read = drawing.pages.flatMap((page, number) => {
        // the coarser the scan, the harder: large papers are scanned coarsely
        const dpi = page.width < 130 ? 300 : 200;
        const { rgba, width, height } = rasterise(drawing, number, { dpi, ground: '#FFFFFF' });
        // the code stands in the lower left; without the rest the decoder is quick
        const [w0, h0] = page.width < 130 ? [width >> 1, height] : [width >> 1, height >> 1];
        const cut = new Uint8ClampedArray(w0 * h0 * 4);
        for (let y = 0; y < h0; y++) {
          const from = (height - h0 + y) * width * 4;
          cut.set(rgba.subarray(from, from + w0 * 4), y * w0 * 4);
        }
        const found = jsQR(cut, w0, h0, { inversionAttempts: 'dontInvert' });
        return found ? [found.data] : [];
      });
      expect(read).toEqual([content.verifyUrl]);
      expect(read[0]!.length).toBeLessThanOrEqual(600);
      const report = verifyLicenceCode(read[0]!, await offline());
      // the lease begins after it was filed
      expect(['valid', 'not-yet-valid']).toContain(report.ended ?? report.verdict);
      expect(report.facts).toMatchObject({
        identifier: licence.identifier,
        number: licence.number,
        holderName: licence.kind === 'firm' ? name : '阿***',
        typeName: item.package.licence.name.zh,
      });
    },
  );

  it('the sealed file carries the code, and the printed PDF is drawn with the same one again', async () => {
    const { licence } = await w.issue('senior-card', personHolder(2));
    const once = await signedContent(
      { seals: w.seals, log: w.t.kernel.log },
      licence.content as StoredContent,
      licence.holder,
    );
    const again = await signedContent(
      { seals: w.seals, log: w.t.kernel.log },
      licence.content as StoredContent,
      licence.holder,
    );
    expect(again.verifyUrl).toBe(once.verifyUrl);
    expect(readLicenceCode(once.verifyUrl).facts.holderCode).toEqual({
      kind: 'person-tail',
      value: licence.holder.number.slice(-4),
    });
  });

  it('a firm stands in it with its whole name and code', async () => {
    const { licence } = await w.reserve('senior-card', personHolder(3));
    const content = await signedContent(
      { seals: w.seals, log: w.t.kernel.log },
      licence.content as StoredContent,
      firmHolder,
    );
    expect(readLicenceCode(content.verifyUrl).facts).toMatchObject({
      holderName: firmHolder.name,
      holderCode: { kind: 'firm', value: firmHolder.number },
    });
  });

  it('a licence that was suspended or revoked is in the next list, and in no list by its name', async () => {
    const { licence } = await w.issue('senior-card', personHolder(4));
    const { verifyUrl } = await signedContent(
      { seals: w.seals, log: w.t.kernel.log },
      licence.content as StoredContent,
      licence.holder,
    );
    expect(verifyLicenceCode(verifyUrl, await offline()).verdict).toBe('valid');
    await w.t.kernel.command('test.revoke', { actor: { kind: 'system', name: 'test' } }, (ctx) =>
      ctx.tx.run(sql`update licences.licence set state = 'revoked' where id = ${licence.id}`),
    );
    late = 61_000;
    expect(verifyLicenceCode(verifyUrl, await offline())).toMatchObject({ verdict: 'ended', ended: 'revoked' });
  });

  it('the saved page holds the certificates and the list of its moment, nothing that ends its block early', async () => {
    const { list } = await offline();
    const { certificate } = await w.seals.codeSigner();
    const { body } = await ask<{ body: Uint8Array }>(w, 'licences.getStatusList', {});
    const page = fillPage('<html><script type="application/json" id="known">{}</script></html>', {
      from: 'https://a.example/</script>',
      at: w.t.kernel.clock.now(),
      trust: await w.seals.trusted(),
      codeKeys: [certificate],
      list: body,
    });
    const known = JSON.parse(/id="known">(.*?)<\/script>/s.exec(page)![1]!) as Known;
    const keys = trustCodeKeys(
      {
        anchors: known.anchors.map(bytes),
        intermediates: known.intermediates.map(bytes),
        crls: known.crls.map(bytes),
        codeKeys: known.codeKeys.map(bytes),
      },
      w.t.kernel.clock.now(),
    );
    expect(keys).toHaveLength(1);
    expect(readStatusList(bytes(known.list)).verify(keys[0]!.certificate.publicKey)).toBe(true);
    expect(list.count).toBeGreaterThan(0);
  });
});
