import * as c from '@miaopi/contracts';
import { type BoundRoute, route } from '../../../kernel/module.ts';
import type { RouteDeps } from './index.ts';

/** For whoever checks our certificates with software of his own. What is asked is told by bytes, what goes wrong by the protocols' own answers. */
export function statusRoutes({ plugs, service }: RouteDeps): BoundRoute[] {
  const admit = async (ip: string) => plugs.spend?.('statusAddress', ip);
  const answer = async (request: Uint8Array) => {
    const { der, kept } = await service.answerOcsp(request);
    return {
      mediaType: 'application/ocsp-response',
      body: der,
      ...(kept ? { cacheSeconds: 300, shared: true } : {}),
    };
  };
  return [
    route(c.askCertificateStatus, async ({ sent, ip }) => {
      await admit(ip);
      // a POST is never kept on the way
      const { mediaType, body } = await answer(new Uint8Array(sent.data));
      return { mediaType, body };
    }),
    route(c.readCertificateStatus, async ({ params, ip }) => {
      await admit(ip);
      return answer(new Uint8Array(Buffer.from(params.request, 'base64')));
    }),
    route(c.stampTime, async ({ sent, ip }) => {
      await admit(ip);
      return { mediaType: 'application/timestamp-reply', body: await service.stamp(new Uint8Array(sent.data)) };
    }),
    route(c.getRevocationList, async ({ params }) => ({
      mediaType: 'application/pkix-crl',
      body: await service.revocationListOf(params.authority),
      cacheSeconds: 60,
      shared: true,
    })),
    route(c.getAuthorityCertificate, async ({ params }) => ({
      mediaType: 'application/pkix-cert',
      body: await service.certificateOf(params.authority),
      cacheSeconds: 3600,
      shared: true,
    })),
  ];
}
