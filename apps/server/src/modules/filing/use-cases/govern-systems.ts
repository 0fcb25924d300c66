import { fromBase64, parseCertificate, toBase64, verifyChain } from '@miaopi/gm';
import { type Actor, actorKey } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import type { FilingDeps } from '../deps.ts';
import { closedToDepartments } from '../domain/fileable.ts';
import { filingErrors } from '../errors.ts';
import { findSystem, insertSystem, listSystems, lockSystems, type SystemRow, updateSystem } from '../store/systems.ts';
import { tellUntold } from './tell-department.ts';

export interface NewSystem {
  readonly requestId: string;
  readonly name: string;
  readonly uscc: string;
  readonly department: string;
  readonly contact: string;
  readonly certificate: string;
  readonly items: readonly string[];
  readonly pushUrl?: string;
}

/** @throws filing.certificate_wrong, filing.certificate_taken, filing.item_not_fileable, filing.address_wrong */
export async function registerSystem(deps: FilingDeps, actor: Actor, given: NewSystem): Promise<SystemRow> {
  const { kernel } = deps;
  const certificate = certificateOf(deps, given.certificate);
  const items = fileable(deps, given.items);
  const pushUrl = addressOf(deps, given.pushUrl);
  const id = await kernel.command('filing.register_system', { actor, requestId: given.requestId }, async (ctx) => {
    await lockSystems(ctx.tx);
    await mustBeNobodys(ctx.tx, certificate);
    const { name, uscc, department, contact } = given;
    const row: SystemRow = {
      ...{ id: newId('fsy'), name: name.trim(), uscc, department: department.trim(), contact: contact.trim() },
      ...{ certificates: [certificate], items, pushUrl, state: 'active', revokedReason: null, createdAt: ctx.now },
    };
    await insertSystem(ctx.tx, { ...row, createdBy: actorKey(actor) });
    ctx.audit({ action: 'filing.system_registered', subject: `filing-system:${row.id}`, data: { uscc, items } });
    return row.id;
  });
  return existing(kernel.read, id);
}

export interface SystemChange {
  readonly requestId: string;
  readonly change: 'items' | 'certificate' | 'address' | 'revoke' | 'admit';
  readonly items?: readonly string[];
  readonly certificate?: string;
  readonly pushUrl?: string;
  readonly reason?: string;
}

/** Takes effect with the next message. @throws filing.system_missing, filing.reason_needed, and as registering */
export async function changeSystem(
  deps: FilingDeps,
  actor: Actor,
  id: string,
  given: SystemChange,
): Promise<SystemRow> {
  const { change, requestId } = given;
  await deps.kernel.command('filing.change_system', { actor, requestId }, async (ctx) => {
    await lockSystems(ctx.tx);
    const row = await existing(ctx.tx, id);
    const certificate = change === 'certificate' ? certificateOf(deps, given.certificate ?? '') : undefined;
    if (certificate) await mustBeNobodys(ctx.tx, certificate);
    await updateSystem(ctx.tx, { ...row, ...setBy(deps, row, given, certificate) });
    if (change === 'admit' || change === 'address') await tellUntold(ctx, id);
    ctx.audit({
      action: `filing.system_${changed[change]}`,
      subject: `filing-system:${id}`,
      data:
        change === 'items' ? { items: given.items ?? [] } : change === 'revoke' ? { reason: given.reason ?? '' } : {},
    });
  });
  return existing(deps.kernel.read, id);
}

const changed = {
  items: 'items_changed',
  certificate: 'certificate_added',
  address: 'address_changed',
  revoke: 'revoked',
  admit: 'admitted',
} as const;

/** A new certificate stands beside the one before, so that the other side can change over; older ones go. */
const mostCertificates = 2;

function setBy(
  deps: FilingDeps,
  row: SystemRow,
  given: SystemChange,
  certificate: string | undefined,
): Partial<SystemRow> {
  switch (given.change) {
    case 'items':
      return { items: fileable(deps, given.items ?? []) };
    case 'certificate':
      return { certificates: [...row.certificates, ...(certificate ? [certificate] : [])].slice(-mostCertificates) };
    case 'address':
      return { pushUrl: addressOf(deps, given.pushUrl) };
    case 'admit':
      return { state: 'active', revokedReason: null };
    case 'revoke': {
      const reason = given.reason?.trim() ?? '';
      if (reason.length < 2) throw filingErrors.reason_needed();
      return { state: 'revoked', revokedReason: reason };
    }
  }
}

async function existing(db: Parameters<typeof findSystem>[0], id: string): Promise<SystemRow> {
  const row = await findSystem(db, id);
  if (!row) throw filingErrors.system_missing();
  return row;
}

/** Base64 of DER, of PEM or base64. */
function certificateOf({ anchors, kernel }: FilingDeps, given: string): string {
  try {
    const der = fromBase64(given.replace(/-----(BEGIN|END) CERTIFICATE-----/g, '').replace(/\s/g, ''));
    const parsed = parseCertificate(der);
    const chain = verifyChain(parsed, { anchors, at: kernel.clock.now(), usage: 'digitalSignature' });
    if (!chain.ok || parsed.publicKeyAlgorithm !== 'sm2') throw filingErrors.certificate_wrong();
    return toBase64(der);
  } catch {
    throw filingErrors.certificate_wrong();
  }
}

async function mustBeNobodys(db: Parameters<typeof listSystems>[0], certificate: string): Promise<void> {
  if ((await listSystems(db)).some((s) => s.certificates.includes(certificate))) throw filingErrors.certificate_taken();
}

function fileable({ catalog }: FilingDeps, slugs: readonly string[]): string[] {
  const wanted = [...new Set(slugs)];
  const issues = wanted.flatMap((slug, i) => {
    const item = catalog.item(slug);
    const why = item ? closedToDepartments(item) : { zh: '没有这个事项', en: 'there is no such item' };
    return why
      ? [{ path: `items.${i}`, code: 'notFileable', message: { zh: `${slug}：${why.zh}`, en: `${slug}: ${why.en}` } }]
      : [];
  });
  if (wanted.length === 0 || issues.length > 0) throw filingErrors.item_not_fileable({ issues });
  return wanted;
}

/** Only over TLS, and nowhere inside this machine, but for the demo's department. */
function addressOf({ kernel }: FilingDeps, given: string | undefined): string | null {
  if (!given?.trim()) return null;
  let url: URL;
  try {
    url = new URL(given.trim());
  } catch {
    throw filingErrors.address_wrong();
  }
  const here = /^(localhost|127\.|0\.|\[)/.test(url.hostname);
  const bare = url.pathname === '/' && !url.username && !url.password && !url.search && !url.hash;
  if (!bare || (here ? !kernel.config.demo : url.protocol !== 'https:')) throw filingErrors.address_wrong();
  return url.toString();
}
