import { Type } from 'typebox';
import { defineRoute } from '../route.ts';

export const getHealth = defineRoute({
  name: 'platform.getHealth',
  method: 'GET',
  path: '/healthz',
  permission: 'public',
  summary: 'Ready to serve',
  reply: Type.Object({ ok: Type.Boolean(), role: Type.String(), version: Type.String() }),
  errors: [],
});
