import { parseCertificate, parseCrl } from '@miaopi/gm';
import { packOfd, readOfd, sealOfd } from '@miaopi/ofd';
import { expect, it } from 'vitest';
import { judgeSeals } from '../../src/modules/materials/domain/judge-seals.ts';
import type { NamedAuthority, Trust } from '../../src/modules/seals/index.ts';
import { authorityNamed, joinTrust } from '../../src/modules/seals/trusted-authorities.ts';
import { arrivalTrust } from '../../src/wiring/arrival-trust.ts';
import { unsealed } from '../materials/samples.ts';
import { makeAuthority, makeParty, makePdfAuthority } from './world.ts';

const day = 86_400_000;
const sealedAt = new Date('2026-11-20T02:00:00Z');
const now = new Date('2026-11-28T02:00:00Z');
const authority = makeAuthority();
const party = makeParty(authority, '许志远', 'signature', 'p-xu');
const stamping = makePdfAuthority(() => sealedAt);
const crls = [parseCrl(authority.revoke(party.signer.certificate, new Date(sealedAt.getTime() + day)) as Uint8Array)];

const sealed = async (timeStamp?: (signature: Uint8Array) => Uint8Array) => {
  const { package: ofd } = readOfd(unsealed());
  const { package: done } = await sealOfd(ofd, {
    seal: party.prepared,
    signer: party.signer,
    time: sealedAt,
    stamps: [{ page: 0, x: 10, y: 10, width: 40, height: 40 }],
    provider: { name: 'Miaopi' },
    mode: 'continue',
    ...(timeStamp ? { timeStamp } : {}),
  });
  return packOfd(done);
};

const believing = (own: Trust, ...others: readonly NamedAuthority[]) => {
  const trust = joinTrust([
    { id: 'own', role: 'own', name: '本平台', anchors: own.anchors, trust: own },
    ...others.map(authorityNamed),
  ]);
  return { trusted: async () => trust, trustedFor: async () => ({ ...trust, ocsp: [], statuses: [] }) };
};

it('X05 F145: of a key reported lost, what was time-stamped before stays the original; what only says so goes back', async () => {
  const anchors = [authority.root, stamping.root].map((der) => parseCertificate(der));
  const own = { anchors, intermediates: [], crls, sealMakers: [parseCertificate(authority.maker.certificate)] };
  const trust = await arrivalTrust(believing(own))();
  const { timeStamp } = stamping.signer('990101', '戳');
  expect(judgeSeals(await sealed(timeStamp), trust, now)).toMatchObject({ standing: 'original' });
  expect(judgeSeals(await sealed(), trust, now)).toHaveProperty('wrong');
  const good = await arrivalTrust(believing({ ...own, crls: [] }))();
  expect(judgeSeals(await sealed(), good, now)).toMatchObject({ standing: 'original' });
});

it('F141: the authority of business licences counts for what is handed in, beside the installation’s own', async () => {
  const own = { anchors: [], intermediates: [], crls: [], sealMakers: [] };
  const foreign = {
    id: 'business-licence',
    role: 'business-licence',
    root: authority.root,
    sealMaker: authority.maker.certificate,
  } as const;
  const trust = await arrivalTrust(believing(own, foreign))();
  expect(judgeSeals(await sealed(), trust, now)).toMatchObject({ standing: 'original' });
  const none = await arrivalTrust(believing(own))();
  expect(judgeSeals(await sealed(), none, now)).toMatchObject({ standing: 'copy' });
});
