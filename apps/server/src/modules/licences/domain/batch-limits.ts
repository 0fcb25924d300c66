/** What a batch may hold. An upload itself may have 20 MB (kernel). */
export const batchLimits = {
  tableBytes: 16 * 1024 * 1024,
  rows: 20_000,
  columns: 80,
  /** Characters of a cell. */
  cell: 2000,
  archives: 20,
  /** Entries of one archive. */
  entries: 4000,
  /** Unpacked size of all pictures of one archive. */
  unpackedBytes: 96 * 1024 * 1024,
  /** Of one picture. */
  pictureBytes: 4 * 1024 * 1024,
} as const;

/** A holder without an account: the licence is registered under his number and becomes his when he opens one. */
export const unclaimed = 'unclaimed';
