import { useLocation } from 'react-router';
import { Page } from '../../app/page.tsx';
import { useTexts } from '../../texts/lang.tsx';
import { ButtonLink } from '../../ui/kit.tsx';

/** A page that is somebody's own, asked for by nobody. */
export function SignInFirst({ title }: { title: string }) {
  const texts = useTexts();
  const location = useLocation();
  return (
    <Page title={title} lead={`${texts.signIn.lead}${texts.signIn.returning}`} width="narrow">
      <ButtonLink
        to={`/signin?to=${encodeURIComponent(location.pathname + location.search)}`}
        kind="primary"
        size="large"
      >
        {texts.nav.signIn}
      </ButtonLink>
    </Page>
  );
}
