/** The key of an instant among what is kept. */
const instant = '$instant';

/**
 * What a command returned, as it is kept for a request that is sent again: JSON, with instants told from texts, so that who asks again is answered by the same
 * code with the same kinds of values. What holds no instant is returned as it is.
 */
export function keep(value: unknown): unknown {
  if (value instanceof Date) return { [instant]: value.getTime() };
  return eachOf(value, keep);
}

/** The same value again out of its JSON. */
export function kept(value: unknown): unknown {
  if (isPlain(value) && typeof value[instant] === 'number' && Object.keys(value).length === 1)
    return new Date(value[instant]);
  return eachOf(value, kept);
}

/** The same array or object with each of its parts changed; itself where none is. */
function eachOf(value: unknown, change: (part: unknown) => unknown): unknown {
  if (Array.isArray(value)) {
    let copy: unknown[] | undefined;
    for (const [i, part] of value.entries()) {
      const next = change(part);
      if (next === part) continue;
      copy ??= value.slice();
      copy[i] = next;
    }
    return copy ?? value;
  }
  if (!isPlain(value)) return value;
  let copy: Record<string, unknown> | undefined;
  for (const [key, part] of Object.entries(value)) {
    const next = change(part);
    if (next === part) continue;
    copy ??= { ...value };
    copy[key] = next;
  }
  return copy ?? value;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
