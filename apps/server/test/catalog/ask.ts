import { anonymous } from '../../src/kernel/actor.ts';
import type { Catalog } from '../../src/modules/catalog/index.ts';

/** Calls a route's handler as the HTTP server would, without HTTP. */
export async function ask<Reply>(
  catalog: Catalog,
  name: string,
  input: { readonly query?: object; readonly params?: object; readonly lang?: 'zh' | 'en' },
): Promise<Reply> {
  const bound = catalog.module.routes?.find((r) => r.contract.name === name);
  if (!bound) throw new Error(`no route ${name}`);
  return (await bound.handle({
    params: input.params ?? {},
    query: input.query ?? {},
    body: undefined,
    file: undefined,
    actor: anonymous,
    lang: input.lang ?? 'zh',
    requestId: 'test',
    ip: '127.0.0.1',
    signal: new AbortController().signal,
    setCookie() {},
    cookies: {},
  } as never)) as Reply;
}
