import type { ServerModule } from '../../kernel/module.ts';
import type { StandardDeps } from './deps.ts';
import { exchangeRoutes } from './exchange-routes.ts';
import { readerRoutes } from './reader-routes.ts';
import { standardRoutes } from './routes.ts';
import { exchange } from './use-cases/exchange.ts';

export interface Standard {
  readonly module: ServerModule;
}

export function createStandard(given: Omit<StandardDeps, 'once'>): Standard {
  const deps: StandardDeps = { ...given, once: { itemsHandedOver: false } };
  return {
    module: {
      name: 'standard',
      routes: [...standardRoutes(deps), ...readerRoutes(deps), ...exchangeRoutes(deps)],
      jobs: { 'standard.exchange': (_, { signal }) => exchange(deps, signal) },
      schedule: { 'standard.exchange': '* * * * *' },
    },
  };
}
