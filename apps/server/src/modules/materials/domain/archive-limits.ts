/** The same as the kernel takes of an upload. */
export const mostBytes = 20 * 1024 * 1024;

/** Bounds for reading an uploaded OFD. */
export const archiveLimits = {
  maxFile: mostBytes,
  maxTotal: 96 * 1024 * 1024,
  maxPart: 32 * 1024 * 1024,
  maxParts: 5000,
  maxRatio: 200,
};
