import type { CasesDeps } from '../deps.ts';
import type { VerticalMessage } from '../domain/vertical-message.ts';

/** The file of a result is written before the commit that makes it known; the same file has the same place. */
export async function putFile(deps: CasesDeps, caseId: string, message: VerticalMessage): Promise<void> {
  const file = message.result?.file;
  if (file) await deps.kernel.files.put(fileKeyOf(caseId, file.sm3), file.data);
}

export function fileKeyOf(caseId: string, sm3: string): string {
  return `vertical/${caseId}/${sm3.slice(0, 32)}`;
}
