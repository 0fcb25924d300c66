/** Door of the cases module: the file of an application, its actions, steps and clock, and the chain that moves it. */
export {
  type CaseFor,
  type CaseRecord,
  type Cases,
  type CaseTexts,
  createCases,
  type OriginalDue,
  type OriginalSeen,
  type OwnCase,
} from './cases.ts';
export { type CaseState, caseStates, transitions } from './domain/lifecycle.ts';
export { casesErrors } from './errors.ts';
export { type GatherEvidence, type GatheredEvidence, toAnswers } from './evidence.ts';
export { actionName } from './present.ts';
export { type HistoryFailure, type HistoryResult, runHistories } from './run-histories.ts';
