import type { Kernel } from '../../kernel/kernel.ts';
import type { Audit } from '../audit/index.ts';
import type { Cases } from '../cases/index.ts';
import type { Conversations } from '../conversations/index.ts';
import type { Licences } from '../licences/index.ts';
import type { Materials } from '../materials/index.ts';
import type { Notifications } from '../notifications/index.ts';
import type { Rules } from '../rules/index.ts';
import type { Seals } from '../seals/index.ts';

export interface ArchiveDeps {
  readonly kernel: Kernel;
  readonly audit: Audit;
  readonly cases: Cases;
  readonly conversations: Pick<Conversations, 'writtenOf'>;
  readonly licences: Licences;
  readonly materials: Materials;
  readonly notifications: Notifications;
  readonly rules: Rules;
  readonly seals: Seals;
}
