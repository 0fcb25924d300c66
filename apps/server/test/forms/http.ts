import fastifyCookie from '@fastify/cookie';
import fastifyMultipart from '@fastify/multipart';
import { type FastifyInstance, fastify } from 'fastify';
import type { Actor } from '../../src/kernel/actor.ts';
import type { Config } from '../../src/kernel/config.ts';
import { toProblem } from '../../src/kernel/http/problem.ts';
import { mountRoute } from '../../src/kernel/http/server.ts';
import type { ServerModule } from '../../src/kernel/module.ts';
import { langOf } from '../../src/kernel/text.ts';

/** One module's routes as the server mounts them; cookie `who` names the actor. */
export async function serveModule(
  module: ServerModule,
  actors: Readonly<Record<string, Actor>>,
  config: Config,
): Promise<FastifyInstance> {
  const http = fastify({
    bodyLimit: 2 * 1024 * 1024,
    routerOptions: { maxParamLength: 400 },
    ajv: { customOptions: { coerceTypes: 'array', removeAdditional: false, allErrors: true, useDefaults: true } },
  });
  await http.register(fastifyCookie);
  await http.register(fastifyMultipart, { limits: { fileSize: 20 * 1024 * 1024, files: 1 } });
  http.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error, langOf(request.headers['accept-language']), request.id);
    if (problem.status >= 500) console.error(error);
    void reply.status(problem.status).send(problem);
  });
  for (const route of module.routes ?? [])
    mountRoute(http as never, route, async ({ cookies }) => actors[cookies.who ?? ''] ?? { kind: 'anonymous' }, config);
  return http as unknown as FastifyInstance;
}
