import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CALENDAR_TABLE } from '@miaopi/identifiers';
import { dayOf } from '../../kernel/clock.ts';
import type { Config } from '../../kernel/config.ts';
import { type Database, openDatabase } from '../../kernel/db/database.ts';
import { startEmbedded } from '../../kernel/db/embedded.ts';
import { listMigrations } from '../../kernel/db/migrate.ts';
import { sql } from '../../kernel/db/sql.ts';
import { verifyChains } from '../../modules/audit/index.ts';
import { type Finding, fail, ok, text, warn } from './finding.ts';
import { checkCalendar } from './machine.ts';

/** Everything about the database; an embedded one that does not run is started for the look and stopped again. Nothing is changed. */
export async function checkDatabase(config: Config): Promise<Finding[]> {
  if (!config.databaseUrl && !existsSync(join(config.dataDir, 'postgres/PG_VERSION')))
    return [
      warn(
        text('数据库尚未建立', 'there is no database yet'),
        text('首次启动（npm start）时自动建立。', 'The first start (npm start) makes it.'),
      ),
      checkCalendar(dayOf(new Date())),
    ];
  let embedded: Awaited<ReturnType<typeof startEmbedded>> | undefined;
  let db: Database | undefined;
  try {
    embedded = config.databaseUrl ? undefined : await startEmbedded(config.dataDir);
    db = openDatabase(embedded ?? { url: config.databaseUrl ?? '' }, 2);
    const version = await checkVersion(db);
    if (version.state === 'fail') return [version];
    const schema = await checkSchema(db);
    const behind = schema.some((f) => f.state !== 'ok');
    return [
      version,
      await checkSkew(db),
      ...schema,
      ...(behind ? [] : [await checkWorkingDays(db), ...(await checkContent(config, db))]),
    ];
  } catch (error) {
    const why = (error as Error).message || String((error as { code?: string }).code);
    return [
      fail(
        text(`数据库无法连接（${why}）`, `the database can't be reached (${why})`),
        config.databaseUrl
          ? text(
              '检查 DATABASE_URL 的地址、用户和密码，以及 PostgreSQL 是否在运行。',
              'Check address, user and password in DATABASE_URL, and that PostgreSQL runs.',
            )
          : text(
              `查看 ${join(config.dataDir, 'postgres.log')}。`,
              `Look into ${join(config.dataDir, 'postgres.log')}.`,
            ),
      ),
    ];
  } finally {
    await db?.close();
    await embedded?.stop();
  }
}

/** How far the calendar reaches, with the years that were entered. */
async function checkWorkingDays(db: Database): Promise<Finding> {
  const { last } = await db.one<{ last: string | null }>(sql`select max(year) || '-12-31' as last from calendar.year`);
  const [through] = [CALENDAR_TABLE.knownThrough, last ?? ''].sort().reverse();
  return checkCalendar(dayOf(new Date()), through);
}

async function checkVersion(db: Database): Promise<Finding> {
  const { version, number } = await db.one<{ version: string; number: number }>(
    sql`select current_setting('server_version') as version, current_setting('server_version_num')::int as number`,
  );
  return number >= 150_000
    ? ok(text(`数据库可用，PostgreSQL ${version}`, `database reached, PostgreSQL ${version}`))
    : fail(
        text(`PostgreSQL ${version} 太旧`, `PostgreSQL ${version} is too old`),
        text('请升级到 PostgreSQL 15 或更新。', 'Upgrade to PostgreSQL 15 or newer.'),
      );
}

async function checkSkew(db: Database): Promise<Finding> {
  const before = Date.now();
  const { at } = await db.one<{ at: Date }>(sql`select clock_timestamp() as at`);
  const skew = Math.max(0, Math.abs(at.getTime() - (before + Date.now()) / 2) - (Date.now() - before));
  return skew <= 2000
    ? ok(text('数据库与本机时钟一致', 'the database’s clock agrees with this machine’s'))
    : warn(
        text(
          `数据库时钟相差 ${(skew / 1000).toFixed(1)} 秒`,
          `the database’s clock is ${(skew / 1000).toFixed(1)} s off`,
        ),
        text('两台机器都用 NTP 校时。', 'Set both clocks by NTP.'),
      );
}

async function checkSchema(db: Database): Promise<Finding[]> {
  const there = await db.one<{ yes: boolean }>(sql`select to_regclass('kernel.migration') is not null as yes`);
  const known = there.yes
    ? new Map(
        (await db.rows<{ name: string; checksum: string }>(sql`select name, checksum from kernel.migration`)).map(
          (r) => [r.name, r.checksum],
        ),
      )
    : new Map<string, string>();
  return compareMigrations(listMigrations(), known);
}

