import type { Draft } from '@miaopi/contracts';
import { maskValue } from '@miaopi/forms';
import { type CaseScope, type CompiledItem, scopeOf } from '@miaopi/items';
import type { PersonActor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import type { Applicant, FormsDeps } from './deps.ts';
import { inputOf } from './domain/draft-input.ts';
import { type FormChanged, walkTo } from './domain/version-change.ts';
import type { DraftEvidence } from './door.ts';
import { formsErrors } from './errors.ts';
import type { DraftRow, Owner } from './store/drafts.ts';

/** Pictures above this stay out of JSON; the page does not draw them. */
const longestText = 40 * 1024;

export function ownerOf(actor: PersonActor): Owner {
  const { personId, principal, through } = actor;
  return { personId, principalKind: principal.kind, principalId: principal.id, through: through?.systemId ?? null };
}

/** The draft is the actor's own and of the principal acted for now; any other is missing, whatever its id. */
export function owns(row: DraftRow, actor: PersonActor): boolean {
  const o = ownerOf(actor);
  return (
    row.personId === o.personId &&
    row.principalKind === o.principalKind &&
    row.principalId === o.principalId &&
    row.through === o.through
  );
}

export function mustOwn(row: DraftRow | undefined, actor: PersonActor): DraftRow {
  if (!row || row.personId !== actor.personId || row.through !== ownerOf(actor).through)
    throw formsErrors.draft_missing();
  if (owns(row, actor)) return row;
  throw formsErrors.draft_missing({
    detail: {
      zh: '这份草稿属于您的另一个办事身份，请先切换身份。',
      en: 'This draft belongs to another one you act for. Switch to it first.',
    },
  });
}

/** The item in the version a draft was begun on. */
export async function itemOf({ plugs }: FormsDeps, slug: string, version: number): Promise<CompiledItem> {
  const item = plugs.item(slug, version) ?? (await plugs.load(slug, version));
  if (!item) throw kernelErrors.bug({ log: `a draft needs ${slug} v${version}, which is not there` });
  return item;
}

/** What a newer version changes, for a draft that has not been walked to it yet. */
export function pendingChange(deps: FormsDeps, item: CompiledItem, row: DraftRow): FormChanged | null {
  if (row.formChanged || row.caseId) return row.formChanged;
  const inForce = deps.plugs.item(row.slug);
  if (!inForce || inForce.package.item.version === row.itemVersion) return null;
  return walkTo(item, inForce, row.answers, deps.kernel.clock.today()).formChanged;
}

/** A draft as its owner's page takes it. */
export function presentDraft(item: CompiledItem, row: DraftRow, today: string, changed: FormChanged | null): Draft {
  const { applicant } = row;
  const scope = scopeOf(item, inputOf(applicant, row.answers, row.evidence, today));
  return {
    id: row.id,
    slug: row.slug,
    itemName: row.itemName,
    itemVersion: row.itemVersion,
    office: item.package.item.office.name,
    revision: row.revision,
    answers: row.answers,
    provenance: row.provenance as Draft['provenance'],
    lookups: presentLookups(item, scope, row.evidence, applicant),
    applicant: {
      kind: applicant.kind,
      name: applicant.name,
      number: maskValue(applicant.number, 'id'),
      facts: { ...applicant.facts },
    },
    agent: applicant.agent && { name: applicant.agent.name, facts: { ...applicant.agent.facts } },
    ...(changed ? { formChanged: { from: changed.from, to: changed.to, changes: [...changed.changes] } } : {}),
    savedAt: row.savedAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    ...(row.caseId ? { caseId: row.caseId } : {}),
  } as Draft;
}

/** What was asked while the form is filled in, and what of the answers the person it is about may see. */
export function presentLookups(
  item: CompiledItem,
  scope: CaseScope,
  evidence: readonly DraftEvidence[],
  applicant: Pick<Applicant, 'facts'> & { readonly agent: { readonly facts: Applicant['facts'] } | null },
): Draft['lookups'] {
  const known = new Map(evidence.map((e) => [e.name, e]));
  return item.core.evidence
    .filter((e) => e.when === 'draft')
    .map(({ name, label, office, fields }): Draft['lookups'][number] => {
      // an answer to other parameters than the form has now counts as not asked
      const answer = Object.hasOwn(scope.evidence, name) ? known.get(name) : undefined;
      if (!answer) return { name, label, office, status: 'not-asked' };
      return {
        name,
        label,
        office: answer.source.office,
        status: answer.status,
        at: answer.at,
        milliseconds: Math.round(answer.milliseconds),
        ...(answer.status === 'found' ? { data: shownData(answer, fields, applicant) } : {}),
      };
    });
}

/** Longer masked texts are pictures, not names. */
const longestName = 400;
/** A text that is there and not shown (the ID photo): a form that only asks whether it is there judges right. */
const there = '＊';

/**
 * What a register said, for the person it is about. A masked field stays only when it repeats what the person's own account says: an owner's name or a
 * relative's number is for judging, not for showing. It is null then, so that the preview says "unknown" rather than something wrong.
 */
function shownData(
  answer: DraftEvidence,
  fields: Readonly<Record<string, { readonly mask?: string }>>,
  applicant: Parameters<typeof presentLookups>[3],
): Record<string, unknown> {
  const own = new Set([...Object.values(applicant.facts), ...Object.values(applicant.agent?.facts ?? {})]);
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(answer.data)) {
    const masked = Object.hasOwn(fields, name) && fields[name]?.mask !== undefined;
    const withheld =
      typeof value === 'string' && value.length > (fields[name]?.mask === 'all' ? longestName : longestText);
    if (withheld) shown[name] = there;
    else if (masked && !(typeof value === 'string' && own.has(value))) shown[name] = null;
    else shown[name] = value;
  }
  return shown;
}
