import { useEffect, useRef } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useMe } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useTexts } from '../../texts/lang.tsx';
import { ButtonLink, Notice } from '../../ui/kit.tsx';
import { DemoPeople } from './demo-people.tsx';
import { SignInForm } from './signin-form.tsx';

/** Only a path of this site; anything else would be an open redirect. */
export function safeReturn(to: string | null): string {
  return to && /^\/(?![/\\])/.test(to) ? to : '/';
}

export function SignInPage() {
  const texts = useTexts();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const me = useMe();
  const to = safeReturn(params.get('to'));
  const done = (account: { account: unknown }) => {
    // The workbench is a page of its own; staff have nothing to apply for here.
    if (to === '/work' || to.startsWith('/work/')) window.location.replace(to);
    else if (account.account === 'staff') window.location.replace('/work');
    else navigate(to, { replace: true });
  };
  const here = useRef(false);
  useEffect(() => {
    // Whoever came here signed in has nothing to do here.
    if (me === undefined || here.current) return;
    here.current = true;
    if (me) done(me);
  });
  return (
    <Page
      title={texts.signIn.title}
      lead={to === '/' ? texts.signIn.lead : `${texts.signIn.lead}${texts.signIn.returning}`}
      className="signin-page"
    >
      {me && (
        <Notice tone="info" title={texts.signIn.already(me.name)}>
          <ButtonLink to={to}>{texts.common.continue}</ButtonLink>
        </Notice>
      )}
      <div className="signin">
        <div className="card">
          <SignInForm onDone={done} />
        </div>
        <DemoPeople onDone={done} />
      </div>
    </Page>
  );
}
