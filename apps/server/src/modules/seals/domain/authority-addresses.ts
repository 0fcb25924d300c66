/** What a certificate says of where its issuer is asked (RFC 5280 §4.2.1.13, §4.2.2.1). */
export interface AuthorityAddresses {
  readonly ocspUrl: string;
  readonly crlUrl: string;
  readonly issuerUrl: string;
}

/** Addresses of an authority under the installation's public one; undefined where it has none, as an address of this machine helps nobody. */
export function authorityAddresses(
  publicAddress: string | undefined,
  authority: 'issuing' | 'documents',
): AuthorityAddresses | undefined {
  if (publicAddress === undefined) return undefined;
  const base = `${publicAddress}/api/seals`;
  return {
    ocspUrl: `${base}/ocsp`,
    crlUrl: `${base}/authorities/${authority}/crl`,
    issuerUrl: `${base}/authorities/${authority}/certificate`,
  };
}
