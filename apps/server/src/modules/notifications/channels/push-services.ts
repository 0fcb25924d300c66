/**
 * Whether a browser's endpoint may be called: it is a person's word, and must not lead us to a machine inside. Only origins of the list, which the
 * operator may replace (`PUSH_SERVICES`).
 */
export function mayPushTo(endpoint: string, services: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false;
  const url = new URL(endpoint);
  if (url.username || url.password) return false;
  return services.some((service) => {
    const [, scheme, host = ''] = /^(https?):\/\/(.+)$/.exec(service) ?? [];
    if (url.protocol !== `${scheme}:`) return false;
    return host.startsWith('*.') ? url.host.endsWith(host.slice(1)) : url.host === host;
  });
}
