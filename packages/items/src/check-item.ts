import { checkCodes } from './check-codes.ts';
import { checkElements } from './check-elements.ts';
import { checkGolden } from './check-golden.ts';
import { checkLinks } from './check-links.ts';
import { checkModes } from './check-modes.ts';
import { checkReview } from './check-review.ts';
import { checkRules } from './check-rules.ts';
import { checkSendIn } from './check-send-in.ts';
import { checkSigning } from './check-signing.ts';
import { checkVertical } from './check-vertical.ts';
import { type Finding, type Locator, type Path, type Severity, sortFindings } from './finding.ts';
import type { ItemPackage } from './model.ts';

/** Reports a fault at a path of the package, e.g. `['form', 'sections', 0, 'fields', 2, 'show']`. */
export type Tell = (
  severity: Severity,
  code: string,
  path: Path,
  zh: string,
  en: string,
  more?: { readonly example?: string; readonly key?: boolean },
) => void;

/**
 * Everything that can be wrong with a package whose shape is right: codes and check characters, V1–V14 (domain.md §2.5), every
 * expression, rules that overlap, leave gaps or never fire, papers and licences that do not meet, notices, golden cases.
 * Errors make the package unloadable. `locate` comes from `readItem`.
 */
export function checkItem(pkg: ItemPackage, locate: Locator): Finding[] {
  const findings: Finding[] = [];
  const tell: Tell = (severity, code, path, zh, en, more = {}) => {
    const place = locate(path, more.key);
    const example = more.example === undefined ? {} : { example: more.example };
    findings.push({ ...place, code, severity, message: { zh, en }, ...example });
  };
  checkCodes(pkg, tell);
  checkElements(pkg, tell);
  checkModes(pkg, tell);
  checkSendIn(pkg, tell);
  checkReview(pkg, tell);
  const compiled = checkRules(pkg, tell);
  checkLinks(pkg, tell, compiled);
  checkSigning(pkg, tell, compiled);
  checkVertical(pkg, tell);
  checkGolden(pkg, tell);
  return sortFindings(findings);
}
