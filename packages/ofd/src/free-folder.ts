/** `folder`, or `folder_1`, `folder_2` …: the first that nobody uses, whether or not case counts for a reader. */
export function freeFolder(parts: ReadonlyMap<string, Uint8Array>, folder: string): string {
  return isTaken(parts, folder) ? freeNumbered(parts, `${folder}_`, 1) : folder;
}

/** `stem` with the first number from `from` on that nobody uses. */
export function freeNumbered(parts: ReadonlyMap<string, Uint8Array>, stem: string, from: number): string {
  let n = from;
  while (isTaken(parts, `${stem}${n}`)) n++;
  return `${stem}${n}`;
}

function isTaken(parts: ReadonlyMap<string, Uint8Array>, folder: string): boolean {
  const wanted = folder.toLowerCase();
  for (const path of parts.keys()) {
    const name = path.toLowerCase();
    if (name === wanted || name.startsWith(`${wanted}/`)) return true;
  }
  return false;
}
