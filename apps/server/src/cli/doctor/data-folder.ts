import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Finding, fail, ok, text, warn } from './finding.ts';

const gigabyte = 1024 ** 3;

/** Writable, and with room: licences and the embedded database grow there. */
export function checkDataFolder(folder: string): Finding[] {
  const probe = join(folder, `.doctor-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, 'x', { flush: true });
    rmSync(probe);
  } catch (error) {
    return [
      fail(
        text(
          `DATA_DIR ${folder} 不可写（${(error as Error).message}）`,
          `DATA_DIR ${folder} can't be written (${(error as Error).message})`,
        ),
        text(
          '把该目录的所有者改为运行程序的用户，或者用 DATA_DIR 指定别的目录。',
          'Give the folder to the user who runs the program, or name another with DATA_DIR.',
        ),
      ),
    ];
  }
  const { bavail, bsize } = statfsSync(folder);
  return [ok(text(`DATA_DIR ${folder} 可写`, `DATA_DIR ${folder} can be written`)), checkSpace(bavail * bsize)];
}

/** @param free bytes */
export function checkSpace(free: number): Finding {
  const size = `${(free / gigabyte).toFixed(1)} GB`;
  const remedy = text(
    '腾出磁盘空间：一万件办件约需 1 GB。空间耗尽时新申请无法提交。',
    'Free some space: ten thousand cases need about 1 GB. Without space nobody can apply.',
  );
  if (free < 0.3 * gigabyte) return fail(text(`磁盘仅剩 ${size}`, `only ${size} of disk left`), remedy);
  if (free < 2 * gigabyte) return warn(text(`磁盘剩余 ${size}`, `${size} of disk left`), remedy);
  return ok(text(`磁盘剩余 ${size}`, `${size} of disk left`));
}

/** Private keys and their wrapping secret: for nobody but the owner. */
export function checkKeyFiles(dataDir: string): Finding[] {
  const folder = join(dataDir, 'keys');
  if (!existsSync(folder))
    return [ok(text('密钥目录尚未建立（首次启动时生成）', 'no keys yet (made at the first start)'))];
  const open = ['', ...readdirSync(folder)]
    .map((name) => join(folder, name))
    .filter((path) => (statSync(path).mode & (isPublic(path) ? 0o022 : 0o077)) !== 0);
  if (open.length === 0) return [ok(text('密钥文件仅所有者可读', 'key files are for their owner only'))];
  return open.map((path) =>
    fail(
      text(`${path} 可被其他用户读取或改动`, `${path} can be read or changed by others`),
      text(
        `运行 chmod go-rwx ${path}；若机器上有其他用户，请更换密钥。`,
        `Run chmod go-rwx ${path}; if others use this machine, replace the keys.`,
      ),
    ),
  );
}

/** Certificates are for everybody to read, and for nobody else to change. */
function isPublic(path: string): boolean {
  return /\.(pem|crt|cer|crl)$/.test(path) && !readFileSync(path, 'utf8').includes('PRIVATE KEY');
}
