import type { Actor } from '../../../kernel/actor.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { BoundRoute } from '../../../kernel/module.ts';
import type { AuthorityService } from '../authority-service.ts';
import type { CarrierStore } from '../carriers/carrier-store.ts';
import type { SealApplication } from '../door.ts';
import type { SealsPlugs } from '../plugs.ts';
import type { ApplicationRow } from '../store/applications.ts';
import type { AuthorityInForce } from '../trusted-authorities.ts';
import type { ActivateDeps } from '../use-cases/activate-seal.ts';
import type { Authority } from '../use-cases/ensure-authority.ts';
import { authorityRoutes } from './authority-routes.ts';
import { holderRoutes } from './holder-routes.ts';
import { keyRoutes } from './key-routes.ts';
import { statusRoutes } from './status-routes.ts';
import { trustRoutes } from './trust-routes.ts';
import { useRoutes } from './use-routes.ts';

export interface RouteDeps {
  readonly kernel: Kernel;
  readonly plugs: SealsPlugs;
  readonly carriers: CarrierStore;
  /** With the key wrap and the authority opened. */
  activateDeps(): Promise<ActivateDeps>;
  current(): Promise<Authority>;
  /** This process's memory of seals, grants and revocation lists is over. */
  forget(): void;
  /** Applies, and makes a signature at once. */
  apply(actor: Actor, application: SealApplication): Promise<ApplicationRow>;
  /** Everyone who is believed now, the installation's own authority first. */
  authorities(): Promise<readonly AuthorityInForce[]>;
  readonly service: AuthorityService;
  /** An authority was added or removed. */
  trustChanged(): Promise<void>;
}

export function sealsRoutes(deps: RouteDeps): BoundRoute[] {
  return [
    ...holderRoutes(deps),
    ...authorityRoutes(deps),
    ...useRoutes(deps),
    ...keyRoutes(deps),
    ...trustRoutes(deps),
    ...statusRoutes(deps),
  ];
}
