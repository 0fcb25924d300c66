import { getHealth } from '@miaopi/contracts';
import type { Config } from '../kernel/config.ts';
import { route, type ServerModule } from '../kernel/module.ts';

/** `GET /healthz`: answered only once everything has started. */
export function healthModule(config: Config): ServerModule {
  return {
    name: 'platform',
    routes: [route(getHealth, async () => ({ ok: true, role: config.role, version: '0.1.0' }))],
  };
}
