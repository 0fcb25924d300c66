import type { StudioSection } from '../section.ts';
import { ChannelsPage } from './channels-page.tsx';
import { DeadPage } from './dead-page.tsx';
import { TemplatesPage } from './templates-page.tsx';
import { T } from './texts.ts';

/** 通知: how the channels do, what they did not deliver, and the words of what is told. */
export const noticesSection: StudioSection = {
  id: 'notices',
  title: T.section,
  icon: 'bell',
  roles: ['operator'],
  pages: [
    { path: '', title: T.channels, element: <ChannelsPage /> },
    { path: 'dead', title: T.dead, element: <DeadPage /> },
    { path: 'templates', title: T.templates, element: <TemplatesPage /> },
  ],
};
