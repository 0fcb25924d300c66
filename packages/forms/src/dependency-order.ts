/** Order nodes so that each comes after those it reads, else as written. Undefined when some read each other in a circle. */
export function orderByReads<T>(
  nodes: readonly T[],
  nameOf: (node: T) => string,
  readsOf: (node: T) => ReadonlySet<string>,
): readonly T[] | undefined {
  const byName = new Map(nodes.map((node) => [nameOf(node), node]));
  const out: T[] = [];
  const state = new Map<T, 'open' | 'done'>();
  // Depth first with an own stack: a chain of 3,000 computed fields must not exhaust the call stack.
  for (const root of nodes) {
    const stack: { node: T; reads: T[]; next: number }[] = [];
    const open = (node: T) => {
      const reads = [...readsOf(node)].map((name) => byName.get(name)).filter((n): n is T => n !== undefined);
      state.set(node, 'open');
      stack.push({ node, reads, next: 0 });
    };
    if (!state.has(root)) open(root);
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const read = top.reads[top.next++];
      if (read === undefined) {
        state.set(top.node, 'done');
        out.push(top.node);
        stack.pop();
      } else if (!state.has(read)) open(read);
      else if (state.get(read) === 'open') return undefined;
    }
  }
  return out;
}

/** Names along one circle, first name repeated at the end. Empty when there is none. */
export function cycleIn<T>(
  nodes: readonly T[],
  nameOf: (node: T) => string,
  readsOf: (node: T) => ReadonlySet<string>,
): readonly string[] {
  const reads = new Map(nodes.map((node) => [nameOf(node), readsOf(node)]));
  // Take away nodes that read nothing left: what remains reads in circles or into one.
  for (let shrunk = true; shrunk; ) {
    shrunk = false;
    for (const [name, set] of reads) if (![...set].some((r) => reads.has(r))) shrunk = reads.delete(name) || shrunk;
  }
  const path: string[] = [];
  for (let at = reads.keys().next().value; at !== undefined; ) {
    const seen = path.indexOf(at);
    if (seen >= 0) return [...path.slice(seen), at];
    path.push(at);
    at = [...(reads.get(at) ?? [])].find((r) => reads.has(r));
  }
  return [];
}
