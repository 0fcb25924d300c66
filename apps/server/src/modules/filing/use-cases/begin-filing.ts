import { sm3Hex } from '@miaopi/gm';
import { canonicalJson } from '@miaopi/items';
import { newId } from '../../../kernel/ids.ts';
import type { FilingDeps } from '../deps.ts';
import { closedToDepartments } from '../domain/fileable.ts';
import { type Begun, groundText, readBegin } from '../domain/filing-data.ts';
import type { Members } from '../domain/message.ts';
import { filingErrors } from '../errors.ts';
import { type FilingRow, findFiling, insertFiling, setDraft } from '../store/filings.ts';
import type { SystemRow } from '../store/systems.ts';
import { actorFor, readOrRefuse, systemActor } from './admit.ts';

/** How long a filing may stay unsubmitted; shorter than a repeated request is remembered. */
const daysOpen = 20;
const dayMs = 86_400_000;

/**
 * Opens a filing for a person or firm on the ground told, and a draft filled in from what the state knows. The same number with the same content again is the same filing,
 * whatever was lost on the way.
 * @returns what is still to be filled in, by the fields' names; nothing of what registers answered
 * @throws filing.item_closed, filing.applicant_unknown, filing.begun_otherwise, filing.over
 */
export async function beginFiling(
  deps: FilingDeps,
  system: SystemRow,
  data: Members,
): Promise<{
  readonly filing: FilingRow;
  readonly missing: readonly { readonly path: string; readonly zh: string }[];
}> {
  const { kernel } = deps;
  const given = readOrRefuse(() => readBegin(data, kernel.clock.today()));
  const item = deps.catalog.item(given.slug);
  if (!item || !system.items.includes(given.slug) || closedToDepartments(item)) throw filingErrors.item_closed();
  const digest = digestOf(given);
  const known = await findFiling(kernel.read, system.id, given.number);
  if (known && known.begunDigest !== digest) throw filingErrors.begun_otherwise();
  const filing = known ?? (await begin(deps, system, given, digest, item.package.item.region));
  if (filing.begunDigest !== digest) throw filingErrors.begun_otherwise();
  const actor = actorFor(system, filing);
  if (await deps.cases.throughDepartment.caseOf(filing.id)) return { filing, missing: [] };
  mustBeOpen(deps, filing);
  const draftId = filing.draftId ?? (await openDraft(deps, system, filing));
  const { gaps: missing } = await deps.forms.fill(actor, draftId, {});
  return { filing: { ...filing, draftId }, missing: missing.map((m) => ({ path: m.path, zh: m.message.zh })) };
}

export function mustBeOpen({ kernel }: FilingDeps, filing: FilingRow): void {
  if (filing.endsAt <= kernel.clock.now()) throw filingErrors.over();
}

/** The same draft however often it is asked for. */
async function openDraft(deps: FilingDeps, system: SystemRow, filing: FilingRow): Promise<string> {
  const { draftId } = await deps.forms.open(actorFor(system, filing), {
    requestId: `draft-${filing.id}`,
    slug: filing.slug,
  });
  await deps.kernel.command('filing.keep_draft', { actor: systemActor(system) }, (ctx) =>
    setDraft(ctx.tx, filing.id, draftId),
  );
  return draftId;
}

async function begin(
  deps: FilingDeps,
  system: SystemRow,
  given: Begun,
  digest: string,
  region: string,
): Promise<FilingRow> {
  const { kernel } = deps;
  const who = await applicantOf(deps, system, given);
  const paper = await paperOf(deps, system, who.personId, given);
  const ground = groundText(given.ground);
  const row = await kernel.command('filing.begin', { actor: systemActor(system) }, async (ctx) => {
    const row: FilingRow = {
      id: newId(),
      systemId: system.id,
      number: given.number,
      region,
      slug: given.slug,
      ...who,
      official: given.official,
      ground,
      paperId: paper ?? null,
      begunDigest: digest,
      draftId: null,
      begunAt: ctx.now,
      endsAt: new Date(ctx.now.getTime() + daysOpen * dayMs),
      toldDigest: null,
      toldCount: 0,
      failures: 0,
      trouble: null,
      lookedOn: null,
    };
    if (!(await insertFiling(ctx.tx, row))) return undefined;
    ctx.audit({
      action: 'filing.begun',
      subject: `filing:${row.id}`,
      data: { system: system.id, slug: row.slug, ground: given.ground.kind },
    });
    ctx.access({
      subjectKind: who.principalKind,
      subjectId: who.principalId,
      who: { zh: `${system.department}（${system.name}）`, en: `${system.department} (${system.name})` },
      what: { zh: '开始为您代为申报', en: 'Began to file for you' },
      purpose: ground,
    });
    return row;
  });
  // the same message twice at once: the other one was first
  const made = row ?? (await findFiling(kernel.read, system.id, given.number));
  if (!made) throw filingErrors.missing();
  return made;
}

type Who = Pick<FilingRow, 'personId' | 'personName' | 'principalKind' | 'principalId'>;

async function applicantOf({ identity }: FilingDeps, system: SystemRow, { applicant }: Begun): Promise<Who> {
  const { kind, name, number, mobile } = applicant;
  if (kind === 'person') {
    const person = await identity.personThroughDepartment(systemActor(system), {
      name,
      number,
      ...(mobile ? { mobile } : {}),
    });
    return { personId: person.id, personName: person.name, principalKind: 'person', principalId: person.id };
  }
  const firm = await identity.findHolder('firm', number.toUpperCase());
  const personId = firm && (await identity.contactOf('firm', number.toUpperCase()));
  // whether there is a firm of that number is told to nobody who can't name it
  if (!firm || !personId || firm.name !== name.normalize('NFKC')) throw filingErrors.applicant_unknown();
  return { personId, personName: firm.name, principalKind: 'firm', principalId: firm.id };
}

/** The consent is kept before anything is asked about the person. */
async function paperOf(
  deps: FilingDeps,
  system: SystemRow,
  personId: string,
  { ground }: Begun,
): Promise<string | undefined> {
  if (ground.kind !== 'consent') return undefined;
  return (await deps.materials.receive(systemActor(system), personId, ground.paper)).fileId;
}

/** Of everything it was begun with; a file by its SM3. */
function digestOf({ ground, ...rest }: Begun): string {
  const kept = ground.kind === 'consent' ? { ...ground, paper: ground.paper.sm3 } : ground;
  return sm3Hex(Buffer.from(canonicalJson(JSON.parse(JSON.stringify({ ...rest, ground: kept })))));
}
