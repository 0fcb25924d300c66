import { readdirSync, readFileSync } from 'node:fs';

/** Processor time (ms) used so far by a PostgreSQL's backends that live; undefined where the system does not tell (/proc). */
export function databaseMilliseconds(postmaster: number): number | undefined {
  try {
    let ticks = 0;
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const fields = statOf(pid);
      if (fields && (Number(pid) === postmaster || Number(fields[1]) === postmaster))
        ticks += Number(fields[11]) + Number(fields[12]);
    }
    return ticks * 10;
  } catch {
    return undefined;
  }
}

/** Fields of /proc/PID/stat after the name (proc(5)): state, parent, …; undefined when the process ended meanwhile. */
function statOf(pid: string): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
