import { AjvCompiler } from '@fastify/ajv-compiler';
import { describe, expect, it } from 'vitest';
import { routes } from './world.ts';

const compile = AjvCompiler()({}, { customOptions: { coerceTypes: 'array', allErrors: true, useDefaults: true } }) as (
  definition: unknown,
) => unknown;

describe('schemas of the contracts', () => {
  it('compile, every one: the server compiles each when its route is first called', () => {
    const wrong = routes.flatMap((r) =>
      (['params', 'query', 'body'] as const).flatMap((part) => {
        try {
          if (r[part]) compile({ schema: r[part], method: r.method, url: r.path, httpPart: part });
          return [];
        } catch (error) {
          return [`${r.name} ${part}: ${(error as Error).message}`];
        }
      }),
    );
    expect(wrong).toEqual([]);
  });
});
