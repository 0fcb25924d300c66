/** One line of a comparison; `gap`: so many lines that are the same and not shown. */
export type LineChange =
  | { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }
  | { readonly kind: 'gap'; readonly lines: number };

/** Lines shown around a change. */
const around = 2;
/** Above it the middle is told as replaced: the table of the comparison would grow with the product. */
const most = 3000;

/** What changed from one text to another, line by line; runs of equal lines are folded. */
export function lineChanges(before: string, after: string): LineChange[] {
  const a = before.split('\n');
  const b = after.split('\n');
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const all: LineChange[] = [
    ...a.slice(0, head).map(same),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...a.slice(a.length - tail).map(same),
  ];
  return folded(all);
}

const same = (text: string): LineChange => ({ kind: 'same', text });
const added = (text: string): LineChange => ({ kind: 'added', text });
const removed = (text: string): LineChange => ({ kind: 'removed', text });

/** Longest common subsequence, as in any textbook. */
function middle(a: readonly string[], b: readonly string[]): LineChange[] {
  if (a.length > most || b.length > most || a.length === 0 || b.length === 0)
    return [...a.map(removed), ...b.map(added)];
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        a[i] === b[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
  const out: LineChange[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      out.push(same(a[i]!));
      i++;
      j++;
    } else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) out.push(removed(a[i++]!));
    else out.push(added(b[j++]!));
  }
  return [...out, ...a.slice(i).map(removed), ...b.slice(j).map(added)];
}

function folded(all: readonly LineChange[]): LineChange[] {
  const near = all.map((_, i) => all.slice(Math.max(0, i - around), i + around + 1).some((one) => one.kind !== 'same'));
  const out: LineChange[] = [];
  for (const [i, one] of all.entries()) {
    if (near[i]) out.push(one);
    else {
      const last = out.at(-1);
      if (last?.kind === 'gap') out[out.length - 1] = { kind: 'gap', lines: last.lines + 1 };
      else out.push({ kind: 'gap', lines: 1 });
    }
  }
  return out;
}
