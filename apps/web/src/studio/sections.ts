import { accountsSection } from './accounts/section.tsx';
import { archiveSection } from './archive/section.tsx';
import { batchesSection } from './batches/section.tsx';
import { calendarSection } from './calendar/section.tsx';
import { devicesSection } from './devices/section.tsx';
import { filingSection } from './filing/section.tsx';
import { hallsSection } from './halls/section.tsx';
import { licenceTypesSection } from './licence-types/section.tsx';
import { noticesSection } from './notices/section.tsx';
import { paymentsSection } from './payments/section.tsx';
import { sealsSection } from './seals/section.tsx';
import type { StudioSection } from './section.ts';
import { sharingSection } from './sharing/section.tsx';
import { standardSection } from './standard/section.tsx';
import { versionsSection } from './versions/section.tsx';
import { verticalsSection } from './verticals/section.tsx';

/** The sections in the order of the navigation. Another area is another line here. */
export const sections: readonly StudioSection[] = [
  sealsSection,
  licenceTypesSection,
  versionsSection,
  batchesSection,
  sharingSection,
  filingSection,
  verticalsSection,
  hallsSection,
  devicesSection,
  calendarSection,
  paymentsSection,
  standardSection,
  archiveSection,
  noticesSection,
  accountsSection,
];
