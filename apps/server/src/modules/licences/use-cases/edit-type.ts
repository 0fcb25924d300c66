import { compileNumberRule } from '@miaopi/identifiers';
import { type CompiledItem, goldenInput, licenceContent, sampleIssue } from '@miaopi/items';
import { drawingToSvg, samplePaper } from '@miaopi/layout';
import { notoPaperEnv } from '@miaopi/layout/noto';
import type { StaffActor } from '../../../kernel/actor.ts';
import { actorKey } from '../../../kernel/actor.ts';
import type { LicencesDeps } from '../deps.ts';
import { checkTypeRow, type TypeFinding } from '../domain/check-type-row.ts';
import { headRole } from '../domain/life.ts';
import type { TypeRow } from '../domain/type-row.ts';
import { licencesErrors } from '../errors.ts';
import { mayEditTypes, mayPublishType } from '../policy.ts';
import {
  dropDraft,
  insertTypeVersion,
  lastNumber,
  listTypeVersions,
  lockType,
  numbersTaken,
  publishDraft,
  saveDraft,
  type TypeVersionRow,
} from '../store/types.ts';

export interface TypePreview {
  readonly findings: readonly TypeFinding[];
  /** The next three numbers of the register. */
  readonly numbers: readonly string[];
  /** The template with the values of the item's first granted golden case; undefined when the row can't be used. */
  readonly svg: string | undefined;
}

/** Versions of a type that the official's office keeps. @throws licences.type_missing */
export async function versionsOf(deps: LicencesDeps, actor: StaffActor, typeCode: string): Promise<TypeVersionRow[]> {
  const versions = await listTypeVersions(deps.kernel.read, typeCode);
  if (!versions.some((v) => v.office === actor.office)) throw licencesErrors.type_missing();
  return versions;
}

/** One version and the published one it came after. @throws licences.type_missing */
export async function versionOf(
  deps: LicencesDeps,
  actor: StaffActor,
  typeCode: string,
  version: number,
): Promise<{ readonly version: TypeVersionRow; readonly former: TypeVersionRow | undefined }> {
  const versions = await versionsOf(deps, actor, typeCode);
  const found = versions.find((v) => v.version === version);
  if (!found) throw licencesErrors.type_missing();
  return { version: found, former: versions.find((v) => v.version < version && v.state === 'published') };
}

/** What a row would do, without keeping it: what is wrong, the next numbers, the paper. */
export async function previewType(
  deps: LicencesDeps,
  actor: StaffActor,
  typeCode: string,
  row: TypeRow,
): Promise<TypePreview> {
  const item = await itemOf(deps, await versionsOf(deps, actor, typeCode));
  const { findings, item: governed } = checkTypeRow(typeCode, row, item.package, await deps.slugs());
  const numbers = await nextNumbers(deps, typeCode, row.numberRule, item);
  const taken = await numbersTaken(deps.kernel.read, typeCode, numbers);
  return {
    findings: [
      ...findings,
      ...taken.map((number) => ({
        path: 'numberRule',
        text: { zh: `编号 ${number} 已经用过`, en: `The number ${number} is given already` },
      })),
    ],
    numbers,
    svg: governed && sample(governed),
  };
}

/** Saves the one draft of a type. A draft may be wrong; publishing may not. @throws licences.type_missing, licences.not_lawful */
export async function saveTypeDraft(
  deps: LicencesDeps,
  actor: StaffActor,
  typeCode: string,
  input: { readonly requestId: string; readonly body: TypeRow; readonly note: string },
): Promise<void> {
  await versionsOf(deps, actor, typeCode);
  const answer = mayEditTypes(actor);
  if (!answer.allowed) throw licencesErrors.not_lawful({ detail: answer.reason });
  await deps.kernel.command('licences.save_type', { actor, requestId: input.requestId }, async (ctx): Promise<void> => {
    await lockType(ctx.tx, typeCode);
    const versions = await listTypeVersions(ctx.tx, typeCode);
    const inForce = versions.find((v) => v.state === 'published')!;
    const saved = {
      typeCode,
      body: input.body,
      note: input.note,
      savedBy: actorKey(actor),
      savedByName: actor.name,
      savedByHead: actor.roles.includes(headRole),
      savedAt: ctx.now,
    };
    if (!(await saveDraft(ctx.tx, saved)))
      await insertTypeVersion(ctx.tx, {
        ...saved,
        version: versions[0]!.version + 1,
        state: 'draft',
        source: 'studio',
        slug: inForce.slug,
        office: inForce.office,
        publishedBy: null,
        publishedByName: null,
        publishedAt: null,
      });
    ctx.audit({ action: 'licences.type_saved', subject: `licence_type:${typeCode}` });
  });
}

