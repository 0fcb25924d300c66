/** The identifier in what was typed or scanned: itself, or the last piece of a `/v/…` or `/verify/…` address. */
export function identifierIn(text: string): string {
  const trimmed = text.trim();
  const match = /\/(?:v|verify)\/([^/?#]+)/.exec(trimmed);
  try {
    return match?.[1] ? decodeURIComponent(match[1]) : trimmed;
  } catch {
    return trimmed;
  }
}
