/** Door of the rules module: the dossiers of decisions, kept for good. */
export { createRules, type KeptDossier, type Rules } from './rules.ts';
