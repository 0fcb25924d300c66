import { accountsSection } from './accounts/section.tsx';
import { sealsSection } from './seals/section.tsx';
import type { StudioSection } from './section.ts';

/** The sections in the order of the navigation. Another area is another line here. */
export const sections: readonly StudioSection[] = [sealsSection, accountsSection];
