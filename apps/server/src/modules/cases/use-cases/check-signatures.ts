import { type CaseInput, type CompiledItem, type PartyNeed, type SignatureNeed, signaturesNeeded } from '@miaopi/items';
import type { Issue } from '../../../kernel/errors.ts';
import type { FileBrief } from '../../materials/index.ts';
import type { CasesDeps } from '../deps.ts';
import { casesErrors } from '../errors.ts';

/** Which signatures were found before the filing transaction opened: `field file number`. */
export type CheckedSignatures = ReadonlySet<string>;

const key = (need: SignatureNeed, fileId: string, number: string | null) => `${need.field} ${fileId} ${number}`;

/**
 * F142, F145: a material that must be a signed original is one, with the signature of each party the item names. Looked up before the transaction opens:
 * uploads and their verdicts never change. @throws cases.signatures_missing with an issue at each field
 */
export async function checkSignatures(
  deps: CasesDeps,
  personId: string,
  form: { readonly item: CompiledItem; readonly input: CaseInput } | undefined,
): Promise<CheckedSignatures> {
  // most items have nothing signed
  if (!form?.item.core.materials.some((m) => m.signing?.original)) return new Set();
  const { item, input: judged } = form;
  const found = new Set<string>();
  const issues: Issue[] = [];
  for (const need of signaturesNeeded(item, judged)) {
    if (!need.signing.original) continue;
    const fileIds = filesOf(judged, need.field);
    const briefs = await deps.materials.briefsOf(personId, fileIds);
    for (const brief of briefs) {
      const absent = await deps.signing.missing(
        need.parties,
        brief.standing === 'original' ? brief.signatures.map((s) => s.sealId) : [],
      );
      for (const { number } of need.parties)
        if (!absent.some((p) => p.number === number)) found.add(key(need, brief.fileId, number));
      if (absent.length > 0) issues.push(issueOf(need, brief, absent));
    }
  }
  if (issues.length > 0) throw casesErrors.signatures_missing({ issues });
  return found;
}

/** In the filing transaction: what is filed is what was checked. @throws cases.signatures_missing */
export function mustBeSigned(item: CompiledItem, judged: CaseInput, checked: CheckedSignatures): void {
  for (const need of signaturesNeeded(item, judged)) {
    if (!need.signing.original) continue;
    for (const fileId of filesOf(judged, need.field)) {
      const absent = need.parties.filter((p) => !checked.has(key(need, fileId, p.number)));
      if (absent.length > 0) throw casesErrors.signatures_missing({ issues: [issueOf(need, undefined, absent)] });
    }
  }
}

function filesOf(input: CaseInput, field: string): string[] {
  const answer = input.answers[field];
  return (Array.isArray(answer) ? answer : [answer]).flatMap((f) =>
    typeof f === 'object' && f !== null && 'fileId' in f ? [String(f.fileId)] : [],
  );
}

function issueOf(need: SignatureNeed, brief: FileBrief | undefined, absent: readonly PartyNeed[]): Issue {
  const zh = absent.map((p) => `${p.party.label.zh}${p.holder ? `（${p.holder}）` : ''}`).join('、');
  const en = absent.map((p) => `${p.party.label.en}${p.holder ? ` (${p.holder})` : ''}`).join(', ');
  return {
    path: need.field,
    code: 'signatures',
    message:
      brief?.standing === 'copy'
        ? {
            zh: `“${brief.name}”没有电子签章，只能当复印件；还缺${zh}的签章。`,
            en: `“${brief.name}” is not sealed and counts as a copy; signatures of ${en} are missing.`,
          }
        : { zh: `还缺${zh}的签章。`, en: `Signatures of ${en} are missing.` },
  };
}
