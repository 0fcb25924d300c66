import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodePem, equalBytes, parseCertificate, parseCrl } from '@miaopi/gm';
import type { Config } from '../kernel/config.ts';
import type { IdentityPlugs } from '../modules/identity/index.ts';
import type { Seals } from '../modules/seals/index.ts';

/**
 * Whom to believe of the certificates on 智能密码钥匙: this installation's own authority with its lists of revocation, and those a city puts into
 * `DATA_DIR/keys/key-authorities.pem` (certificates and revocation lists, read at each question).
 */
export function keyTrustOf(config: Config, seals: Seals): IdentityPlugs['keyTrust'] {
  const file = join(config.dataDir, 'keys/key-authorities.pem');
  return async () => {
    const own = await seals.anchors();
    const blocks = existsSync(file) ? decodePem(readFileSync(file, 'utf8')) : [];
    const certificates = blocks.filter((b) => b.label === 'CERTIFICATE').map((b) => parseCertificate(b.der));
    const selfSigned = certificates.filter((one) => equalBytes(one.subject.der, one.issuer.der));
    return {
      anchors: [...own.anchors, ...selfSigned],
      intermediates: [...own.intermediates, ...certificates.filter((one) => !selfSigned.includes(one))],
      crls: [...own.crls, ...blocks.filter((b) => b.label === 'X509 CRL').map((b) => parseCrl(b.der))],
    };
  };
}
