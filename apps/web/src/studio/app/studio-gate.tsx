import { signOut } from '@miaopi/contracts';
import { Fragment, type ReactNode } from 'react';
import { api, useMe, useSetMe } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { DemoPeople } from '../../portal/signin/demo-people.tsx';
import { SignInForm } from '../../portal/signin/signin-form.tsx';
import { Button, Notice } from '../../ui/kit.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { sections } from '../sections.ts';
import { useStudioTexts } from '../texts.ts';

/** Lets in staff who have a section to work in; tells everybody else why not and who can. */
export function StudioGate({ children }: { children: ReactNode }) {
  const texts = useStudioTexts();
  const setMe = useSetMe();
  const me = useMe();
  if (me === undefined)
    return (
      <Page title={texts.title} heading={null}>
        <Skeleton />
      </Page>
    );
  if (me === null)
    return (
      <Page title={texts.gate.title} lead={texts.gate.lead} className="signin-page">
        <div className="signin">
          <div className="card">
            <SignInForm staff onDone={() => undefined} />
          </div>
          <DemoPeople onDone={() => undefined} />
        </div>
      </Page>
    );
  const roles = me.staff?.roles ?? [];
  if (sections.some((section) => section.roles.some((role) => roles.includes(role))))
    // what one official has written is not another's
    return <Fragment key={me.number}>{children}</Fragment>;
  return (
    <Page title={me.staff ? texts.gate.noRole : texts.gate.notStaff} width="narrow">
      <Notice tone="unknown" icon="lock">
        <p>{me.staff ? texts.gate.noRoleText : texts.gate.notStaffText}</p>
        <div className="button-row">
          <Button
            kind="primary"
            onClick={async () => {
              await api.call(signOut).catch(() => undefined);
              setMe(null);
            }}
          >
            {texts.gate.signOut}
          </Button>
          <a className="button button--plain" href={me.staff ? '/work' : '/'}>
            {me.staff ? texts.gate.toWork : texts.gate.toPortal}
          </a>
        </div>
      </Notice>
    </Page>
  );
}
