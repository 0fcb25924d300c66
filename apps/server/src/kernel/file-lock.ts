import { linkSync, readFileSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';

/** What is done under a lock takes seconds; an older lock was left by a killed process whose id another one has now. */
const longest = 120_000;
const held = new Set<string>();

/**
 * Lets one process of this machine at a time do `work`; the others wait. A lock whose holder was killed is taken over.
 * @param path file of the lock, in a folder that is there; it holds the holder's process id
 */
export async function withFileLock<R>(path: string, work: () => Promise<R>): Promise<R> {
  while (!take(path)) await new Promise((resolve) => setTimeout(resolve, 25));
  held.add(path);
  try {
    return await work();
  } finally {
    held.delete(path);
    // another that thought it old has it now
    if (holderOf(path) === String(process.pid)) rmSync(path, { force: true });
  }
}

function take(path: string): boolean {
  // linked into place with its content: nobody ever reads a half-written one
  const beside = `${path}.${process.pid}`;
  writeFileSync(beside, String(process.pid));
  // by the clock that dates the lock: that of the machine may be another, or have been set
  const now = statSync(beside).mtimeMs;
  try {
    linkSync(beside, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(beside);
  }
  const holder = holderOf(path);
  if (holder === undefined || lives(path, Number(holder), now)) return false;
  // put aside under a name of our own; should another process have renewed it just now, it is given back
  try {
    renameSync(path, beside);
    if (readFileSync(beside, 'utf8') !== holder) linkSync(beside, path);
    unlinkSync(beside);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  return false;
}

function holderOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}

function lives(path: string, holder: number, now: number): boolean {
  if (holder === process.pid) return held.has(path);
  if (!isAlive(holder)) return false;
  const since = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now;
  return now - since < longest;
}

/** Whether a process of this id runs on this machine. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
