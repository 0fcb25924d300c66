import { signOut } from '@miaopi/contracts';
import { Fragment, type ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { api, type MeValue, useMe, useSetMe } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { DemoPeople } from '../../portal/signin/demo-people.tsx';
import { SignInForm } from '../../portal/signin/signin-form.tsx';
import { useLang, useTexts } from '../../texts/lang.tsx';
import { Button, Notice } from '../../ui/kit.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { HOTLINE } from '../hotline/hotline-texts.ts';
import { useWorkTexts } from '../texts.ts';

/** Roles that may open a case file; the same as `handles` in the server's cases/policy.ts. */
export const HANDLING = ['approver', 'head', 'acceptor', 'auditor'];

function Refused(props: { title: string; text: string; back: { readonly to: string; readonly text: string } }) {
  const { title, text, back } = props;
  const work = useWorkTexts();
  const setMe = useSetMe();
  return (
    <Page title={title} width="narrow">
      <Notice tone="unknown" icon="lock">
        <p>{text}</p>
        <div className="button-row">
          <Button
            kind="primary"
            onClick={async () => {
              await api.call(signOut).catch(() => undefined);
              setMe(null);
            }}
          >
            {work.gate.signOut}
          </Button>
          <a className="button button--plain" href={back.to}>
            {back.text}
          </a>
        </div>
      </Notice>
    </Page>
  );
}

/**
 * Lets in staff who handle cases, or who have one of `roles`; tells everybody else why not and who can. The address stays, so signing in leads to what was
 * asked for.
 */
export function Gate({ children, roles: wanted }: { children: ReactNode; roles?: readonly string[] | 'any' }) {
  const texts = useTexts();
  const work = useWorkTexts();
  const { lang } = useLang();
  const { pathname } = useLocation();
  const me: MeValue | null | undefined = useMe();
  if (me === undefined)
    return (
      <Page title={work.title} heading={null}>
        <Skeleton />
      </Page>
    );
  if (me === null)
    return (
      <Page title={work.gate.title} lead={work.gate.lead} className="signin-page">
        <div className="signin">
          <div className="card">
            <SignInForm staff onDone={() => undefined} />
          </div>
          <DemoPeople onDone={() => undefined} />
        </div>
      </Page>
    );
  if (me.account !== 'staff' || !me.staff) {
    const back = { to: '/', text: work.gate.toPortal };
    return <Refused title={work.gate.notStaff} text={work.gate.notStaffText} back={back} />;
  }
  const roles = me.staff.roles;
  const hotline = roles.includes('hotline') && !roles.some((role) => HANDLING.includes(role));
  // the first page of the workbench is the list of cases; who answers the telephone has another
  if (hotline && pathname === '/work') return <Navigate to="/work/hotline" replace />;
  if (wanted === 'any' || roles.some((role) => (wanted ?? HANDLING).includes(role)))
    // what one official has written is not another's
    return <Fragment key={me.number}>{children}</Fragment>;
  const named = (all: readonly string[]) => all.map((role) => work.roles[role] ?? role).join(texts.common.comma);
  const own = named(roles) || work.gate.noRoleNone;
  const back = roles.some((role) => HANDLING.includes(role))
    ? { to: '/work', text: texts.errors.goWork }
    : hotline
      ? { to: '/work/hotline', text: HOTLINE[lang].title }
      : { to: '/studio', text: work.gate.toStudio };
  return wanted ? (
    <Refused title={work.gate.notYours} text={work.gate.notYoursText(own, named(wanted))} back={back} />
  ) : (
    <Refused title={work.gate.noRole} text={work.gate.noRoleText(own)} back={back} />
  );
}
