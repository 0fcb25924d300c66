/**
 * For long work in a process that answers requests meanwhile: awaited between its pieces, it lets them have their turn whenever the work has held the thread for
 * so long. @param ms a piece itself may take longer
 */
export function givingWay(ms = 5): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < ms) return;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  };
}
