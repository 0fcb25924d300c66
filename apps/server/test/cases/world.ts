import type { CaseView } from '@miaopi/contracts';
import { CALENDAR_TABLE, createGrowingCalendar, type GrowingCalendar } from '@miaopi/identifiers';
import {
  type CompiledItem,
  compileItem,
  type GoldenCase,
  gatherPlan,
  goldenInput,
  type ItemPackage,
  type ItemProcess,
  scopeOf,
} from '@miaopi/items';
import type { Actor, PersonActor, StaffActor } from '../../src/kernel/actor.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import type { Reader } from '../../src/kernel/db/database.ts';
import type { SentBytes } from '../../src/kernel/http/route.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Kernel } from '../../src/kernel/kernel.ts';
import {
  type Cases,
  createCases,
  type GatherEvidence,
  type GatheredEvidence,
  toAnswers,
} from '../../src/modules/cases/index.ts';
import {
  createVerticalSystems,
  type Exchange,
  noVerticals,
  type VerticalSystems,
} from '../../src/modules/exchange/index.ts';
import type { CorrectionOfAnswers } from '../../src/modules/forms/index.ts';
import { correctAnswers } from '../../src/modules/forms/use-cases/correct-answers.ts';
import { createPayments, type Payments } from '../../src/modules/payments/index.ts';
import { createRules } from '../../src/modules/rules/index.ts';
import type { KeyDevices } from '../../src/modules/seals/index.ts';
import { startWorld, type World } from '../licences/world.ts';

interface Applicant {
  readonly kind: 'person' | 'firm';
  readonly id: string;
  readonly name: string;
  readonly number: string;
}

/** Cases over real licences, seals and rules; drafts, accounts and outside systems answer as a golden case says. */
export interface CaseWorld {
  readonly w: World;
  readonly cases: Cases;
  readonly payments: Payments;
  /** Files an application as the golden case has it and waits for its chain. */
  file(slug: string, golden: GoldenCase, applicant: Applicant): Promise<CaseView>;
  /** The request that files it, to be sent once or more. */
  filing(slug: string, golden: GoldenCase, applicant: Applicant): Asked;
  /** What registers and the library were asked, one by one. */
  readonly registersAsked: string[];
  /** Accounts of officials, and offices, that identity knows: empty until a test adds some. */
  readonly staff: StaffActor[];
  readonly offices: { readonly uscc: string; readonly name: { readonly zh: string; readonly en: string } }[];
  /** By which everything here counts; it may learn of further years. */
  readonly calendar: GrowingCalendar;
  /** Days on which papers for a case were posted that are on their way, yyyy-mm-dd. */
  readonly posted: Map<string, string>;
  /** Files that belong to every case. */
  readonly filesOf: { fileId: string; name: string }[];
  /** @param process this one unless said otherwise */
  ask<T>(name: string, asked: Asked, process?: Cases): Promise<T>;
  /** The same cases in a process that has just started: it has nothing in mind. */
  elsewhere(): Cases;
  official(slug: string): StaffActor;
  /** Who receives and accepts in the same office. */
  clerk(slug: string): StaffActor;
  /** From now on the registers answer about this person as the golden case says, whatever is asked. */
  registersSay(golden: GoldenCase): void;
  /** A newer version of an item comes into force; cases that were filed keep theirs. */
  publish(slug: string, change: (pkg: ItemPackage) => ItemPackage): CompiledItem;
  /** The clock stands at ten in the morning of this day. */
  at(day: string): void;
  /** Runs a job of the module now. */
  run(job: string, payload?: object): Promise<void>;
  close(): Promise<void>;
}

interface Asked {
  readonly actor: Actor;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Of routes that take bytes as they come. */
  readonly sent?: SentBytes;
}

export function actorOf(applicant: Pick<Applicant, 'kind' | 'id'>): PersonActor {
  const { kind, id } = applicant;
  const personId = kind === 'firm' ? `legal_${id}` : id;
  return {
    kind: 'person',
    personId,
    sessionId: 's',
    name: '某',
    principal: { kind, id, role: kind === 'firm' ? 'legal' : 'self' },
  };
}

/** What nobody may change came from the account. */
function accountOf(item: CompiledItem): Record<string, object> {
  const account = {
    source: 'account',
    from: { zh: '实名账号', en: 'Account' },
    at: '2026-11-22T02:00:00Z',
    locked: true,
  };
  const fields = item.form.sections.flatMap((s) => s.fields.map((f) => f.field));
  return Object.fromEntries(fields.filter((f) => f.edit === 'never').map((f) => [f.name, account]));
}

function answerOf(golden: GoldenCase | undefined, name: string): Readonly<Record<string, unknown>> | undefined {
  const answer = golden?.evidence[name];
  return answer?.status === 'found' ? answer.data : undefined;
}