/**
 * Another person publishes what one saved; new issues follow it at once, those running and issued keep theirs.
 * @throws licences.type_missing, licences.not_lawful, licences.type_wrong
 */
export async function decideTypeDraft(
  deps: LicencesDeps,
  actor: StaffActor,
  typeCode: string,
  input: { readonly requestId: string; readonly verdict: 'publish' | 'drop' },
): Promise<void> {
  const item = await itemOf(deps, await versionsOf(deps, actor, typeCode));
  const slugs = await deps.slugs();
  await deps.kernel.command(
    'licences.decide_type',
    { actor, requestId: input.requestId },
    async (ctx): Promise<void> => {
      await lockType(ctx.tx, typeCode);
      const draft = (await listTypeVersions(ctx.tx, typeCode)).find((v) => v.state === 'draft');
      if (!draft) throw licencesErrors.type_missing();
      if (input.verdict === 'drop') {
        const answer = mayEditTypes(actor);
        if (!answer.allowed) throw licencesErrors.not_lawful({ detail: answer.reason });
        await dropDraft(ctx.tx, typeCode);
        ctx.audit({ action: 'licences.type_dropped', subject: `licence_type:${typeCode}` });
        return;
      }
      const answer = mayPublishType(actor, draft);
      if (!answer.allowed) throw licencesErrors.not_lawful({ detail: answer.reason });
      const { findings } = checkTypeRow(typeCode, draft.body, item.package, slugs);
      if (findings.length > 0)
        throw licencesErrors.type_wrong({
          issues: findings.map((f) => ({ path: f.path, code: 'wrong', message: f.text })),
        });
      await publishDraft(ctx.tx, typeCode, { who: actorKey(actor), name: actor.name, at: ctx.now });
      ctx.audit({
        action: 'licences.type_published',
        subject: `licence_type:${typeCode}`,
        data: { version: draft.version },
      });
      ctx.emit({ name: 'licences.type_published', payload: { typeCode, version: draft.version } });
    },
  );
  await deps.types.refresh();
}

async function itemOf(deps: LicencesDeps, versions: readonly TypeVersionRow[]): Promise<CompiledItem> {
  const item = await deps.itemInForce(versions[0]!.slug);
  if (!item) throw licencesErrors.type_missing({ log: `item ${versions[0]!.slug} is not in force` });
  return item;
}

/** The next three numbers by a rule, as far as it makes any. */
export async function nextNumbers(
  deps: LicencesDeps,
  typeCode: string,
  source: string,
  item: CompiledItem,
): Promise<string[]> {
  try {
    const rule = compileNumberRule(source);
    const place = { date: deps.kernel.clock.today(), region: item.package.item.region.slice(0, 6) };
    const last = await lastNumber(deps.kernel.read, typeCode, rule.scopeKey(place));
    return [1, 2, 3].map((n) => rule.format({ ...place, sequence: last + n }));
  } catch {
    return [];
  }
}

function sample(item: CompiledItem): string {
  const golden = item.package.golden.find((g) => g.expect.verdict === 'grant');
  const values = golden ? licenceContent(item, goldenInput(golden), sampleIssue(item, golden.today)).paperValues : {};
  return drawingToSvg(samplePaper(item.paper, notoPaperEnv(), values), 0, {
    outlines: true,
    title: item.package.licence.name.zh,
  });
}
