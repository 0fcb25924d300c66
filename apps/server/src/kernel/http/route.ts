import type { Readable } from 'node:stream';
import type { BodyOf, ParamsOf, QueryOf, ReplyOf, RouteContract } from '@miaopi/contracts';
import type { Actor } from '../actor.ts';
import type { Lang } from '../text.ts';

/** What a route's handler is given: parsed and checked against the contract. */
export interface RouteInput<C extends RouteContract> {
  readonly params: ParamsOf<C>;
  readonly query: QueryOf<C>;
  readonly body: BodyOf<C>;
  /** The uploaded file of an `upload` route. */
  readonly file: C['upload'] extends true ? UploadedFile : undefined;
  /** What was sent to a `raw` route, unparsed. */
  readonly sent: C['raw'] extends true ? SentBytes : undefined;
  readonly actor: Actor;
  readonly lang: Lang;
  readonly requestId: string;
  /** Address of the caller; for limits only, never stored with a case. */
  readonly ip: string;
  readonly signal: AbortSignal;
  setCookie(name: string, value: string, options: { readonly maxAge?: number; readonly httpOnly?: boolean }): void;
  readonly cookies: Readonly<Record<string, string | undefined>>;
}

export interface UploadedFile {
  readonly name: string;
  /** As the caller claims; not to be believed. */
  readonly mediaType: string;
  readonly data: Buffer;
}

export interface SentBytes {
  readonly data: Buffer;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Bytes or text that is not JSON. */
export interface RawReply {
  readonly mediaType: string;
  readonly body: Uint8Array | string | Readable;
  /** Offered for saving under this name. */
  readonly fileName?: string;
  /** Seconds it may be kept; private unless `shared`. */
  readonly cacheSeconds?: number;
  readonly shared?: boolean;
  readonly etag?: string;
}

/** Server-sent events until the iterator ends or the caller leaves. */
export type EventStream = AsyncIterable<{ readonly event: string; readonly data: unknown }>;

export type RouteResult<C extends RouteContract> = C['reply'] extends 'events'
  ? EventStream
  : C['reply'] extends 'binary' | 'html' | 'svg'
    ? RawReply
    : C['reply'] extends 'empty'
      ? unknown
      : ReplyOf<C>;

export type RouteHandler<C extends RouteContract> = (input: RouteInput<C>) => Promise<RouteResult<C>>;
