import type { ReactNode } from 'react';
import { useMe } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useWorkTexts } from '../texts.ts';
import { HANDLING } from './gate.tsx';

/** A page of the workbench beside the list of cases, with the way back to it for whoever handles cases. */
export function Place(props: {
  title: string;
  lead?: ReactNode;
  width?: 'narrow' | 'wide';
  className?: string;
  children: ReactNode;
}) {
  const { list } = useWorkTexts();
  const handles = useMe()?.staff?.roles.some((role) => HANDLING.includes(role));
  return <Page {...props} {...(handles ? { up: { to: '/work', text: list.title } } : {})} />;
}
