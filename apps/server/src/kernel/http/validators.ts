import { AjvCompiler } from '@fastify/ajv-compiler';
import type { FastifySchemaCompiler, FastifyServerOptions } from 'fastify';

type BuildValidator = NonNullable<
  NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>['buildValidator']
>;
/** What Fastify really calls; the compiler's own types know it as a function of a bare schema. */
type Build = (externalSchemas: unknown, options: unknown) => FastifySchemaCompiler<unknown>;
type Validate = ReturnType<FastifySchemaCompiler<unknown>>;

/**
 * Fastify's own validators, each compiled when its route is first called instead of all before the first request: a start need not wait for hundreds of them.
 * That every schema of the contracts compiles is tested over all of them (tests/contract/schemas.test.ts).
 */
export function validatorsOnDemand(): BuildValidator {
  const build = AjvCompiler() as unknown as Build;
  const onDemand: Build = (externalSchemas, options) => {
    const compile = build(externalSchemas, options);
    return (definition) => {
      let compiled: Validate | undefined;
      const validate: Validate = (data: unknown) => {
        compiled ??= compile(definition);
        const valid = compiled(data);
        validate.errors = compiled.errors ?? null;
        return valid;
      };
      return validate;
    };
  };
  return onDemand as unknown as BuildValidator;
}
