import { type Certificate, equalBytes, GmError, verifyWithCertificate } from '@miaopi/gm';
import { type Actor, actorKey } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { Text } from '../../../kernel/text.ts';
import { sealsErrors } from '../errors.ts';
import { actorName, mustHaveRole } from '../policy.ts';
import { lockAuthority } from '../store/certificates.ts';
import { insertTrustChange, listAddedAuthorities } from '../store/trust-changes.ts';
import { readTrust, type Trust } from '../trust-pem.ts';
import type { AuthorityInForce } from '../trusted-authorities.ts';

const mostCertificates = 30;
const mostLists = 10;

/**
 * Believes another authority from now on: what leads to its roots counts on files that people bring, and its seal makers' seals. Never for what this installation
 * issues itself. @throws seals.authority_refused, seals.authority_there, kernel.not_permitted
 */
export async function addAuthority(
  deps: { readonly kernel: Kernel; inForce(): Promise<readonly AuthorityInForce[]> },
  actor: Actor,
  input: { readonly name: string; readonly pem: string; readonly reason: string; readonly requestId?: string },
): Promise<{ readonly authorityId: string }> {
  const { kernel } = deps;
  mustHaveRole(actor, 'security-auditor');
  const trust = readUsable(input.pem, kernel.clock.now());
  const known = (await deps.inForce()).filter((one) => one.role !== 'added').flatMap((one) => one.anchors);
  return kernel.command('seals.add_authority', { actor, requestId: input.requestId }, async (ctx) => {
    await lockAuthority(ctx.tx);
    const added = (await listAddedAuthorities(ctx.tx)).flatMap(
      ({ pem }) => readTrust(new TextEncoder().encode(pem)).anchors,
    );
    if (trust.anchors.some((a) => [...known, ...added].some((b) => equalBytes(a.der, b.der))))
      throw sealsErrors.authority_there();
    const authorityId = newId('ta');
    await insertTrustChange(ctx.tx, {
      id: newId(),
      authorityId,
      what: 'added',
      name: input.name,
      pem: input.pem,
      reason: input.reason,
      by: actorKey(actor),
      byName: actorName(actor),
      now: ctx.now,
    });
    ctx.audit({
      action: 'seals.authority_added',
      subject: `authority:${authorityId}`,
      data: { name: input.name, anchors: trust.anchors.map((a) => a.subject.text), reason: input.reason },
    });
    return { authorityId };
  });
}

/** Believes an added authority no more, from now on. @throws seals.authority_missing, kernel.not_permitted */
export async function removeAuthority(
  kernel: Kernel,
  actor: Actor,
  input: { readonly authorityId: string; readonly reason: string },
): Promise<void> {
  if (!(await listAddedAuthorities(kernel.read)).some((one) => one.id === input.authorityId))
    throw sealsErrors.authority_missing();
  mustHaveRole(actor, 'security-auditor');
  await kernel.command('seals.remove_authority', { actor }, async (ctx) => {
    await lockAuthority(ctx.tx);
    const row = (await listAddedAuthorities(ctx.tx)).find((one) => one.id === input.authorityId);
    if (!row) throw sealsErrors.authority_missing();
    await insertTrustChange(ctx.tx, {
      id: newId(),
      authorityId: row.id,
      what: 'removed',
      name: row.name,
      pem: null,
      reason: input.reason,
      by: actorKey(actor),
      byName: actorName(actor),
      now: ctx.now,
    });
    ctx.audit({
      action: 'seals.authority_removed',
      subject: `authority:${row.id}`,
      data: { name: row.name, reason: input.reason },
    });
  });
}

function readUsable(pem: string, now: Date): Trust {
  const refuse = (zh: string, en: string): never => {
    const message: Text = { zh, en };
    throw sealsErrors.authority_refused({ issues: [{ path: 'body.pem', code: 'pem', message }] });
  };
  let trust: Trust;
  try {
    trust = readTrust(new TextEncoder().encode(pem));
  } catch (error) {
    if (!(error instanceof GmError)) throw error;
    return refuse(
      '不是可以读出的 PEM 证书。请粘贴从“-----BEGIN CERTIFICATE-----”开始的完整内容',
      'No PEM certificates can be read from it. Paste everything from “-----BEGIN CERTIFICATE-----” on',
    );
  }
  const { anchors, intermediates, sealMakers, crls } = trust;
  if (anchors.length === 0) return refuse('其中没有证书', 'There is no certificate in it');
  if (anchors.length + intermediates.length + (sealMakers?.length ?? 0) > mostCertificates || crls.length > mostLists)
    return refuse(
      `证书不超过 ${mostCertificates} 张，撤销列表不超过 ${mostLists} 份`,
      `At most ${mostCertificates} certificates and ${mostLists} revocation lists`,
    );
  const bad = anchors.find((a) => !isRoot(a, now));
  if (bad)
    return refuse(
      `“${bad.subject.text}”不能作为根证书：须是证书机构的证书、在有效期内、自签名正确`,
      `“${bad.subject.text}” cannot be a root: it must be an authority’s certificate, valid now, and its own signature right`,
    );
  return trust;
}

function isRoot(c: Certificate, now: Date): boolean {
  if (!c.isCa || (c.keyUsage && !c.keyUsage.includes('keyCertSign'))) return false;
  if (now < c.notBefore || now > c.notAfter) return false;
  if (!equalBytes(c.subject.der, c.issuer.der)) return true;
  try {
    return verifyWithCertificate(c, c.signatureAlgorithm, c.tbs, c.signature);
  } catch (error) {
    if (error instanceof GmError) return false;
    throw error;
  }
}
