/** Stands for TypeBox in the browser build of the contracts (see vite.config.ts): every schema is an empty object. */
export const Type = new Proxy({} as Record<string, () => { properties: Record<string, never> }>, {
  get: () => () => ({ properties: {} }),
});
