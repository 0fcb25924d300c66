import { readdirSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';

const folder = new URL('../examples/', import.meta.url);

describe('examples', () => {
  it.each(readdirSync(folder))('%s runs and finds everything good', async (file) => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const before = process.exitCode;
    await import(new URL(file, folder).href);
    expect(log).toHaveBeenCalled();
    expect(process.exitCode).toBe(before);
    log.mockRestore();
  });
});
