import { type CaseInput, scopeOf } from './case-input.ts';
import type { CompiledCore } from './compile-core.ts';
import type { Material, Signing, SigningParty } from './model.ts';

/** One who signs, as far as the answers tell who that is. */
export interface PartyNeed {
  readonly party: SigningParty;
  /** Null while the answers do not say. */
  readonly kind: 'person' | 'firm' | null;
  readonly holder: string | null;
  /** ID number or USCC. */
  readonly number: string | null;
}

/** A material of this very case that has to be signed. */
export interface SignatureNeed {
  readonly material: Material;
  /** The field that takes the file. */
  readonly field: string;
  readonly signing: Signing;
  readonly paper: string | undefined;
  readonly parties: readonly PartyNeed[];
}

/** F142: which materials of this case need whose signature, by the item's situations. Never throws for any input. */
export function signaturesNeeded(item: CompiledCore, input: CaseInput): SignatureNeed[] {
  const scope = scopeOf(item, input);
  return item.core.materials.flatMap((material, i): SignatureNeed[] => {
    const { by, signing } = material;
    const parties = item.materials[i]?.parties;
    if (!signing || !parties || !('field' in by) || !scope.form.fields.get(by.field)?.visible) return [];
    return [
      {
        material,
        field: by.field,
        signing,
        paper: signing.paper,
        parties: parties
          .filter((p) => !p.when || p.when.evaluate(scope.all) === true)
          .map(({ party, kind, holder, number }) => ({
            party,
            kind: kindOf(kind.evaluate(scope.all)),
            holder: textOf(holder.evaluate(scope.all)),
            number: textOf(number.evaluate(scope.all)),
          })),
      },
    ];
  });
}

function kindOf(value: unknown): PartyNeed['kind'] {
  return value === '自然人' ? 'person' : value === '企业' ? 'firm' : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
