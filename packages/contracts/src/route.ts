import type { Static, TObject, TSchema } from 'typebox';

/**
 * Who may call a route at all (question 2 of the four in ARCHITECTURE.md); what they may see and do is the module's policy.
 * `public`: anybody · `applicant`: a signed-in person, for himself or on behalf of a firm · `official`: signed-in staff ·
 * `operator`: staff who run the installation.
 */
export type Permission = 'public' | 'applicant' | 'official' | 'operator';

export interface RouteContract {
  /** `module.verbObject`; also the operation id in OpenAPI. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Fastify style, `/api/cases/:caseId`. */
  readonly path: string;
  readonly summary: string;
  readonly permission: Permission;
  /** An applicant's route that officials may also call; the module's policy tells which of them. */
  readonly alsoOfficials?: true;
  /** An applicant's route that an official may call for the person at his window, by the visit's id in `?desk=`. */
  readonly atDesk?: true;
  readonly params?: TObject;
  readonly query?: TObject;
  readonly body?: TSchema;
  /** The answer's schema; `binary`, `html`, `svg` and `events` (server-sent events of the schema in `event`) have no JSON body. */
  readonly reply: TSchema | 'binary' | 'html' | 'svg' | 'events' | 'empty';
  readonly event?: TSchema;
  /** Status of success; 200 unless told. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Codes of problem details this route may answer besides those of every route (kernel.*). */
  readonly errors: readonly string[];
  /** Body is a file upload (multipart, field `file`). */
  readonly upload?: true;
  /** Called by another organisation's machine that signs what it sends: the handler is given the bytes as they came, and the headers. */
  readonly raw?: true;
  /** Bytes of a raw body at most; 256 kB unless told. */
  readonly rawLimit?: number;
}

/** Keeps the literal types so that server and client infer parameters and answers. */
export function defineRoute<const C extends RouteContract>(contract: C): C {
  return contract;
}

export type ParamsOf<C extends RouteContract> = C['params'] extends TSchema
  ? Static<C['params']>
  : Record<string, never>;
export type QueryOf<C extends RouteContract> = C['query'] extends TSchema ? Static<C['query']> : Record<string, never>;
export type BodyOf<C extends RouteContract> = C['body'] extends TSchema ? Static<C['body']> : undefined;
export type ReplyOf<C extends RouteContract> = C['reply'] extends TSchema ? Static<C['reply']> : undefined;
