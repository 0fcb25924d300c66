import { Agent, request as httpRequest } from 'node:http';
import { request as httpsRequest, Agent as TlsAgent } from 'node:https';
import {
  type Certificate,
  fromBase64,
  parseCertificate,
  type SyncSigner,
  sm2Verify,
  toBase64,
  verifyChain,
} from '@miaopi/gm';
import { type Connector, type ConnectorAnswer, type Question, UnavailableError } from '../connector.ts';

export interface HttpConnectorOptions {
  readonly system: string;
  /** `https://…`; the operation's path is put behind it. */
  readonly url: string;
  /** The platform's identity: signs each question. */
  readonly signer: SyncSigner;
  /** Who asks, as the other side knows us. */
  readonly caller: string;
  /** DER of the roots whose certificates the answers' signers must have. */
  readonly anchors: readonly Uint8Array[];
  readonly now: () => Date;
}

const largest = 1024 * 1024;

/** The exchange's real adapter: signed JSON over HTTP, both ways SM2 with SM3 (wire protocol: docs/guides/outside-systems.md). */
export function httpConnector(options: HttpConnectorOptions): Connector {
  const url = new URL(options.url);
  const secure = url.protocol === 'https:';
  const agent = secure
    ? new TlsAgent({ keepAlive: true, maxSockets: 32 })
    : new Agent({ keepAlive: true, maxSockets: 32 });
  const certificate = toBase64(options.signer.certificate);

  function post(
    path: string,
    body: Buffer,
    signature: string,
    signal: AbortSignal,
  ): Promise<{ status: number; body: Buffer; headers: Record<string, unknown> }> {
    return new Promise((resolve, reject) => {
      const request = (secure ? httpsRequest : httpRequest)(
        new URL(path, url),
        {
          method: 'POST',
          agent,
          signal,
          headers: {
            'content-type': 'application/json',
            'content-length': body.length,
            'x-signature': signature,
            'x-certificate': certificate,
          },
        },
        (response) => {
          const parts: Buffer[] = [];
          let size = 0;
          response.on('data', (part: Buffer) => {
            size += part.length;
            if (size > largest) request.destroy(new UnavailableError('malformed', 'the answer is larger than 1 MB'));
            else parts.push(part);
          });
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts), headers: response.headers }),
          );
          response.on('error', reject);
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  }

  function believe(body: Buffer, headers: Record<string, unknown>): { signature: string; certificate: string } {
    const signature = headers['x-signature'];
    const signer = headers['x-certificate'];
    if (typeof signature !== 'string' || typeof signer !== 'string')
      throw new UnavailableError('untrusted', 'the answer is not signed');
    let parsed: Certificate;
    try {
      parsed = parseCertificate(fromBase64(signer));
      const chain = verifyChain(parsed, { anchors: options.anchors, at: options.now(), usage: 'digitalSignature' });
      if (!chain.ok) throw new Error('chain');
    } catch {
      throw new UnavailableError('untrusted', 'the signer of the answer is not one we trust');
    }
    if (!sm2Verify(fromBase64(signature), body, parsed.publicKey))
      throw new UnavailableError('untrusted', 'the signature of the answer is wrong');
    return { signature, certificate: signer };
  }

  return {
    system: options.system,
    async ask(question: Question): Promise<ConnectorAnswer> {
      const body = Buffer.from(
        JSON.stringify({
          requestId: question.requestId,
          caller: options.caller,
          purpose: question.purpose,
          ...(question.caseRef ? { caseRef: question.caseRef } : {}),
          sentAt: options.now().toISOString(),
          params: question.params,
        }),
      );
      let answer: Awaited<ReturnType<typeof post>>;
      try {
        answer = await post(`/v1/${question.operation}`, body, toBase64(options.signer.sign(body)), question.signal);
      } catch (error) {
        if (error instanceof UnavailableError) throw error;
        throw new UnavailableError(question.signal.aborted ? 'timeout' : 'down', (error as Error).message);
      }
      if (answer.status !== 200)
        throw new UnavailableError(isOfRecord(answer.body) ? 'record' : 'down', `HTTP ${answer.status}`);
      const proof = believe(answer.body, answer.headers);
      return {
        ...readAnswer(answer.body, question, options.system),
        original: { body: answer.body.toString('utf8'), ...proof },
      };
    },
  };
}

function readAnswer(body: Buffer, question: Question, system: string): Omit<ConnectorAnswer, 'original'> {
  let parsed: Record<string, unknown>;
  try {
    parsed = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
  } catch {
    throw new UnavailableError('malformed', 'the answer is not JSON');
  }
  const { requestId, operation, status, data, issuedAt } = parsed;
  // a true signature over the answer to another question is no answer to this one
  if (requestId !== question.requestId || operation !== question.operation || parsed.system !== system)
    throw new UnavailableError('malformed', 'the answer belongs to another question');
  if ((status !== 'found' && status !== 'none') || typeof issuedAt !== 'string')
    throw new UnavailableError('malformed', 'the answer lacks its status or time');
  if (status === 'found' && (typeof data !== 'object' || data === null || Array.isArray(data)))
    throw new UnavailableError('malformed', 'the answer has no data');
  return { status, data: status === 'found' ? (data as Record<string, unknown>) : {}, issuedAt };
}

/** A refusal that concerns one record only, told as problem code `record-unavailable`. */
function isOfRecord(body: Buffer): boolean {
  try {
    return (JSON.parse(body.toString('utf8')) as { code?: unknown }).code === 'record-unavailable';
  } catch {
    return false;
  }
}
