import { AjvCompiler } from '@fastify/ajv-compiler';
import { Base64 } from '@miaopi/contracts';
import { fromBase64, toBase64 } from '@miaopi/gm';
import fc from 'fast-check';
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

  it('bytes in base64 are refused at the door exactly where reading them would fail', () => {
    const { pattern } = Base64(400) as { readonly pattern?: string };
    const accepted = (text: string) => new RegExp(pattern ?? '', 'u').test(text);
    const read = (text: string) => {
      try {
        return fromBase64(text).length > 0;
      } catch {
        return false;
      }
    };
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => accepted(toBase64(bytes))));
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('A', 'Q', 'z', '9', '+', '/', '=', '-', ' '), { minLength: 1, maxLength: 9 }),
        (letters) => {
          const text = letters.join('');
          expect(accepted(text), text).toBe(read(text));
        },
      ),
      { numRuns: 2000 },
    );
  });
});
