/** Bounds of reading; whatever goes beyond is refused with `too_large`. */
export interface PdfLimits {
  /** Bytes of the file. */
  readonly maxFile: number;
  /** Objects over all cross-reference sections. */
  readonly maxObjects: number;
  /** Cross-reference sections: increments, and two for a linearized file. */
  readonly maxSections: number;
  /** Bytes inflated over the whole file (object and cross-reference streams only). */
  readonly maxInflated: number;
  /** Arrays and dictionaries inside one another. */
  readonly maxDepth: number;
  /** Values in one array or dictionary. */
  readonly maxItems: number;
  readonly maxPages: number;
  readonly maxSignatures: number;
}

export const DEFAULT_LIMITS: PdfLimits = {
  maxFile: 64 * 1024 * 1024,
  maxObjects: 300_000,
  maxSections: 200,
  maxInflated: 32 * 1024 * 1024,
  maxDepth: 48,
  maxItems: 400_000,
  maxPages: 20_000,
  maxSignatures: 64,
};
