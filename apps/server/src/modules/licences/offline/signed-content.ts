import { CodeError, type LicenceFacts, licenceCode } from '@miaopi/licence-code';
import type { Logger } from '../../../kernel/log.ts';
import { maskName } from '../../identity/index.ts';
import type { Seals } from '../../seals/index.ts';
import type { StoredContent } from '../domain/content.ts';
import type { Holder } from '../door.ts';

/**
 * The content as it is printed: behind the address of its QR code what the licence says, signed (X08). What is stored keeps the bare address, and a print drawn
 * again is signed again.
 */
export async function signedContent(
  deps: { readonly seals: Seals; readonly log: Logger },
  content: StoredContent,
  holder: Pick<Holder, 'kind' | 'name' | 'number'>,
): Promise<StoredContent> {
  const signer = await deps.seals.codeSigner();
  try {
    return { ...content, verifyUrl: licenceCode(content.verifyUrl, factsOf(content, holder), signer) };
  } catch (error) {
    if (!(error instanceof CodeError)) throw error;
    // the licence itself is good and can be verified online: better a code less than no licence
    deps.log.error(
      { err: error, identifier: content.metadata.ZZBS },
      'the QR code of a licence carries its address only',
    );
    return content;
  }
}

/** A person as strangers see him on the page of verification: one rule for both. */
export function factsOf(content: StoredContent, holder: Pick<Holder, 'kind' | 'name' | 'number'>): LicenceFacts {
  const { metadata } = content;
  const firm = holder.kind === 'firm';
  return {
    identifier: metadata.ZZBS ?? '',
    number: metadata.ZZBH ?? '',
    typeName: content.name.zh,
    issuerName: metadata.ZZBFJG ?? '',
    holderName: firm ? holder.name : maskName(holder.name),
    holderCode: firm ? { kind: 'firm', value: holder.number } : { kind: 'person-tail', value: holder.number.slice(-4) },
    issuedOn: metadata.ZZBFRQ ?? content.validFrom,
    validFrom: content.validFrom,
    validTo: content.validTo,
  };
}
