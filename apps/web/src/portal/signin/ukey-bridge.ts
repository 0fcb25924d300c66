import { UKEY_BRIDGE } from '@miaopi/contracts';

/** A 智能密码钥匙 plugged in, as the program on this computer tells. */
export interface Key {
  readonly id: string;
  readonly label: string;
  readonly certificate: string;
}

export type KeyTrouble = 'unreachable' | 'wrong-pin' | 'locked' | 'refused';

export class KeyError extends Error {
  readonly trouble: KeyTrouble;
  /** Tries left of a wrong PIN. */
  readonly left: number | undefined;
  constructor(trouble: KeyTrouble, left?: number) {
    super(trouble);
    this.trouble = trouble;
    this.left = left;
  }
}

/** Asks the program on this computer; with a body it is told. @throws KeyError */
export async function askBridge(path: string, told?: object): Promise<unknown> {
  let answer: Response;
  try {
    answer = await fetch(`${UKEY_BRIDGE}${path}`, {
      ...(told ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(told) } : {}),
      credentials: 'omit',
      signal: AbortSignal.timeout(20_000),
    });
  } catch {
    throw new KeyError('unreachable');
  }
  const body = (await answer.json().catch(() => ({}))) as { code?: string; left?: number };
  if (answer.ok) return body;
  if (body.code === 'wrong-pin') throw new KeyError('wrong-pin', body.left);
  throw new KeyError(body.code === 'locked' ? 'locked' : 'refused');
}

export async function listKeys(): Promise<readonly Key[]> {
  const keys = await askBridge('/v1/keys');
  return Array.isArray(keys) ? (keys as Key[]) : [];
}

export async function signWithKey(key: Key, pin: string, message: string): Promise<string> {
  const { signature } = (await askBridge('/v1/sign', { id: key.id, pin, message })) as { signature: string };
  return signature;
}
