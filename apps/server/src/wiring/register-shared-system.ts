import { randomBytes } from 'node:crypto';
import { shareSearch } from '@miaopi/contracts';
import { hmacSm3, sm3Hex } from '@miaopi/gm';
import { canonicalJson } from '@miaopi/items';
import type { District, SharedSystem } from '@miaopi/scenarios';
import { anonymous } from '../kernel/actor.ts';
import type { RouteHandler, RouteInput } from '../kernel/http/route.ts';
import type { Catalog } from '../modules/catalog/index.ts';
import type { Identity } from '../modules/identity/index.ts';
import type { Licences } from '../modules/licences/index.ts';
import { officialOf } from './district-officials.ts';

interface Deps {
  readonly identity: Identity;
  readonly catalog: Catalog;
  readonly licences: Licences;
  readonly district: District;
}

/** The demo's shared system: registered by the operator, then it asks its first questions over the sharing interface itself. */
export async function registerSharedSystem(
  { identity, catalog, licences, district }: Deps,
  system: SharedSystem,
): Promise<'new' | 'present'> {
  if ((await licences.listSystems()).some((one) => one.name === system.name)) return 'present';
  const typeOf = (slug: string) => catalog.item(slug)?.package.licence.typeCode ?? '';
  const { name, office, region, contact } = system;
  const { systemId, secret } = await licences.registerSystem(await officialOf(identity, district, 'operator'), {
    requestId: `scenario-${randomBytes(8).toString('hex')}`,
    name,
    office,
    region,
    contact,
    keyKind: 'hmac-sm3',
    scopes: system.scopes.map(({ item, ...scope }) => ({ typeCode: typeOf(item), ...scope })),
  });
  for (const { item, purpose, uscc } of system.questions)
    await search(
      licences,
      { systemId, secret: secret ?? '' },
      {
        holderCode: uscc,
        holderTypeCode: '001',
        certTypeCode: typeOf(item),
        useCause: purpose,
        operator: '张晓晨',
      },
    );
  return 'new';
}

/** One signed question, as docs/guides/licence-sharing.md says. */
async function search(
  licences: Licences,
  key: { readonly systemId: string; readonly secret: string },
  data: Readonly<Record<string, string>>,
): Promise<void> {
  const { handle } = licences.module.routes!.find((one) => one.contract === shareSearch)!;
  const at = Math.floor(Date.now() / 1000);
  const nonce = randomBytes(16).toString('hex');
  const bytes = (text: string) => new TextEncoder().encode(text);
  const signed = `POST ${shareSearch.path}\n${key.systemId}\n${at}\n${nonce}\n${sm3Hex(bytes(canonicalJson(data)))}`;
  const signature = Buffer.from(hmacSm3(bytes(key.secret), bytes(signed))).toString('base64url');
  const input: RouteInput<typeof shareSearch> = {
    actor: anonymous,
    body: { accessId: key.systemId, accessToken: `${at}.${nonce}.${signature}`, data },
    params: {},
    query: {},
    file: undefined,
    sent: undefined,
    ip: '127.0.0.1',
    lang: 'zh',
    requestId: nonce,
    signal: AbortSignal.timeout(30_000),
    setCookie: () => undefined,
    cookies: {},
  };
  await (handle as unknown as RouteHandler<typeof shareSearch>)(input);
}
