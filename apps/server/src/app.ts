import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fromBase64 } from '@miaopi/gm';
import { itemCalendar } from '@miaopi/items';
import { notoPaperEnv } from '@miaopi/layout/noto';
import { buildDistrict, CARRIER_TARIFF, signInTable } from '@miaopi/scenarios';
import { type Installation, openInstallation } from './installation.ts';
import { systemClock } from './kernel/clock.ts';
import { createCommands } from './kernel/command.ts';
import type { Config } from './kernel/config.ts';
import { openDatabase } from './kernel/db/database.ts';
import { openFiles } from './kernel/files.ts';
import { mountOpenApi } from './kernel/http/openapi.ts';
import { closeHttp, createHttp, mountRoute } from './kernel/http/server.ts';
import { mountStatic } from './kernel/http/static.ts';
import { type JobHandler, runJobs, type ScheduledJob } from './kernel/jobs.ts';
import type { Kernel } from './kernel/kernel.ts';
import { createLog } from './kernel/log.ts';
import type { ServerModule } from './kernel/module.ts';
import { type Outbox, type Subscriber, startOutbox } from './kernel/outbox.ts';
import { retentionModule } from './kernel/retention.ts';
import { root } from './kernel/root.ts';
import { installationSecret } from './kernel/secret.ts';
import { createAppointments } from './modules/appointments/index.ts';
import { createArchive } from './modules/archive/index.ts';
import { createAudit } from './modules/audit/index.ts';
import { createCalendarModule } from './modules/calendar/index.ts';
import { createCases } from './modules/cases/index.ts';
import { createCatalog } from './modules/catalog/index.ts';
import { createConversations } from './modules/conversations/index.ts';
import { createDelivery } from './modules/delivery/index.ts';
import { createDevices } from './modules/devices/index.ts';
import { type Connector, createExchange } from './modules/exchange/index.ts';
import { createFiling } from './modules/filing/index.ts';
import { createForms } from './modules/forms/index.ts';
import { createIdentity } from './modules/identity/index.ts';
import { createInteraction } from './modules/interaction/index.ts';
import { createLicences, createThreadedPress } from './modules/licences/index.ts';
import { createMaterials, inspectPicture } from './modules/materials/index.ts';
import { createMailSender, createNotifications } from './modules/notifications/index.ts';
import { createPayments } from './modules/payments/index.ts';
import { createRules } from './modules/rules/index.ts';
import { createSeals, httpStatusSource } from './modules/seals/index.ts';
import { createSigning } from './modules/signing/index.ts';
import { createStandard } from './modules/standard/index.ts';
import { retention } from './retention.ts';
import { arrivalTrust } from './wiring/arrival-trust.ts';
import { businessLicencesOver } from './wiring/business-licences.ts';
import { carriersOf } from './wiring/carrier.ts';
import { demoPeople, foundedOn, keyHolders, loadDistrictOnce } from './wiring/demo-district.ts';
import { enterHallDevices } from './wiring/enter-hall-devices.ts';
import { feeItemsOf } from './wiring/fee-items.ts';
import { gatherEvidence } from './wiring/gather-evidence.ts';
import { greetingOf } from './wiring/greeting.ts';
import { healthModule } from './wiring/health.ts';
import { keyDevicesOf } from './wiring/key-devices.ts';
import { keyTrustOf } from './wiring/key-trust.ts';
import {
  connectorsTo,
  connectorsToFilers,
  type ExchangeIdentity,
  type OutsideSystems,
  realSystems,
  startDemoSystems,
} from './wiring/outside-systems.ts';
import { partySeals } from './wiring/party-seals.ts';
import { paymentProviders } from './wiring/payment-providers.ts';
import { realPersonOver } from './wiring/real-person.ts';
import { registerDemoFiler } from './wiring/register-demo-filer.ts';
import { sealApplicant } from './wiring/seal-applicant.ts';
import { smppSms } from './wiring/smpp-sms.ts';
import { smsOver } from './wiring/sms.ts';
import { verticalsOver } from './wiring/vertical-systems.ts';

export interface App {
  /** Port it listens on; known after `listen`. */
  readonly port: number;
  listen(): Promise<void>;
  /** Drains: no new requests, running chains and jobs end, everything closes. */
  stop(): Promise<void>;
  /** What the terminal shows at the start. */
  greeting(): string;
}