/** On a day on which the golden cases hold. */
export async function startCases(
  slugs: readonly string[],
  /** When given, every item asks for a live person check, and this says who passed it; else whoever is asked for one passed it. */
  personChecked?: (w: World, personId: string) => Promise<boolean>,
  /** Part of the process of every item, as review steps. */
  process?: Partial<ItemProcess>,
  /** In place of one that no department outside takes part in. */
  exchange?: (w: World) => Pick<Exchange, 'consultations'>,
  /** Vertical systems and how they are asked; none when absent. */
  over?: (kernel: Kernel) => { readonly exchange: Pick<Exchange, 'ask'>; readonly verticals: VerticalSystems },
  keyDevices?: KeyDevices,
): Promise<CaseWorld> {
  const clock = fixedClock('2026-11-22T02:00:00Z');
  const w = await startWorld(slugs, clock, undefined, keyDevices);
  const outside = over?.(w.t.kernel);
  const filesOf: CaseWorld['filesOf'] = [];
  const registersAsked: string[] = [];
  const taken = new Set<string>();
  const staff: CaseWorld['staff'] = [];
  const offices: CaseWorld['offices'] = [];
  const filings = new Map<
    string,
    { readonly slug: string; readonly golden: GoldenCase; readonly applicant: Applicant }
  >();
  const byReference = new Map<string, GoldenCase>();
  const toldOf = new Map<string, GoldenCase>();
  const filingOf = (draftId: string) => {
    const filing = filings.get(draftId);
    if (!filing) throw new Error(`no draft ${draftId}`);
    return filing;
  };
  const factsOf = (golden: GoldenCase, applicant: Applicant) => ({
    ...applicant,
    mobile: '13900000000',
    facts: golden.applicant,
    agent: golden.agent
      ? {
          id: 'agent',
          name: String(golden.agent.姓名),
          number: String(golden.agent.身份号码),
          mobile: null,
          facts: golden.agent,
        }
      : null,
  });

  const gather: GatherEvidence = async ({ item, input, when, known }) => {
    const all = new Map<string, GatheredEvidence>(known.map((e) => [e.name, e]));
    const golden = toldOf.get(String(input.applicant.身份号码)) ?? byReference.get(JSON.stringify(input.answers));
    for (let round = 0; round < 5; round++) {
      const plan = gatherPlan(item, { ...input, evidence: toAnswers([...all.values()]) }, when);
      if (plan.length === 0) break;
      for (const { name, label, params, licence, connector, operation, office, purpose } of plan) {
        registersAsked.push(name);
        const found = licence
          ? await w.licences.heldBy({ kind: 'firm', number: String(input.applicant.统一社会信用代码) }, licence, params)
          : answerOf(golden, name);
        all.set(name, {
          name,
          label,
          params,
          requestId: newId(),
          status: found ? 'found' : 'none',
          data: found ?? {},
          source: {
            office,
            purpose,
            system: licence ? 'licences' : (connector ?? ''),
            operation: operation ?? licence ?? '',
          },
          at: w.t.kernel.clock.now().toISOString(),
          milliseconds: 1,
        });
      }
    }
    return [...all.values()];
  };

  const stepped = new Map<string, CompiledItem>();
  const steppedOf = (slug: string): CompiledItem => {
    const plain = w.item(slug);
    if (!process) return plain;
    const known =
      stepped.get(slug) ?? compileItem({ ...plain.package, process: { ...plain.package.process, ...process } });
    stepped.set(slug, known);
    return known;
  };
  /** Every version of an item after the one of its folder, the newest last. */
  const published = new Map<string, CompiledItem[]>();
  const item = (slug: string, version?: number): CompiledItem => {
    const all = [steppedOf(slug), ...(published.get(slug) ?? [])];
    const plain = all.find((one) => one.core.version === version) ?? all.at(-1)!;
    if (!personChecked) return plain;
    return { ...plain, package: { ...plain.package, item: { ...plain.package.item, realPerson: true } } };
  };
  const payments = createPayments(w.t.kernel, {
    providers: [],
    feeItems: () => [],
    signPaper: async (_office, pdf) => pdf,
  });
  // with what the form computes, as it is filed
  const filedAnswers = (slug: string, golden: GoldenCase) => scopeOf(item(slug), goldenInput(golden)).answers;
  const posted = new Map<string, string>();
  const calendar = createGrowingCalendar(CALENDAR_TABLE);
  const plugs = (): Parameters<typeof createCases>[0] => ({
    postedOn: async (caseId) => posted.get(caseId),
    payments,
    exchange: {
      // asked for when a case needs it: a world of departments is opened over this one
      get consultations() {
        return exchange?.(w).consultations ?? ({ departments: [], ofSubjects: async () => [] } as never);
      },
      ask: outside?.exchange.ask ?? (async () => ({ status: 'unavailable', data: {} }) as never),
    },
    verticals: outside?.verticals ?? createVerticalSystems(noVerticals),
    kernel: w.t.kernel,
    licences: w.licences,
    rules: createRules(w.t.kernel),
    signing: { missing: async () => [] } as never,
    calendar,
    refreshCalendar: async () => {},
    gather,
    catalog: { item, load: async (slug: string, version: number) => item(slug, version) } as never,
    identity: {
      applicantFacts: async (actor: PersonActor) => {
        const { golden, applicant } = filingOf(actor.sessionId);
        return factsOf(golden, applicant);
      },
      findOffice: async (uscc: string) => offices.find((o) => o.uscc === uscc),
      colleaguesOf: async (office: string) =>
        staff.filter((s) => s.office === office).map((s) => ({ ...s, id: s.staffId })),
      offices: async () => offices,
      officialsOf: async (_office: string, role: string) => (role === 'head' ? ['staff_head'] : ['staff_1', 'staff_2']),
      personChecked: async (personId: string) => (personChecked ? personChecked(w, personId) : true),
      limits: { spend: async () => {} },
    } as never,
    forms: {
      peek: async (draftId: string) => {
        if (taken.has(draftId)) return undefined;
        const { slug, golden, applicant } = filingOf(draftId);
        const { facts, agent } = factsOf(golden, applicant);
        const { answers } = golden;
        const today = w.t.kernel.clock.today();
        const input = { applicant: facts, agent: agent?.facts ?? null, answers, evidence: {}, today };
        return { slug, revision: 1, item: item(slug), input, evidence: [] };
      },
      take: async (_ctx: unknown, { draftId }: { draftId: string }) => {
        const { slug, golden } = filingOf(draftId);
        taken.add(draftId);
        return {
          id: draftId,
          slug,
          itemVersion: item(slug).core.version,
          answers: filedAnswers(slug, golden),
          provenance: accountOf(item(slug)),
          evidence: [],
        };
      },
      correct: (db: Reader, correction: CorrectionOfAnswers) =>
        correctAnswers({ kernel: w.t.kernel, plugs: {} as never }, db, correction),
    } as never,
    materials: {
      attach: async () => [],
      filesOf: async () => filesOf,
      // every paper that must be signed is the signed original
      briefsOf: async (_person: string, fileIds: readonly string[]) =>
        fileIds.map((fileId) => ({ fileId, standing: 'original', signatures: [] })),
    } as never,
  });
  const cases = createCases(plugs());

  const ask: CaseWorld['ask'] = async (name, asked, process = cases) => {
    const bound = process.module.routes?.find((r) => r.contract.name === name);
    if (!bound) throw new Error(`no route ${name}`);
    return (await bound.handle({
      params: asked.params ?? {},
      query: asked.query ?? {},
      body: asked.body,
      sent: asked.sent,
      actor: asked.actor,
      lang: 'zh',
      requestId: 'r',
      ip: '127.0.0.1',
      signal: new AbortController().signal,
    } as never)) as never;
  };
  const filing: CaseWorld['filing'] = (slug, golden, applicant) => {
    const draftId = newId();
    filings.set(draftId, { slug, golden, applicant });
    byReference.set(JSON.stringify(golden.answers), golden);
    byReference.set(JSON.stringify(filedAnswers(slug, golden)), golden);
    return {
      actor: { ...actorOf(applicant), sessionId: draftId },
      params: { draftId },
      query: { wait: 10_000 },
      body: { requestId: newId(), revision: 1, declared: true },
    };
  };
  return {
    w,
    cases,
    payments,
    filesOf,
    posted,
    calendar,
    staff,
    offices,
    ask,
    elsewhere: () => createCases(plugs()),
    filing,
    registersAsked,
    file: (slug, golden, applicant) => ask<CaseView>('cases.submitApplication', filing(slug, golden, applicant)),
    official: (slug) => ({
      kind: 'staff',
      staffId: 'staff_1',
      sessionId: 's',
      name: '柏舟',
      number: '0017',
      office: item(slug).package.item.office.uscc,
      region: item(slug).package.item.region,
      roles: ['approver'],
    }),
    clerk: (slug) => ({
      kind: 'staff',
      staffId: 'staff_clerk',
      sessionId: 's',
      name: '丁俊杰',
      number: 'GA0001',
      office: item(slug).package.item.office.uscc,
      region: item(slug).package.item.region,
      roles: ['acceptor'],
    }),
    registersSay: (golden) => void toldOf.set(String(golden.applicant.身份号码), golden),
    publish(slug, change) {
      const before = item(slug);
      const pkg = change(structuredClone(before.package));
      const newer = compileItem({ ...pkg, item: { ...pkg.item, version: before.core.version + 1 } });
      published.set(slug, [...(published.get(slug) ?? []), newer]);
      return newer;
    },
    at: (day) => clock.set(`${day}T02:00:00Z`),
    run: async (job, payload = {}) => {
      await cases.module.jobs?.[job]?.(payload, { attempt: 1, maxAttempts: 1 } as never);
    },
    async close() {
      await cases.chain.idle();
      await w.close();
    },
  };
}
