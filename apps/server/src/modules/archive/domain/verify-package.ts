import {
  type Certificate,
  GmError,
  OID,
  parseSignedData,
  parseTimeStamp,
  sm3Hex,
  type VerifyChainOptions,
  verifyChain,
  verifySignedData,
  verifyTimeStamp,
} from '@miaopi/gm';
import { unzipSync } from 'fflate';
import type { Text } from '../../../kernel/text.ts';
import { manifestName, signatureName } from './package-paths.ts';

export interface PackageReport {
  readonly ok: boolean;
  /** Files the manifest names that are as they were. */
  readonly good: number;
  readonly faults: readonly Text[];
  readonly signer?: string;
  /** Told by a time stamp authority. */
  readonly signedAt?: Date;
}

/** A package holds no more, unpacked; a ZIP that claims more is not opened. */
const mostBytes = 1024 * 1024 * 1024;

/**
 * Verifies an archive package on its own: each file against the manifest, nothing missing and nothing beside, and the office's signature on the manifest with its
 * time stamp, down to a trusted root.
 */
export function verifyPackage(
  zip: Uint8Array,
  trust: Pick<VerifyChainOptions, 'anchors' | 'intermediates' | 'crls'>,
): PackageReport {
  const faults: Text[] = [];
  const files = unpack(zip);
  if (!files)
    return { ok: false, good: 0, faults: [{ zh: '不是归档包，或已损坏', en: 'no archive package, or damaged' }] };
  const manifest = files.get(manifestName);
  const signature = files.get(signatureName);
  if (!manifest || !signature)
    return { ok: false, good: 0, faults: [{ zh: '缺少清单或清单的签名', en: 'its manifest or signature is missing' }] };

  let good = 0;
  const listed = new Set<string>([manifestName, signatureName]);
  for (const line of new TextDecoder().decode(manifest).split('\n')) {
    if (line === '') continue;
    const [, digest, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    const data = path && files.get(path);
    if (!digest || !path)
      faults.push({ zh: `清单中有无法识别的一行`, en: 'the manifest has a line that can’t be read' });
    else if (listed.has(path)) faults.push({ zh: `清单重复列出：${path}`, en: `listed twice: ${path}` });
    else if (!data) faults.push({ zh: `缺少文件：${path}`, en: `missing: ${path}` });
    else if (sm3Hex(data) !== digest) faults.push({ zh: `文件被改动：${path}`, en: `changed: ${path}` });
    else good += 1;
    if (path) listed.add(path);
  }
  for (const path of files.keys())
    if (!listed.has(path)) faults.push({ zh: `清单之外的文件：${path}`, en: `not in the manifest: ${path}` });

  const { fault, certificate, at } = signatureOf(signature, manifest, trust);
  if (fault) faults.push(fault);
  return {
    ok: faults.length === 0,
    good,
    faults,
    ...(certificate ? { signer: certificate.subject.text } : {}),
    ...(at ? { signedAt: at } : {}),
  };
}

function signatureOf(
  signature: Uint8Array,
  manifest: Uint8Array,
  trust: Pick<VerifyChainOptions, 'anchors' | 'intermediates' | 'crls'>,
): { fault?: Text; certificate?: Certificate; at?: Date } {
  const wrong = (zh: string, en: string) => ({ fault: { zh, en } });
  try {
    const data = parseSignedData(signature);
    const [verdict] = verifySignedData(data, { content: manifest });
    if (!verdict?.ok || !verdict.certificate)
      return wrong('清单的签名不正确', `the signature of the manifest is wrong (${verdict?.reason ?? 'none'})`);
    const { certificate, signer } = verdict;
    const token = signer.unsignedAttributes.get(OID.signatureTimeStamp);
    if (!token) return { ...wrong('签名没有时间戳', 'the signature has no time stamp'), certificate };
    const stamp = parseTimeStamp(token);
    const intermediates = [...(trust.intermediates ?? []), ...data.certificates];
    const stamped = verifyTimeStamp(stamp, signer.signature, { ...trust, intermediates });
    if (!stamped.ok) return { fault: stamped.text, certificate };
    const chain = verifyChain(certificate, { ...trust, intermediates, at: stamp.time, usage: 'digitalSignature' });
    if (!chain.ok) {
      const failed = chain.checks.find((c) => c.verdict === 'fail');
      return {
        fault: failed?.text ?? { zh: '签名证书不可信', en: 'its certificate is not trusted' },
        certificate,
        at: stamp.time,
      };
    }
    return { certificate, at: stamp.time };
  } catch (error) {
    if (error instanceof GmError) return wrong('清单的签名无法读取', `the signature can’t be read: ${error.message}`);
    throw error;
  }
}

/** Undefined for what is no ZIP, names a path twice or outside itself, or claims more than a package may hold. */
function unpack(zip: Uint8Array): ReadonlyMap<string, Uint8Array> | undefined {
  let total = 0;
  const seen = new Set<string>();
  let refused = false;
  try {
    const files = unzipSync(zip, {
      filter({ name, originalSize }) {
        total += originalSize;
        if (total > mostBytes || seen.has(name) || name.includes('..') || name.startsWith('/')) refused = true;
        seen.add(name);
        return !refused && !name.endsWith('/');
      },
    });
    return refused ? undefined : new Map(Object.entries(files));
  } catch {
    return undefined;
  }
}
