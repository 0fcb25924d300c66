import type { Text } from '../../../kernel/text.ts';

/** A material whose original is to be shown, with the uploads it is compared with; none where a register answered for it. */
export interface OriginalDue {
  readonly name: Text;
  readonly files: readonly string[];
}

/** An original as an official saw it. `equal`: it agrees with what was uploaded, or with what the register says. */
export interface OriginalShown {
  readonly material: string;
  readonly files: readonly string[];
  readonly equal: boolean;
}

/** What an official says of one original. `material` is its Chinese name. */
export interface OriginalSeen {
  readonly material: string;
  readonly copies: number;
  readonly equal: boolean;
  readonly note?: string;
}

/** The newest look at an original; one of an upload that was replaced since is history. @param shown in the order they were seen */
export function lastLook<S extends OriginalShown>(due: OriginalDue, shown: readonly S[]): S | undefined {
  return shown.findLast((s) => s.material === due.name.zh && sameFiles(s.files, due.files));
}

/** Originals that nobody has found equal yet. */
export function originalsLeft(due: readonly OriginalDue[], shown: readonly OriginalShown[]): OriginalDue[] {
  return due.filter((d) => lastLook(d, shown)?.equal !== true);
}

/** What is wrong with what an official says he saw: every original still to be shown is named once, and a difference is put into words. */
export function seenFaults(
  left: readonly OriginalDue[],
  seen: readonly OriginalSeen[],
): { readonly path: string; readonly message: Text }[] {
  const names = new Set(left.map((d) => d.name.zh));
  const faults = seen.flatMap((s, i) => {
    if (!names.has(s.material) || seen.findIndex((x) => x.material === s.material) < i)
      return [
        {
          path: `body.originals.${i}.material`,
          message: {
            zh: `“${s.material}”不在要核对的原件之中`,
            en: `“${s.material}” is not among the originals to be shown`,
          },
        },
      ];
    if (!s.equal && (s.note ?? '').trim().length < 2)
      return [
        {
          path: `body.originals.${i}.note`,
          message: { zh: `请写明“${s.material}”哪里不一致`, en: `Say in what “${s.material}” differs` },
        },
      ];
    return [];
  });
  const missing = left.filter((d) => !seen.some((s) => s.material === d.name.zh));
  return [
    ...faults,
    ...missing.map((d) => ({
      path: 'body.originals',
      message: { zh: `还没有核对“${d.name.zh}”的原件`, en: `The original of “${d.name.en}” was not looked at` },
    })),
  ];
}

function sameFiles(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((file) => b.includes(file));
}
