export { type AcceptanceOf, acceptanceOf } from './acceptance.ts';
export { type CaseInput, type CaseScope, type EvidenceAnswer, type EvidenceSource, scopeOf } from './case-input.ts';
export { checkItem } from './check-item.ts';
export { type ClientItem, clientItem, compileClientItem } from './client-item.ts';
export {
  type CompiledCore,
  canonicalJson,
  compileCore,
  type ItemCore,
  itemCalendar,
  itemFunctions,
} from './compile-core.ts';
export { type CompiledItem, compileItem, compilePaper } from './compile-item.ts';
export { type Destination, destinationOf } from './destination.ts';
export { type FeeLine, feeOf } from './fee.ts';
export { type Finding, formatFinding, hasErrors, type Severity, sortFindings } from './finding.ts';
export { type Flow, type FlowNode, type FlowPart, type FlowSide, type FlowState, stepNode } from './flow/flow.ts';
export type { Shape } from './flow/flow-shapes.ts';
export { flowSvg } from './flow/flow-svg.ts';
export { flowWords } from './flow/flow-words.ts';
export { type FlowPicture, layFlow } from './flow/lay-flow.ts';
export { plannedFlow } from './flow/planned-flow.ts';
export { type GatherRequest, gatherPlan } from './gather-plan.ts';
export { type GuideView, guideView } from './guide-view.ts';
export { type HandedOver, handedOver } from './handed-over.ts';
export { type ModeOf, modeNames, modeOf, modeVisits, originalsOf, visitsOf } from './handling-mode.ts';
export {
  type ConditionVerdict,
  type Dossier,
  type DossierCondition,
  type DossierDecision,
  type DossierRead,
  judge,
  replay,
  type Verdict,
} from './judge.ts';
export { type LicenceContent, type LicenceIssue, licenceContent } from './licence-content.ts';
export { type MaterialNeed, type MaterialStatus, materialsNeeded, situations } from './materials.ts';
export type * from './model.ts';
export { type NoticeValues, renderNotice } from './notice.ts';
export { type DayText, noDay, onDay } from './notices/days.ts';
export {
  type FillOf,
  inBoth,
  type NoticeEvent,
  noticeAreas,
  noticeDefinition,
  noticeEventNames,
  noticeTo,
  type Told,
  told,
} from './notices/events.ts';
export type { NoticeDefinition, NoticeReader } from './notices/occasion.ts';
export { smsParts } from './notices/sms-parts.ts';
export {
  fillNotice,
  type NoticeFill,
  type NoticeVariable,
  noticeExample,
  noticeVariables,
  variablesIn,
} from './notices/variables.ts';
export { drawPaperOf } from './paper-of-form.ts';
export {
  fillPhrase,
  type PhraseUse,
  type PhraseVariable,
  phraseUses,
  phraseVariables,
  unknownVariables,
} from './phrase.ts';
export { prefillSources } from './prefill-sources.ts';
export { type Preview, type PreviewCondition, preview } from './preview.ts';
export { type ReadItem, readItem } from './read-item.ts';
export { renewalEnd } from './renewal.ts';
export { type ReviewRoute, type RouteStep, reviewRoute } from './review-route.ts';
export { type GoldenResult, goldenInput, runGolden, sampleIssue } from './run-golden.ts';
export { type PartyNeed, type SignatureNeed, signaturesNeeded } from './signatures.ts';
