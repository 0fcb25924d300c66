import type { IconName } from '../../ui/icon.tsx';

export const VERDICT_ICON: Record<string, IconName> = {
  met: 'check-circle',
  unmet: 'cross-circle',
  unknown: 'question',
  'not-applicable': 'info',
};
