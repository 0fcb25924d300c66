import type { ServerModule } from '../../kernel/module.ts';
import type { StandardDeps } from './deps.ts';
import { readerRoutes } from './reader-routes.ts';
import { standardRoutes } from './routes.ts';

export interface Standard {
  readonly module: ServerModule;
}

export function createStandard(deps: StandardDeps): Standard {
  return { module: { name: 'standard', routes: [...standardRoutes(deps), ...readerRoutes(deps)] } };
}