/** @param known what the database has: name → checksum */
export function compareMigrations(
  migrations: readonly { readonly name: string; readonly checksum: string }[],
  known: ReadonlyMap<string, string>,
): Finding[] {
  const names = new Set(migrations.map((m) => m.name));
  const changed = migrations.filter((m) => known.has(m.name) && known.get(m.name) !== m.checksum);
  const pending = migrations.filter((m) => !known.has(m.name));
  const unknown = [...known.keys()].filter((name) => !names.has(name));
  const findings: Finding[] = [];
  for (const m of changed)
    findings.push(
      fail(
        text(`迁移 ${m.name} 在应用之后被修改`, `migration ${m.name} was changed after it had been applied`),
        text('恢复该文件原文；改动写成新的迁移。', 'Restore the file; write the change as a new migration.'),
      ),
    );
  if (unknown.length > 0)
    findings.push(
      fail(
        text(
          `数据库比程序新（${unknown.join('、')}）`,
          `the database is newer than the program (${unknown.join(', ')})`,
        ),
        text(
          '请安装与数据库相符的新版本程序；不要用旧程序启动。',
          'Install the newer program that this database belongs to; do not start the older one.',
        ),
      ),
    );
  if (pending.length > 0)
    findings.push(
      warn(
        text(`有 ${pending.length} 个迁移待应用`, `${pending.length} migrations are pending`),
        text(
          '备份后运行 miaopi db migrate，或直接启动（会自动应用）。',
          'Back up, then run miaopi db migrate, or start, which applies them.',
        ),
      ),
    );
  return findings.length > 0
    ? findings
    : [ok(text(`数据库结构为最新（${names.size} 个迁移）`, `the schema is up to date (${names.size} migrations)`))];
}

async function checkContent(config: Config, db: Database): Promise<Finding[]> {
  return [await checkChains(db), await checkWrapping(config, db), ...(await checkQueues(db))];
}

async function checkChains(db: Database): Promise<Finding> {
  const { chains, entries, broken } = await verifyChains(db);
  if (broken.length === 0)
    return ok(
      text(`审计链完好：${chains} 条，${entries} 条记录`, `audit chains sound: ${chains} chains, ${entries} entries`),
    );
  const places = broken.map((b) => `${b.chain}/${b.seq} ${b.what}`).join(', ');
  return fail(
    text(`审计链断裂：${places}`, `audit chains broken: ${places}`),
    text(
      '有人绕过程序改动了审计记录：保全数据库与备份，比对最近的备份，并按事件处置。',
      'Somebody changed audit entries behind the program’s back: secure database and backups, compare with the latest sound backup, treat it as an incident.',
    ),
  );
}

async function checkWrapping(config: Config, db: Database): Promise<Finding> {
  const { keys } = await db.one<{ keys: number }>(sql`select count(*)::int as keys from seals.key`);
  const there = process.env.KEY_PASSPHRASE !== undefined || existsSync(join(config.dataDir, 'keys/wrap.key'));
  return keys === 0 || there
    ? ok(text(`印章密钥 ${keys} 把，包裹密钥在位`, `${keys} seal keys, their wrapping secret is there`))
    : fail(
        text(
          '数据库中有印章密钥，但缺少包裹密钥',
          'the database holds seal keys, but their wrapping secret is missing',
        ),
        text(
          `从备份恢复 ${join(config.dataDir, 'keys/wrap.key')}，或设置原来的 KEY_PASSPHRASE。`,
          `Restore ${join(config.dataDir, 'keys/wrap.key')} from the backup, or set the KEY_PASSPHRASE it was made with.`,
        ),
      );
}

async function checkQueues(db: Database): Promise<Finding[]> {
  const { stuck, dead } = await db.one<{ stuck: number; dead: number }>(sql`
    select (select count(*)::int from kernel.outbox where attempts >= 5) as stuck,
      (select count(*)::int from graphile_worker.jobs where attempts >= max_attempts and locked_at is null) as dead`);
  const findings: Finding[] = [];
  if (stuck > 0)
    findings.push(
      warn(
        text(`${stuck} 个事件多次投递失败`, `${stuck} events failed again and again`),
        text(
          '查看 kernel.outbox 的 last_error；原因消除后会自动重试。',
          'See last_error in kernel.outbox; they are tried again by themselves.',
        ),
      ),
    );
  if (dead > 0)
    findings.push(
      warn(
        text(`${dead} 个后台任务已放弃`, `${dead} jobs were given up`),
        text(
          '查看 graphile_worker.jobs 的 last_error；原因消除后用 graphile_worker.reschedule_jobs 重新安排。',
          'See last_error in graphile_worker.jobs; reschedule them with graphile_worker.reschedule_jobs once the cause is gone.',
        ),
      ),
    );
  return findings.length > 0 ? findings : [ok(text('事件与后台任务无积压', 'no event or job is stuck'))];
}
