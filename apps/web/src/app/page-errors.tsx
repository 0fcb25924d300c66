import { Component, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { useTexts } from '../texts/lang.tsx';
import { Button, Notice } from '../ui/kit.tsx';
import { useOnline } from '../ui/states.tsx';
import { Page } from './page.tsx';

function Broken() {
  const texts = useTexts();
  const online = useOnline();
  return (
    <Page title={online ? texts.errors.server : texts.errors.offline} width="narrow">
      <Notice tone={online ? 'danger' : 'waiting'} icon={online ? undefined : 'offline'} live="alert">
        <p>{online ? texts.errors.serverText : texts.errors.offlineNew}</p>
        <Button onClick={() => location.reload()}>{texts.common.retry}</Button>
      </Notice>
    </Page>
  );
}

class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}

/** A page that breaks does not take the shell with it; going elsewhere starts afresh. */
export function PageErrors({ children }: { children: ReactNode }) {
  const location = useLocation();
  return <Boundary key={location.pathname.split('/').slice(0, 3).join('/')}>{children}</Boundary>;
}
