export { type Audit, createAudit } from './audit.ts';
export type { Changed, Positions } from './changed-subjects.ts';
export type { EntryRow as AuditRow } from './store/entries.ts';
export { type BrokenChain, type ChainReport, verifyChains } from './verify-chains.ts';
