/** Code points a stored name has at most, ending included. */
const longest = 120;

// Controls, marks without width, overrides of the reading direction (`exe.fdp` shown as `pdf.exe`), characters file systems refuse.
const unseen = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const halves = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const refused = /[<>:"|?*]/g;

/**
 * A name to show and to save under: the last part of a path, without what can't be seen or misleads, ending as its content says.
 * @param endings of the content's kind, the one to write first
 */
export function cleanFileName(given: string, endings: readonly [string, ...string[]]): string {
  const last = given.slice(0, 4000).normalize('NFC').replace(halves, '').replace(unseen, '').split(/[/\\]/).pop() ?? '';
  const plain = last
    .replace(refused, '_')
    .replace(/\s+/g, ' ')
    .replace(/[. ]+$/g, '');
  const found = endings.find((ending) => plain.toLowerCase().endsWith(`.${ending}`));
  const ending = found ? plain.slice(-found.length - 1) : `.${endings[0]}`;
  const stem = (found ? plain.slice(0, -found.length - 1) : plain).replace(/^[. ]+|[. ]+$/g, '') || '文件';
  return (
    [...stem]
      .slice(0, longest - ending.length)
      .join('')
      .trimEnd() + ending
  );
}

/** Ending of a name as given, lower case; undefined without one. */
export function endingOf(given: string): string | undefined {
  return /\.([A-Za-z0-9]{1,8})[. ]*$/.exec(given.replace(unseen, ''))?.[1]?.toLowerCase();
}
