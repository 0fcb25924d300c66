import type { Actor } from '../../../kernel/actor.ts';
import { actorKey } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import type { LicencesDeps } from '../deps.ts';
import { sharedSecret } from '../domain/share-token.ts';
import { licencesErrors } from '../errors.ts';
import {
  findSystem,
  insertSystem,
  nextKey,
  type ShareScopeRow,
  type ShareSystemRow,
  setScopes,
  setSystemState,
} from '../store/share-systems.ts';

export interface NewSystem {
  readonly requestId: string;
  readonly name: string;
  readonly office: string;
  readonly region: string;
  readonly contact: string;
  readonly keyKind: 'hmac-sm3' | 'sm2';
  readonly publicKey?: string;
  readonly encryptTo?: string;
  readonly scopes: readonly ShareScopeRow[];
}

/** @returns the system, and its secret when it signs with one: told here and never again. @throws licences.system_incomplete */
export async function registerSystem(
  deps: LicencesDeps,
  actor: Actor,
  input: NewSystem,
): Promise<{ system: ShareSystemRow; secret?: string }> {
  if (input.keyKind === 'sm2' && !input.publicKey) throw keyNeeded();
  const id = await deps.kernel.command(
    'licences.register_system',
    { actor, requestId: input.requestId },
    async (ctx): Promise<string> => {
      const made = newId('sys');
      await insertSystem(ctx.tx, {
        id: made,
        name: input.name.trim(),
        office: input.office.trim(),
        region: input.region,
        contact: input.contact.trim(),
        keyKind: input.keyKind,
        publicKey: input.keyKind === 'sm2' ? fromHexKey(input.publicKey) : null,
        encryptTo: fromHexKey(input.encryptTo),
        state: 'active',
        createdAt: ctx.now,
        createdBy: actorKey(actor),
        scopes: input.scopes,
      });
      ctx.audit({ action: 'licences.system_registered', subject: `share:${made}`, data: { scopes: input.scopes } });
      return made;
    },
  );
  return withSecret(deps, id, true);
}

export interface SystemChange {
  readonly requestId: string;
  readonly change: 'disable' | 'enable' | 'new-key' | 'scopes';
  readonly reason?: string;
  readonly publicKey?: string;
  readonly scopes?: readonly ShareScopeRow[];
}

/** @throws licences.system_missing, licences.system_incomplete */
export async function changeSystem(
  deps: LicencesDeps,
  actor: Actor,
  systemId: string,
  input: SystemChange,
): Promise<{ system: ShareSystemRow; secret?: string }> {
  await deps.kernel.command(
    'licences.change_system',
    { actor, requestId: input.requestId },
    async (ctx): Promise<void> => {
      const system = await findSystem(ctx.tx, systemId);
      if (!system) throw licencesErrors.system_missing();
      switch (input.change) {
        case 'disable':
          if (!input.reason || input.reason.trim().length < 2)
            throw licencesErrors.system_incomplete({
              issues: [
                {
                  path: 'body.reason',
                  code: 'needed',
                  message: { zh: '请写明停用原因', en: 'Say why it is disabled' },
                },
              ],
            });
          await setSystemState(ctx.tx, systemId, 'disabled', ctx.now, input.reason.trim());
          break;
        case 'enable':
          await setSystemState(ctx.tx, systemId, 'active', ctx.now, null);
          break;
        case 'new-key':
          if (system.keyKind === 'sm2' && !input.publicKey) throw keyNeeded();
          await nextKey(ctx.tx, systemId, system.keyKind === 'sm2' ? fromHexKey(input.publicKey) : null);
          break;
        case 'scopes':
          if (!input.scopes)
            throw licencesErrors.system_incomplete({
              issues: [{ path: 'body.scopes', code: 'needed', message: { zh: '请填写范围', en: 'Give the scope' } }],
            });
          await setScopes(ctx.tx, systemId, input.scopes);
      }
      ctx.audit({
        action: `licences.system_${input.change.replace('-', '_')}`,
        subject: `share:${systemId}`,
        data: { ...(input.reason ? { reason: input.reason } : {}), ...(input.scopes ? { scopes: input.scopes } : {}) },
      });
    },
  );
  return withSecret(deps, systemId, input.change === 'new-key');
}

async function withSecret(deps: LicencesDeps, id: string, tell: boolean) {
  const system = await findSystem(deps.kernel.read, id);
  if (!system) throw licencesErrors.system_missing();
  return {
    system,
    ...(tell && system.keyKind === 'hmac-sm3'
      ? { secret: sharedSecret(deps.secret, system.id, system.keyVersion) }
      : {}),
  };
}

function fromHexKey(hex: string | undefined): Buffer | null {
  return hex ? Buffer.from(hex, 'hex') : null;
}

function keyNeeded() {
  return licencesErrors.system_incomplete({
    issues: [
      { path: 'body.publicKey', code: 'needed', message: { zh: '请填写 SM2 公钥', en: 'Give the SM2 public key' } },
    ],
  });
}
