export function buildOffline(file: string): Promise<void>;