/** Program of the press's thread, built beside the server's; from sources (tests) licences are made in the server's own thread. */
const pressThread = new URL('./press-thread.js', import.meta.url);

/** Built beside the pages (apps/web/build-offline.mjs). */
const offlinePage = join(root, 'apps/web/dist/offline-verification.html');

export interface AppOptions {
  /** In place of the outside systems: connectors in this process (benches, tests). */
  readonly connectors?: readonly Connector[];
  /** Beside those connectors: our identity in the exchange and its root, for systems that register, and the vertical systems that are in it. */
  readonly exchange?: ExchangeIdentity & Partial<Pick<OutsideSystems, 'verticals'>>;
  /** Opened already, beside the loading of this program. */
  readonly installation?: Promise<Installation>;
}

/** The composition root: one line a module, plugs filled, started in order. */
export async function createApp(config: Config, options: AppOptions = {}): Promise<App> {
  const installation = await (options.installation ?? openInstallation(config));
  const { db } = installation;
  const log = createLog(config.logLevel);
  let outbox: Outbox | undefined;
  const kernel: Kernel = {
    ...createCommands(db, systemClock, () => outbox?.nudge()),
    config,
    claims: db.claims,
    files: openFiles(`${config.dataDir}/files`),
    log,
  };
  const front = config.front.url ? openDatabase({ url: config.front.url }, 2) : db;
  const secret = await installationSecret(db);
  const today = kernel.clock.today();
  const district = config.demo ? buildDistrict({ today, founded: await foundedOn(kernel, today) }) : undefined;
  const calendar = createCalendarModule(kernel, itemCalendar);

  const seals = createSeals(
    kernel,
    {},
    {
      applicant: (actor) => sealApplicant(identity, actor),
      authorities: () => outside?.authorities ?? [],
      keyDevices: keyDevicesOf(config, log),
      spend: (limit, key) => identity.limits.spend(limit, key),
      ...(config.demo || Object.keys(config.statusResponders).length > 0
        ? { status: httpStatusSource(() => ({ ...outside?.statusHosts, ...config.statusResponders })) }
        : {}),
    },
  );
  let outside = options.connectors ? undefined : realSystems(config);
  if (!options.connectors && !outside && district)
    outside = await startDemoSystems(config, today, district.founded, () => seals.authority(), keyHolders(district));
  const connectors = options.connectors ?? (outside ? connectorsTo(outside, () => kernel.clock.now()) : []);
  const exchange = createExchange(kernel, connectors, {
    departments: outside?.departments ?? [],
    anchors: outside ? [fromBase64(outside.trust)] : [],
    wanted: (taskId) => cases.taskWanted(taskId),
    readFile: async (fileId) => (await materials.read(fileId))?.data,
    spend: (limit, key) => identity.limits.spend(limit, key),
  });
  const centre = config.smsUrl ? smppSms(config.smsUrl, (receipt) => notifications.takeReceipt(receipt)) : undefined;
  const sms = centre ?? smsOver(exchange);
  const realPerson = realPersonOver(exchange);
  const trustOfArrivals = arrivalTrust(seals);

  const identity = await createIdentity(kernel, db, secret, {
    sendCode: (mobile, code, personId) => notifications.sendCode(mobile, code, personId),
    sendSms: async (mobile, text, requestId) => void (await sms.send(mobile, text, requestId)),
    versionOf: (slug) => catalog.item(slug)?.package.item.version,
    unreadOf: (recipient) => notifications.unreadOf(recipient),
    demoPeople: () => (district ? demoPeople(district) : []),
    keyTrust: keyTrustOf(config, seals),
    realPerson,
    pictureOf: inspectPicture,
  });
  const audit = createAudit(kernel);
  const notifications = createNotifications(kernel, {
    sms,
    mail: config.mailUrl ? createMailSender({ url: config.mailUrl, from: config.mailFrom }) : undefined,
    mobileOf: (personId) => identity.mobileOf(personId),
    mayHandle: (actor, caseId) => cases.officialHandles(actor, [caseId]),
    replyAddress: (letter) => conversations.replyAddress(letter),
  });
  const catalog = await createCatalog(kernel, {
    figuresOfDay: (day) => cases.figuresOfDay(day),
    figuresByItem: (since) => cases.figuresByItem(since),
    experiencesOf: (slug) => interaction.publishedOf(slug),
  });
  const appointments = createAppointments({ kernel, identity, catalog, calendar: itemCalendar });
  const rules = createRules(kernel);
  const licences = createLicences(kernel, {
    seals,
    limits: identity.limits,
    item: (slug, version) => catalog.load(slug, version),
    readFile: async (fileId) => (await materials.read(fileId))?.data,
    offlinePage: async () => (existsSync(offlinePage) ? readFile(offlinePage, 'utf8') : undefined),
    ...(existsSync(pressThread)
      ? { press: createThreadedPress(pressThread, { folder: kernel.files.folder }, log) }
      : {}),
    contactsOf: (holder) => identity.contactsOf(holder),
    holdersOf: (kind, numbers) => identity.holdersOf(kind, numbers),
    pictureOf: inspectPicture,
    itemInForce: (slug) => catalog.item(slug),
    slugs: () => catalog.slugs(),
    secret,
  });
  const cashier = outside?.cashier;
  const payments = createPayments(kernel, {
    providers: paymentProviders(
      config,
      () => kernel.clock.now(),
      cashier && {
        keys: cashier,
        url: async () => {
          await outside?.ready;
          return outside?.urls.cashier ?? '';
        },
      },
    ),
    feeItems: () => feeItemsOf(catalog),
    signPaper: licences.signPaper,
  });
  const carrierKey = outside?.carrier;
  const delivery = createDelivery(kernel, {
    ...carriersOf(
      config,
      () => kernel.clock.now(),
      carrierKey === undefined
        ? undefined
        : {
            secret: carrierKey,
            tariff: CARRIER_TARIFF,
            url: async () => {
              await outside?.ready;
              return outside?.urls.carrier ?? '';
            },
          },
    ),
    signPaper: licences.signPaper,
    collection: {
      originals: (caseId) => cases.originalsAtCollection(caseId),
      collected: (ctx, actor, caseId, given) => cases.collectResult(ctx, actor, caseId, given),
    },
    payments,
    papers: {
      asked: (caseId, db) => cases.papersAsked(caseId, db),
      received: (ctx, actor, caseId, given) => cases.receivePapers(ctx, actor, caseId, given),
    },
  });
  const gather = gatherEvidence(exchange, licences);
  const forms = createForms(kernel, {
    item: (slug, version) => catalog.item(slug, version),
    load: (slug, version) => catalog.load(slug, version),
    applicant: (actor, slug) => identity.applicantFacts(actor, slug),
    // who is filed for by another department is so on the ground kept with the filing
    consented: async (actor, slug) =>
      actor.through !== undefined || (await identity.consentOf(actor, slug)) !== undefined,
    gather,
    earlierAnswers: (actor) => cases.earlierAnswers(actor.principal),
    files: (personId, fileIds, db) => materials.briefsOf(personId, fileIds, db),
  });
  const materials = createMaterials(kernel, {
    mayHandle: (actor, caseIds) => cases.officialHandles(actor, caseIds),
    itemNames: (caseIds) => cases.itemNames(caseIds),
    trust: trustOfArrivals,
    heldByState: (actor) => licences.listHeld(actor.principal),
  });
  const signing = createSigning({
    kernel,
    identity,
    catalog,
    forms,
    materials,
    seals: partySeals(seals, () => trustOfArrivals()),
    licences: businessLicencesOver(
      exchange,
      connectors.some((one) => one.system === 'business-licence'),
    ),
    realPerson,
    paper: notoPaperEnv,
  });
  const inExchange = outside ?? options.exchange;
  const cases = createCases({
    kernel,
    identity,
    catalog,
    forms,
    materials,
    rules,
    licences,
    signing,
    payments,
    exchange,
    verticals: verticalsOver(inExchange, () => kernel.clock.now()),
    calendar: itemCalendar,
    refreshCalendar: calendar.refresh,
    gather,
    postedOn: (caseId) => delivery.postedOn(caseId),
  });
  const filing = createFiling({
    ...{ kernel, identity, catalog, forms, materials, cases, exchange },
    anchors: inExchange ? [fromBase64(inExchange.trust)] : [],
    connectorTo: connectorsToFilers(inExchange, () => kernel.clock.now()),
  });
  const conversations = createConversations({
    kernel,
    identity,
    materials,
    cases,
    emailOf: (recipient) => notifications.emailOf(recipient),
  });
  const interaction = createInteraction({ kernel, identity, catalog, cases, calendar: itemCalendar });
  const devices = createDevices({ kernel, limits: identity.limits, identity, catalog, appointments, cases });
  const archive = createArchive({
    kernel,
    audit,
    rules,
    seals,
    licences,
    materials,
    notifications,
    cases,
    conversations,
  });
  const standard = createStandard({
    kernel,
    audit,
    catalog,
    licences,
    limits: identity.limits,
    front,
    source: config.front.source,
  });
  exchange.onRecovery((system) => cases.resume(system));
  exchange.onRecovery((system) => filing.resume(system));

  const modules: ServerModule[] = [
    identity,
    audit,
    calendar,
    catalog,
    forms,
    rules,
    seals,
    exchange,
    notifications,
    payments,
    licences,
    delivery,
    appointments,
    materials,
    signing,
    cases,
    filing,
    standard,
    conversations,
    archive,
    interaction,
    devices,
  ].map((m) => m.module);
  modules.push(healthModule(config), retentionModule(kernel, retention));
  for (const m of modules) await m.start?.();
  if (district && config.role !== 'worker')
    await loadDistrictOnce(kernel, db, district, { identity, catalog, licences, seals, appointments, calendar });
  // offices whose seals came by application keep them; the others, and the machine's grants, are set up here
  const prepares = !district || config.role !== 'worker';
  const prepare = async (slug: string) => {
    const item = catalog.item(slug);
    if (item) await licences.prepare({ kind: 'system', name: 'installation' }, item);
  };
  if (prepares) for (const slug of catalog.published()) await prepare(slug);

  const works = config.role !== 'web';
  const subscribers = new Map<string, Subscriber[]>();
  const handlers = new Map<string, JobHandler>();
  const schedule: ScheduledJob[] = [];
  for (const m of modules) {
    for (const [name, subscriber] of Object.entries(m.subscribers ?? {}))
      subscribers.set(name, [...(subscribers.get(name) ?? []), subscriber]);
    for (const [task, handler] of Object.entries(m.jobs ?? {})) handlers.set(task, handler);
    for (const [task, at] of Object.entries(m.schedule ?? {})) schedule.push({ task, at });
  }
  if (works) outbox = startOutbox(db, subscribers, log);
  const jobs = works ? await runJobs(db, handlers, schedule, log) : undefined;

  const http = await createHttp(config, log);
  if (config.role !== 'worker') {
    for (const m of modules) for (const r of m.routes ?? []) mountRoute(http, r, identity.authenticate, config);
    await mountOpenApi(http);
    await mountStatic(http, config, { guide: (slug) => catalog.guide(slug), home: () => catalog.home() });
  } else {
    for (const r of healthModule(config).routes ?? []) mountRoute(http, r, identity.authenticate, config);
  }

  let port = config.port;
  let stopping = false;
  let looking: Promise<void> | undefined;

  /** Items of former starts: their grants may have run out, or that start was killed before it set them up. */
  async function prepareKnown(): Promise<void> {
    for (const slug of catalog.slugs()) {
      await pause(400);
      if (stopping) return;
      await prepare(slug).catch((error) => log.error({ err: error, item: slug }, 'an item could not be set up'));
    }
  }

  return {
    get port() {
      return port;
    },
    async listen() {
      await outside?.ready;
      if (district && outside && prepares)
        await registerDemoFiler({ identity, district, filing }, outside).catch((error: unknown) =>
          log.error({ err: error }, 'the demo’s filing department could not be registered'),
        );
      if (district && outside && prepares)
        await enterHallDevices(config, { identity, appointments, devices, district }).catch((error: unknown) =>
          log.error({ err: error }, 'the devices of the demo’s halls could not be entered'),
        );
      await http.listen({ host: config.host, port: config.port });
      const address = http.server.address();
      if (address && typeof address === 'object') port = address.port;
      for (const m of modules) m.ready?.();
      if (prepares) looking = prepareKnown();
    },
    async stop() {
      stopping = true;
      await closeHttp(http);
      await looking;
      await jobs?.stop();
      for (const m of modules.toReversed()) await m.stop?.();
      await outbox?.stop();
      await centre?.close();
      await outside?.stop();
      if (front !== db) await front.close();
      await installation.close();
    },
    greeting: () => greetingOf(config, port, district && signInTable(district), outside?.urls),
  };
}
