import type { Client } from '@miaopi/client';
import type * as c from '@miaopi/contracts';
import { buildDistrict, createStubAnswers, isSystemId, SYSTEM_IDS } from '@miaopi/scenarios';
import { urlOf } from '../../../../tests/contract/world.ts';
import { actForFirm, fileCase, grants, idOf, type Slug } from '../../../../tests/e2e/filing.ts';
import { signInAs } from '../../../../tests/e2e/server.ts';
import { type AppOptions, createApp } from '../../src/app.ts';
import { type Config, readConfig } from '../../src/kernel/config.ts';
import { demoConnector } from '../../src/modules/exchange/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';

export interface RunningDistrict {
  readonly t: TestDatabase;
  readonly url: string;
  signIn(account: string): Promise<Client>;
  /** A case of the person for whom the machine grants this item. */
  grant(slug: Slug): Promise<c.CaseView>;
  stop(): Promise<void>;
}

/** The whole server with its demo district in this process, on a database of its own. */
export async function startDistrict(
  overrides: Partial<Config> = {},
  options: Pick<AppOptions, 'exchange'> = {},
): Promise<RunningDistrict> {
  const t = await startTestDatabase();
  const answers = createStubAnswers(buildDistrict({ today: t.kernel.clock.today() }).registers);
  const connectors = SYSTEM_IDS.map((id) =>
    demoConnector(id, (system, operation, params) =>
      isSystemId(system) ? answers(system, operation, params as never) : { status: 'unavailable' },
    ),
  );
  const config = readConfig({ DATABASE_URL: urlOf(t), DATA_DIR: t.folder, PORT: '0', LOG_LEVEL: 'silent' }, overrides);
  const app = await createApp(config, { connectors, ...options });
  await app.listen();
  const url = `http://127.0.0.1:${app.port}`;
  const signIn = (account: string) => signInAs(url, account);
  return {
    t,
    url,
    signIn,
    async grant(slug) {
      const how: { person: string; firm?: string; answers: Record<string, unknown> } = grants[slug];
      const client = await signIn(idOf(how.person));
      if (how.firm) await actForFirm(client, how.firm);
      return fileCase(client, slug, how.answers);
    },
    async stop() {
      await app.stop();
      await t.close();
    },
  };
}
