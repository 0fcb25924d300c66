import type { StudioSection } from '../section.ts';
import { DevicePage } from './device-page.tsx';
import { DevicesPage } from './devices-page.tsx';
import { T } from './texts.ts';

/** 大厅设备 (F201): ticket machines, screens and other devices of the halls an office runs. */
export const devicesSection: StudioSection = {
  id: 'devices',
  title: T.section,
  icon: 'grid',
  roles: ['head'],
  pages: [
    { path: '', title: T.section, element: <DevicesPage /> },
    { path: ':deviceId', element: <DevicePage /> },
  ],
};
